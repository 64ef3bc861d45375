"""The same requests through Apus and through HAProxy with the same configuration.

    scripts/differential PROGRAM [--oracle HAPROXY] [--show] [FILE …]

Compares answers, what reached the server, and log lines with times masked. What HAProxy is too old for is skipped and counted.
Exit status: 0 when nothing differs but what differences.txt lists, and all of that still differs.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field

from known import Known
from subjects import EXPRESSION_SETUP, read_cases, read_expressions
from target import Target, run_together

FOLDER = pathlib.Path(__file__).resolve().parent.parent
# The version whose answers differences.txt is about.
REFERENCE = "2.6"


@dataclass
class Tally:
    same: int = 0
    known: int = 0
    skipped: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    failures: list = field(default_factory=list)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--oracle", default="haproxy")
    parser.add_argument("--show", action="store_true", help="what HAProxy gives, and what is skipped")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    return parser.parse_intermixed_args()


def find(name):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin")
    return path and os.path.abspath(path)


def compare(path, programs, known, chosen, is_reference):
    """One file, in a process of each program."""
    is_case = path.suffix == ".case"
    subjects = read_cases(path) if is_case else read_expressions(path)
    # A short path: sockets below it may have names of 107 bytes.
    with tempfile.TemporaryDirectory(prefix="diff", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        targets = [Target(name, program, folder) for name, program in programs.items()]
        results = run_together(targets, subjects, None if is_case else EXPRESSION_SETUP)
    ours, theirs = targets
    tally, file = Tally(), path.name
    for number, subject in enumerate(subjects):
        mine, other = results[ours.name][number], results[theirs.name][number]
        reason = known.reason(file, subject.name)
        refusals = {target.name: messages(target, number) for target in targets}
        if chosen.show:
            print(f"{file}: {subject.name}\n" + indented(other))
        if any("not built yet" in message for message in refusals[ours.name]):
            tally.waiting.append(f"{file}: {subject.name}: {refusals[ours.name][0]}")
        elif mine == other:
            tally.same += 1
            if reason and is_reference:
                tally.failures.append(f"{file}: {subject.name}\n    no longer differs; take it out of differences.txt")
        elif reason:
            tally.known += 1
        elif is_newer(refusals, ours, theirs):
            tally.skipped.append(f"{file}: {subject.name}: {refusals[theirs.name][0]}")
        else:
            tally.failures.append(f"{file}: {subject.name}\n" + indented(difference(other, mine, refusals)))
    return tally


def messages(target, number):
    return [message for place, message in target.refused.items() if place[0] == number]


def is_newer(refusals, ours, theirs):
    """HAProxy lacks a word that Apus has."""
    found = [message for message in refusals[theirs.name] if re.search(r"unknown|unexpected|expects", message)]
    return bool(found) and not refusals[ours.name]


def difference(theirs, ours, refusals):
    lines = difflib.unified_diff(theirs.splitlines(), ours.splitlines(), "haproxy", "apus", lineterm="", n=1)
    lines = list(lines)[2:]
    for name, found in refusals.items():
        lines += [f"{name} says: {message}" for message in found]
    return "\n".join(lines)


def indented(text):
    return "\n".join("    " + line for line in text.splitlines())


def main():
    chosen = arguments()
    program, oracle = find(chosen.program), find(chosen.oracle)
    if oracle is None:
        print(f"differential: skipped, there is no program '{chosen.oracle}'; scripts/bootstrap installs it")
        return
    if program is None:
        sys.exit(f"differential: no program '{chosen.program}'")
    version = subprocess.run([oracle, "-v"], capture_output=True, text=True).stdout
    is_reference = f"version {REFERENCE}." in version
    known = Known(FOLDER / "differences.txt")
    files = chosen.files or sorted(FOLDER.glob("*.txt")) + sorted(FOLDER.glob("cases/*.case"))
    files = [file.resolve() for file in files if file.name != "differences.txt"]
    programs = {"apus": program, "haproxy": oracle}
    total = Tally()
    with concurrent.futures.ThreadPoolExecutor(1 if chosen.show else 2) as pool:
        for tally in pool.map(lambda file: compare(file, programs, known, chosen, is_reference), files):
            total.same += tally.same
            total.known += tally.known
            for name in ("skipped", "waiting", "failures"):
                getattr(total, name).extend(getattr(tally, name))
    if chosen.show:
        print("\n".join([f"skipped {line}" for line in total.skipped] + [f"waiting {line}" for line in total.waiting]))
    for failure in total.failures:
        print(f"DIFFERS {failure}")
    print(f"differential: {version.splitlines()[0]}")
    print(
        f"{total.same} the same, {total.known} differ on purpose, {len(total.skipped)} are newer than the oracle, "
        f"{len(total.waiting)} wait for what is not built, {len(total.failures)} failed"
    )
    sys.exit(1 if total.failures else 0)


if __name__ == "__main__":
    main()
