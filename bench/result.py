"""What a measurement says."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One measured figure beside the figure it is judged against."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    data: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the baseline the value is; nothing without a baseline."""
        return self.value / self.baseline if self.baseline else None

    def record(self) -> dict[str, str | float | None]:
        """The result as plain values, for JSON."""
        return {**asdict(self), "ratio": self.ratio}
