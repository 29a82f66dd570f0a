"""CHARTS: every chart by its id, in the order of the pages."""

from charts import volunteers
from charts.chart import Chart

CHARTS: dict[str, Chart] = {chart.id: chart for topic in (volunteers,) for chart in topic.CHARTS}
