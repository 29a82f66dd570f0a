"""Spots: one measure in one place, with every passage about it: what the matrix shows, exports and opens."""

from dataclasses import dataclass

from catalog.nouns import Mention
from catalog.warehouse import Edition
from catalog.words import Say
from charts.chart import Filters, Rows, chosen
from charts.mentions import MENTIONED, expressions, extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The primary passage (or silence) about a measure in a place, and further passages."""

    primary: Mention
    further: tuple[Mention, ...]

    @property
    def locality(self) -> str:
        return self.primary.locality

    @property
    def reports(self) -> bool:
        return self.primary.status in MENTIONED

    def record(self, edition: Edition) -> dict[str, object]:
        """The row for machines: the status as a word, and the words that were searched."""
        primary, measure = self.primary, edition.measures[self.primary.measure_id]
        return {
            "place": primary.locality, "wave": edition.wave_of(primary.locality), "measure_id": primary.measure_id,
            "measure_group": measure.measure_group, "label_en": measure.label_en, "label_zh": measure.label_zh,
            "status": primary.status, "confidence": primary.confidence, "extent": extent(edition, primary),
            "scope_id": primary.scope_id, "expression": expressions(edition, primary) or None,
            "figure_ids": primary.figure_ids, "source_id": primary.source_id, "span_start": primary.span_start,
            "span_end": primary.span_end, "further_spans": ";".join(span(mention) for mention in self.further) or None,
            "searched_words": measure.search_terms, "found_in_another_sense": primary.found_terms,
            "note_en": primary.note_en, "note_zh": primary.note_zh,
            "reading": "Silence in an article is not evidence of absence / 未提及不等于没有",
            "data_version": edition.version,
        }  # fmt: skip


def span(mention: Mention) -> str:
    """Where a passage stands, in code points: `195-228`; empty for silence."""
    return "" if mention.span_start is None else f"{mention.span_start}-{mention.span_end}"


def select(edition: Edition, filters: Filters) -> Rows:
    """One spot a measure and chosen place, by measure and then by place.

    Raises:
        LookupError: a measure has no primary row for a place; the refresh lets no such version through.
    """
    passages: dict[tuple[str, str], list[Mention]] = {}
    for mention in edition.mentions_of(chosen(edition, filters)):
        passages.setdefault((mention.measure_id, mention.locality), []).append(mention)
    found = []
    for measure in edition.measures:
        for locality in chosen(edition, filters):
            here = passages.get((measure, locality), [])
            primary = [mention for mention in here if mention.evidence == "primary"]
            if len(primary) != 1:
                raise LookupError(f"{measure} has {len(primary)} primary rows in {locality}")
            further = tuple(mention for mention in here if mention.evidence != "primary")
            found.append(Spot(primary=primary[0], further=further))
    return Rows(edition=edition, filters=filters, cells=tuple(found), extra={"spots": tuple(found)})


def spots(rows: Rows) -> tuple[Spot, ...]:
    """All spots, by measure and then by place."""
    found: tuple[Spot, ...] = rows.extra["spots"]
    return found


def by_measure(rows: Rows) -> dict[str, tuple[Spot, ...]]:
    """The spots of each measure, in the order of the places."""
    found: dict[str, tuple[Spot, ...]] = {}
    for spot in spots(rows):
        found[spot.primary.measure_id] = (*found.get(spot.primary.measure_id, ()), spot)
    return found


def mentioned_by(say: Say, group: tuple[Spot, ...]) -> str:
    """`3 of 5 articles`: how many of the shown articles mention a measure."""
    return say("{k} of {n} articles", k=sum(spot.reports for spot in group), n=len(group))
