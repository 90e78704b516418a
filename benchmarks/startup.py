"""How long an answer takes beside a Typer hello-world of the same environment.

`python benchmarks/startup.py [RUNS]` runs both in turn and prints the median of each and
of the ratios, pair by pair: with the kept index, and without it (`CSTO_CACHE=off`).
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HELLO = """
import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    print(f"Hello {name}")


app()
"""
RUNS = 25


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The wall time of one run of `command`."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def compare(ours: list[str], theirs: list[str], environment: dict[str, str], runs: int) -> tuple[float, float, float]:
    """The medians of both, in seconds, and the median ratio, after one run of each that does not count."""
    pairs = [(seconds(ours, environment), seconds(theirs, environment)) for _ in range(runs + 1)][1:]
    return (
        statistics.median(one for one, _ in pairs),
        statistics.median(other for _, other in pairs),
        statistics.median(one / other for one, other in pairs),
    )


def main(runs: int) -> None:
    """Print a line for each way of asking."""
    answer = [str(Path(sys.executable).with_name("csto")), "contingents", "--json"]
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        greeting = [sys.executable, str(hello)]
        for name, cache in (("kept index", "on"), ("no kept index", "off")):
            environment = {**os.environ, "XDG_CACHE_HOME": folder, "CSTO_CACHE": cache}
            ours, theirs, ratio = compare(answer, greeting, environment, runs)
            print(f"{name}: csto {ours * 1000:.0f} ms, hello {theirs * 1000:.0f} ms, ratio {ratio:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else RUNS)
