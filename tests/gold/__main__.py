"""Score the program on the gold briefings: `python -m tests.gold`.

Without an option it prints the figures as figures.toml has them. `--list [NAME]` lists where gold (-) and program (+)
differ, in all files or in those whose name starts so. `--record` writes the figures into figures.toml, below which the
test lets none fall.
"""

from __future__ import annotations

import argparse

from tests.gold.figures import lines, listing, record
from tests.gold.reading import read_all
from tests.gold.scoring import score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", nargs="?", const="", metavar="NAME", help="list the disagreements")
    what.add_argument("--record", action="store_true", help="write figures.toml")
    options = parser.parse_args()
    reached = score(read_all())
    if options.list is not None:
        print(*listing(one for one in reached.disagreements if one.name.startswith(options.list)), sep="\n")
        return
    if options.record:
        record(reached.figures())
    print(*lines(reached.figures()), sep="\n")


if __name__ == "__main__":
    main()
