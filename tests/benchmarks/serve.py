"""What a visitor of `briefmark serve` waits for and takes: `python -m tests.benchmarks.serve [VISITORS]`.

Prints the seconds from asking for a reader to its text, the milliseconds from a key to what it changes, with one
visitor and with all of them typing, and the memory of each visitor's processes (PSS: what is shared is counted once).
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from tests.serve.visiting import Served, visiting

if TYPE_CHECKING:
    from tests.serve.visiting import Reading

_VISITORS = 10
_KEYS = 100
_SETTLED = 1.0  # seconds
_BETWEEN = 0.2  # seconds between the keys of somebody who moves through a text
_SIZE = 120, 40


async def _typed(reading: Reading, count: int) -> list[float]:
    """Milliseconds from each of some keys, up and down, to the first byte that is painted."""
    waits = []
    for number in range(count):
        before, began = len(reading.received), perf_counter()
        await reading.type("jk"[number // 10 % 2])
        while len(reading.received) == before:  # noqa: ASYNC110 - an event would be one more thing to wait for
            await asyncio.sleep(0.0002)
        waits.append((perf_counter() - began) * 1000)
        await asyncio.sleep(_BETWEEN * random.uniform(0.5, 1.5))
    return waits


def _memory(process: int) -> int:
    """Bytes of a process and those that it started."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    own = next(int(line.split()[1]) << 10 for line in rollup.splitlines() if line.startswith("Pss:"))
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return own + sum(_memory(int(child)) for child in children)


async def main(visitors: int) -> None:
    """Measures, and prints a table."""
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder, "sample.txt")
        sample.write_bytes((Path(__file__).parents[2] / "content" / "sample.txt").read_bytes())
        served = Served(["--share", f"--visitors={visitors}", str(sample)])
        try:
            starts = list[float]()
            async with AsyncExitStack() as stack:
                readings, alone = [], list[float]()
                for number in range(visitors):
                    visitor = await stack.enter_async_context(visiting(served, name=f"Reader {number}"))
                    began = perf_counter()
                    async with visitor.session.get(visitor.page) as page:
                        await page.read()
                    reading = await stack.enter_async_context(visitor.reading(_SIZE))
                    while b"Turkish" not in reading.received:  # noqa: ASYNC110 - the same
                        await asyncio.sleep(0.001)
                    starts.append(perf_counter() - began)
                    readings.append(reading)
                    await asyncio.sleep(_SETTLED)
                    if number == 0:
                        alone = await _typed(reading, _KEYS)
                memory = [_memory(number) for number in served.readers()]
                together = await asyncio.gather(*(_typed(reading, _KEYS // 2) for reading in readings))
        finally:
            served.stop()
    many = sorted(wait for waits in together for wait in waits)
    print(f"request to text      first {starts[0]:.2f} s, median of {visitors} in turn {median(starts):.2f} s")
    print(f"key to paint, 1      median {median(alone):.1f} ms, 95 % {sorted(alone)[len(alone) * 95 // 100]:.1f} ms")
    print(f"key to paint, {visitors:<6} median {median(many):.1f} ms, 95 % {many[len(many) * 95 // 100]:.1f} ms")
    print(f"memory of a visitor  median {median(memory) / 1e6:.0f} MB (PSS, with the process that reads structures)")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else _VISITORS))
