"""Made-up data: large files for trials and benchmarks, and what the demonstration needs."""

from smallcrm.services.samples.filling import Filled, fill

__all__ = ["Filled", "fill"]
