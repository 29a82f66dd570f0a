"""The ladder in a file: its boxes as rectangles and text, in exactly the room the sheet leaves.

Letters are as large as the fullest tiers allow. Where there is too little room, means go first, then what is not
counted, then whole places; the notes say what is left to the data file.
"""

from dataclasses import dataclass
from functools import cached_property

import plotly.graph_objects as go

from charts import lines
from charts.chart import Look, Rows
from charts.export.errors import SizeTooSmall
from charts.export.fonts import width
from charts.export.typeset import wrap
from charts.paper import Paper
from charts.tiers import BASIS, BOX, TIERS, Node, count, has_chain, mean, nodes

SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
GUTTER, BREAK = 6.0, 18.0  # px between columns, and more between the waves
PAD, BELOW = 5.0, 3.5  # px of a box around its words, and between tiers
DASH = {"stated": "solid", "implied": "dash", "coder": "dot"}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One way to set the ladders: who is shown, what of them, and where every tier begins."""

    rows: Rows
    look: Look
    places: tuple[str, ...]
    size: float
    means: bool
    uncounted: bool

    @property
    def edge(self) -> float:
        """Px of the column of tier names."""
        return self.size * 7

    @property
    def width(self) -> float:
        """Px of a box."""
        return (self.look.width - self.edge - BREAK * self._breaks(len(self.places))) / len(self.places) - GUTTER

    def left(self, column: int) -> float:
        """Where a column begins, in px."""
        return self.edge + column * (self.width + GUTTER) + BREAK * self._breaks(column + 1)

    def _breaks(self, columns: int) -> int:
        return len({self.rows.edition.wave_of(locality) for locality in self.places[:columns]}) - 1

    @property
    def tiers(self) -> tuple[str, ...]:
        """All tiers, or those with a box where only counted ones are shown."""
        return tuple(t for t in TIERS if self.uncounted or any(self.boxes(place, t) for place in self.places))

    def boxes(self, place: str, tier: str) -> list[Node]:
        """The boxes of a cell."""
        return [
            node for node in nodes(self.rows)
            if node.locality == place and node.tier == tier and node.on_ladder
            and (self.uncounted or node.link.figures)
        ]  # fmt: skip

    def named(self, place: str, tier: str) -> bool:
        """Whether the article names something on a tier: then the cell is no silence."""
        return any(n.locality == place and n.tier == tier and n.on_ladder for n in nodes(self.rows))

    def words(self, node: Node) -> tuple[str, ...]:
        """The lines of a box."""
        say, edition = self.look.say, self.rows.edition
        number = count(edition, say, node.link) if node.link.figures else "?"
        said = wrap(
            say("{name}: {count}", name=say.label(node.link, "name"), count=number), size=self.size,
            limit=self.width - 10,
        )  # fmt: skip
        if self.means and node.mean:
            small = say("mean: {mean}", mean=mean(edition, say, node))
            said = (*said, *wrap(small, size=self.size, limit=self.width - 10))
        return tuple(said)

    def label(self, tier: str) -> tuple[str, ...]:
        """The lines of a tier's name."""
        return tuple(wrap(self.look.say(TIERS[tier]), size=self.size, limit=self.edge - 6))

    @cached_property
    def tops(self) -> list[float]:
        """The top of every tier and the bottom of the last, in px."""
        leading, tops = self.size * 1.24, [self.size * 3.7]
        for tier in self.tiers:
            need = max(
                sum(len(self.words(node)) * leading + PAD for node in self.boxes(place, tier)) for place in self.places
            )
            tops.append(tops[-1] + max(need, len(self.label(tier)) * leading, leading + PAD) + BELOW)
        return tops


