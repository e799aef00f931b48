"""Metrics as Prometheus reads them: the list of all there are, and what is looked up when they are read.

docs/grafana-dashboard.json and docs/prometheus-alerts.yaml use these names; a test compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot import measures

PREFIX = "sanctions_bot"
_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60)
_RUN = (1, 5, 15, 60, 300, 900, 3600, 4 * 3600)

COUNTERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "questions": ("Questions taken, by kind of chat: private, group, inline.", ("chat",)),
    "answers": ("Replies by kind: answer, no_answer, clarify, too_slow, failed.", ("kind",)),
    "retrievals": ("Answers by how sources were searched: whole, or by words_alone.", ("search",)),
    "index_runs": ("Index runs of this process by outcome: switched, unchanged, waiting, failed, busy.", ("outcome",)),
    "index_run_passages": ("Passages embedded by index runs of this process.", ()),
    "telegram_errors": ("Errors Telegram, or the way to it, gave, by type.", ("type",)),
    "telegram_floods": ("Times Telegram asked for a pause in one chat.", ()),
    "telegram_flood_wait_seconds": ("Seconds of such pauses asked for.", ()),
    "llm_requests": ("Replies asked of the language model: written, declined, fallback, stopped.", ("outcome",)),
    "llm_tokens": ("Tokens the language model read and wrote.", ("direction",)),
    "handler_failures": ("Updates whose handling failed unforeseen.", ()),
}
HISTOGRAMS: Mapping[str, tuple[str, tuple[str, ...], tuple[float, ...]]] = {
    "answer_seconds": ("From taking a question to having answered it.", (), _QUICK),
    "stage_seconds": ("Stages of an answer: understanding, retrieval, evidence, writing, sending.", ("stage",), _QUICK),
    "index_run_seconds": ("How long index runs of this process took.", (), _RUN),
    "llm_seconds": ("How long replies of the language model took.", (), _QUICK),
}
GAUGES: Mapping[str, str] = {
    "updates_waiting": "Updates stored and not handled yet, of all replicas.",
    "updates_in_hand": "Updates this process is handling.",
    "telegram_silent_seconds": "How long ago Telegram answered, or with a webhook, the inbox was looked into.",
    "generation_age_seconds": "How long ago the live generation went live.",
    "index_passages": "Passages of the generation that answers.",
    "index_missing_passages": "Those of them that lack a vector or their keywords.",
    "index_last_run_timestamp_seconds": "When the last index run on this data folder began, by whomever.",
    "index_last_run_failed": "Whether that run failed or was cut off: 1, else 0.",
    "part_up": "Whether a part works, by name: telegram, database, chroma, index. 1, else 0.",
}

# A gauge's values now, by its labels' values; a gauge that cannot be told is left out.
Gauges = Callable[[], Mapping[str, Mapping[tuple[str, ...], float]]]
LABELLED = {"part_up": ("part",)}


class Metrics(Collector):
    """The metrics of this process, heard from measures.py; `gauges` is asked, in any thread, when they are read."""

    def __init__(self, gauges: Gauges = dict) -> None:
        self.registry = CollectorRegistry()
        self._gauges = gauges
        self._counters = {
            name: Counter(name, told, labels, namespace=PREFIX, registry=self.registry)
            for name, (told, labels) in COUNTERS.items()
        }
        self._histograms = {
            name: Histogram(name, told, labels, namespace=PREFIX, registry=self.registry, buckets=buckets)
            for name, (told, labels, buckets) in HISTOGRAMS.items()
        }
        self.registry.register(self)
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def count(self, name: str, amount: float, labels: dict[str, str]) -> None:
        """See measures.Listener."""
        counter = self._counters[name]
        (counter.labels(**labels) if labels else counter).inc(amount)

    def observe(self, name: str, value: float, labels: dict[str, str]) -> None:
        """See measures.Listener."""
        histogram = self._histograms[name]
        (histogram.labels(**labels) if labels else histogram).observe(value)

    def describe(self) -> list[Metric]:
        """Nothing is looked up to be registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The gauges as they are now."""
        for name, values in self._gauges().items():
            family = GaugeMetricFamily(f"{PREFIX}_{name}", GAUGES[name], labels=LABELLED.get(name, ()))
            for labels, value in values.items():
                family.add_metric(labels, value)
            yield family

    def text(self) -> bytes:
        """All of them in Prometheus's text format. May block."""
        return generate_latest(self.registry)


def names() -> set[str]:
    """Every name that can be asked for in a query."""
    counters = {f"{PREFIX}_{name}_total" for name in COUNTERS}
    histograms = {f"{PREFIX}_{name}_{part}" for name in HISTOGRAMS for part in ("bucket", "sum", "count")}
    return counters | histograms | {f"{PREFIX}_{name}" for name in GAUGES}


def start(gauges: Gauges) -> Metrics:
    """Metrics that hear everything from now on."""
    metrics = Metrics(gauges)
    measures.listen(metrics)
    return metrics
