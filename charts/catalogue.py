"""CHARTS: every chart by its id, in the order of the pages."""

from charts import grids, materials, overview, testing, volunteers
from charts.chart import Chart

CHARTS: dict[str, Chart] = {
    chart.id: chart for topic in (overview, volunteers, grids, materials, testing) for chart in topic.CHARTS
}