def height(rows: Rows, look: Look) -> int:
    """Pixels at which every box fits at the middle size."""
    return 60 + 38 * sum(max(1, sum(n.on_ladder and n.tier == tier for n in nodes(rows)) // 2) for tier in TIERS)


def draw(rows: Rows, look: Look) -> go.Figure:
    """Columns of boxes, one row a tier.

    Raises:
        SizeTooSmall: not even the counted boxes of one place fit.
    """
    total = float(look.height or height(rows, look))
    chains = tuple(place for place in rows.localities if has_chain(rows, place)) or rows.localities
    for places in (chains[:n] for n in range(len(chains), 0, -1)):
        for means, uncounted in ((True, True), (False, True), (False, False)):
            for size in SIZES:
                plan = Plan(rows=rows, look=look, places=places, size=size, means=means, uncounted=uncounted)
                if plan.width >= 8 * size and plan.tops[-1] <= total:
                    return _drawn(plan, chains, total)
    raise SizeTooSmall(width=f"{look.width} × {total:.0f} px")


def _drawn(plan: Plan, chains: tuple[str, ...], total: float) -> go.Figure:
    paper, tops = Paper(look=plan.look, height=total), plan.tops
    edition, say = plan.rows.edition, plan.look.say
    stretch = min((total - tops[0]) / (tops[-1] - tops[0]), 1.9)
    ys = [tops[0] + (top - tops[0]) * stretch for top in tops]
    _key(paper, plan)
    for column, place in enumerate(plan.places):
        name, wave = lines.place_name(edition, say, place), say.label(edition.waves[edition.wave_of(place)])
        heading = say("{place} · {wave}", place=name, wave=wave)
        paper.word(heading, plan.left(column), plan.size * 2.1, plan.size, paper.colours.ink)
    for n, tier in enumerate(plan.tiers):
        paper.word("\n".join(plan.label(tier)), 0, ys[n] + 3, plan.size, paper.colours.muted)
        for column in range(len(plan.places)):
            _cell(paper, plan, column, ys[n], ys[n + 1] - BELOW, tier)
    shown = [node for place in plan.places for tier in plan.tiers for node in plan.boxes(place, tier)]
    every = [node for node in nodes(plan.rows) if node.on_ladder and node.locality in chains]
    missing = [lines.place_name(edition, say, place) for place in chains if place not in plan.places]
    return paper.figure(shown=len(shown), of=len(every), missing=missing)


def _key(paper: Paper, plan: Plan) -> None:
    """What the lines and boxes mean, as far as one line holds."""
    size, say = plan.size, plan.look.say
    x, y, muted = 0.0, size * 0.75, paper.colours.muted
    for id_, word in {**BASIS, **BOX}.items():
        said = say(word)
        if x + size * 2.5 + width(said, size) > plan.look.width:
            return
        if id_ in BASIS:
            paper.line(x, y, x + size * 2, y, dash=DASH[id_], colour=paper.colours.accent)
        elif id_ == "silent":
            paper.hatch(x, y - size * 0.5, size * 2, size)
        else:
            _frame(paper, x, y - size * 0.5, size * 2, size, counted=id_ == "counted")
        paper.word(said, x + size * 2.4, y, size, muted, anchor="middle")
        x += width(said, size) + size * 3.9


def _frame(paper: Paper, x: float, y: float, wide: float, high: float, *, counted: bool) -> None:
    line = paper.colours.ink if counted else paper.colours.muted
    fill = paper.colours.panel if counted else paper.colours.paper
    paper.box(x, y, wide, high, line=line, fill=fill, dash="solid" if counted else "dot")


def _cell(paper: Paper, plan: Plan, column: int, top: float, bottom: float, tier: str) -> None:
    """Boxes, or the hatch of a tier that is not mentioned; what is named but left out is a box with a question mark."""
    x, place = plan.left(column), plan.places[column]
    boxes = plan.boxes(place, tier)
    if not boxes and plan.named(place, tier):
        _frame(paper, x, top, plan.width, bottom - top, counted=False)
        paper.word("?", x + 7, top + 1, plan.size, paper.colours.muted)
    elif not boxes:
        paper.hatch(x, top, plan.width, bottom - top)
    weights = [len(plan.words(node)) + 0.3 for node in boxes]
    y = top
    for node, weight in zip(boxes, weights, strict=True):
        high, counted = (bottom - top) * weight / sum(weights), bool(node.link.figures)
        _frame(paper, x, y, plan.width, high - 2, counted=counted)
        if node.parent:
            paper.line(x + 1, y - 3, x + 1, y + high - 2, dash=DASH[node.link.link_basis], colour=paper.colours.accent)
        colour = paper.colours.ink if counted else paper.colours.muted
        paper.word("\n".join(plan.words(node)), x + 7, y + 1, plan.size, colour)
        y += high
