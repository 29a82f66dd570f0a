-- One row is one article; null means that the text prints none.
create table core.document as
select
    document.source_id,
    document.locality,
    nullif(document.title, '') as title,
    document.publisher,
    nullif(document.issue, '') as issue,
    nullif(document.published, '') as published,
    document.published_basis,
    document.as_of::date as as_of,
    document.year_basis,
    document.claimant,
    document.claimant_kind,
    document.self_reported::boolean as self_reported,
    document.default_scope,
    document.characters::integer as characters,
    document.sha256,
    wave.wave_id
from raw.document as document
left join core.wave as wave
    on document.as_of::date between wave.start and wave."end";

comment on column core.document.self_reported is 'True where the body described issued the text itself.';
comment on column core.document.sha256 is 'SHA-256 of the bytes of the text that the spans refer to.';
comment on column core.document.characters is 'Length of the text in code points.';
