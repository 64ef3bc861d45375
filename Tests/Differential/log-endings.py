#!/usr/bin/env python3
"""Ends streams in every way and compares the log lines of two programs, with times and counts of bytes of HTTP masked.

    Tests/Differential/log-endings.py APUS [HAPROXY [WORD …]]

`WORD`s choose the ways whose names hold one of them. A difference is shown unless `endings/known.txt` has it, by reason;
docs/differences.md explains those. Exit status: 0 without others.
"""

import pathlib
import signal
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent / "endings"
sys.path.insert(0, str(FOLDER))

from origin import Origin  # noqa: E402
from run import Run  # noqa: E402
from ways import LAST, WAYS  # noqa: E402

AT_ONCE = 40


def results(program, origin, words):
    def chosen(ways):
        return [item for item in ways.items() if not words or any(word in item[0] for word in words)]
    run = Run(program, origin)
    try:
        ways = chosen(WAYS)
        for start in range(0, len(ways), AT_ONCE):
            for name, act in ways[start:start + AT_ONCE]:
                run.begin(name, act)
            run.finish()
            run.collect()
        for name, act in chosen(LAST):
            run.begin(name, act)
        time.sleep(0.2)
        run.process.send_signal(signal.SIGUSR1)
        run.finish()
        run.collect()
        return {name: sorted(lines) for name, lines in run.found.items()}
    finally:
        run.end()


def known():
    """The differences that are meant, by name, with the reason above them."""
    reasons, reason = {}, ""
    for line in (FOLDER / "known.txt").read_text().splitlines():
        if line.startswith("# "):
            reason = line[2:]
        elif line:
            reasons[line] = reason
    return reasons


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    origin, words = Origin(), sys.argv[3:]
    own = results(sys.argv[1], origin, words)
    other = results(sys.argv[2] if len(sys.argv) > 2 else "haproxy", origin, words)
    reasons = known()
    different = [name for name in own if own[name] != other[name]]
    unknown = [name for name in different if name not in reasons]
    stale = [name for name in reasons if name in own and name not in different]
    for name in unknown:
        print(name, *(f"  - {line}" for line in other[name]), *(f"  + {line}" for line in own[name]), sep="\n")
    for name in stale:
        print(f"no difference any more: {name}")
    print(f"{len(own)} ways to end: {len(own) - len(different)} alike, {len(different) - len(unknown)} differ on purpose")
    sys.exit(bool(unknown or stale))


main()
