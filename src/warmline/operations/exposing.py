"""How do the figures look to Prometheus? The text of all of them: this process's and the installation's."""

from collections.abc import Iterator
from itertools import groupby

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from warmline import __version__
from warmline.operations.counting import registry as of_process
from warmline.operations.figures import Gauge, gather

CONTENT_TYPE = CONTENT_TYPE_LATEST


def expose() -> bytes:
    """Raises django.db.Error when the database does not answer."""
    of_installation = CollectorRegistry()
    of_installation.register(_Gathered(tuple(gather())))
    return generate_latest(of_process) + generate_latest(of_installation)


class _Gathered(Collector):
    def __init__(self, gauges: tuple[Gauge, ...]) -> None:
        self._gauges = gauges

    def collect(self) -> Iterator[Metric]:
        for name, same in groupby(self._gauges, key=lambda gauge: gauge.name):
            gauges = list(same)
            family = GaugeMetricFamily(f"warmline_{name}", gauges[0].about, labels=list(gauges[0].label[:1]))
            for gauge in gauges:
                family.add_metric(list(gauge.label[1:]), gauge.value)
            yield family
        version = GaugeMetricFamily("warmline_version", "1 for the version that runs.", labels=["version"])
        version.add_metric([__version__], 1)
        yield version
