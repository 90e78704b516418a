"""What the answer behind an edit of one claim costs, as a share of a first read.

`python -m benchmarks.edit 100000` prints CPU seconds of the first answer, and of the ones
behind an edit of a quote and behind one of a day.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import generate


def seconds(base: Path, cache: Path) -> float:
    """CPU seconds of one answer, of all its processes."""
    before = os.times()
    command = [sys.executable, "-m", "cstocli", "departures", "--limit", "1", "--json", "--facts", str(base)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def main() -> None:
    """Read a base of so many claims, edit it twice and answer each time."""
    text = "".join(generate.base(int(sys.argv[1])))
    middle = text.index("[[departures]]", len(text) // 2)
    quote = text[middle:].replace('quote = "', 'quote = "zebra ', 1)
    start = quote.index('date = "')
    day = f'{quote[:start]}date = "1994-02-03"{quote[quote.index(chr(10), start) :]}'
    with tempfile.TemporaryDirectory() as folder:
        base, cache = Path(folder) / "facts.toml", Path(folder) / "cache"
        whole = 0.0
        for name, written in (("first read", text), ("quote", text[:middle] + quote), ("day", text[:middle] + day)):
            base.write_text(written, encoding="utf-8")
            # What was written just now might change again without a trace.
            time.sleep(0.1)
            cost = seconds(base, cache)
            whole = whole or cost
            sys.stdout.write(f"{name}: {cost:.2f} s, {cost / whole:.3f} of a first read\n")


if __name__ == "__main__":
    main()
