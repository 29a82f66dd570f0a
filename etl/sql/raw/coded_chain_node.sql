-- One row is one node of a place's chain of command as the article describes it.
create view raw.coded_chain_node as
select * from input_chains;
