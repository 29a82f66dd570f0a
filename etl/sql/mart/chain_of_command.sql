-- One row is one node of a locality's chain of command, with the figure that counts it where one is printed.
create table mart.chain_of_command as
select
    document.locality,
    node.source_id,
    node.node_id,
    nullif(node.parent_node_id, '') as parent_node_id,
    node.level_order::integer as level_order,
    node.name_en,
    node.name_zh,
    nullif(node.count, '')::double as count,
    nullif(node.figure_id, '') as figure_id,
    nullif(node.start, '')::integer as span_start,
    nullif(node."end", '')::integer as span_end,
    node.tier,
    node.branch,
    node.link_basis,
    nullif(node.count_kind, '') as count_kind,
    nullif(node.note, '') as note_en,
    nullif(node.note_zh, '') as note_zh
from raw.coded_chain_node as node
join core.document as document using (source_id)
order by document.locality, node.line;

comment on column mart.chain_of_command.count is 'The printed stem; qualifier and bounds are those of the figure.';
comment on column mart.chain_of_command.count_kind is 'total may enter a ratio; subset, composition, members, context may not.';
comment on column mart.chain_of_command.link_basis is 'stated, implied, or the coder''s own link.';
comment on column mart.chain_of_command.branch is 'line, population, premises (on the ladder); party, support (beside it); visited: a place the article goes to, no chain.';
