"""CHARTS: every chart by its id, in the order of the pages."""

from charts import chains, grids, materials, measures, overview, testing, volunteers
from charts.chart import Chart

TOPICS = (overview, volunteers, grids, materials, testing, measures, chains)
CHARTS: dict[str, Chart] = {chart.id: chart for topic in TOPICS for chart in topic.CHARTS}
