"""The benchmarks of csto beside its peers: `python -m benchmarks` (see docs/benchmarks.md)."""
