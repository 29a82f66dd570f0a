"""CHARTS: every chart by its id, in the order of the pages."""

from catalog.warehouse import Edition
from catalog.words import Say
from charts import chains, grids, materials, measures, overview, testing, volunteers
from charts.chart import Chart
from charts.indicator import indicator

TOPICS = (overview, volunteers, grids, materials, testing, measures, chains)
CHARTS: dict[str, Chart] = {chart.id: chart for topic in TOPICS for chart in topic.CHARTS}


def find(chart_id: str, edition: Edition) -> Chart:
    """The chart of this id; an indicator that no page has a chart for has one all the same, under its id with dashes.

    Raises:
        KeyError: neither a chart nor an indicator of this version.
    """
    if chart_id in CHARTS:
        return CHARTS[chart_id]
    indicator_id = chart_id.replace("-", "_")
    named = edition.quotients[indicator_id]
    return indicator(id=chart_id, name=named.label_en, page="compare", indicator_id=indicator_id)


def title(chart_id: str, edition: Edition, say: Say) -> str:
    """The name of a chart in the reader's language; the registry's where the chart is that of an indicator alone."""
    if chart_id in CHARTS:
        return say(CHARTS[chart_id].name)
    return say.label(edition.quotients[chart_id.replace("-", "_")])
