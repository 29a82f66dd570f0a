-- One row is one article as its sidecar describes it; blank means the text prints none.
create view raw.document as
select * from input_documents;
