"""CPU and memory of Apus beside Debian's HAProxy and nginx, in one run.

    scripts/bench PROGRAM [--quick] [--only NAME,…] [--rounds N] [--seconds N] [--connections N] [--cores P,L]

Results go to .build-bench/results.md and .json. A figure with ~ was measured while others used the processor. Exit status: 0
when every threshold that was measured holds.
"""

import argparse
import atexit
import os
import pathlib
import shutil
import signal
import sys
import time

import farm
import memory
from machine import Machine
from peers import Contender, Origins
from processor import SCENARIOS, ProcessorRun
from program import NotMeasured, Program
from report import Report

RESULTS = pathlib.Path(__file__).resolve().parent.parent / ".build-bench"
QUICK = ["keepalive-128", "tcp-128", "rest", "keepalive-connection", "tcp-tunnel"]
MEMORY = ["rest", *memory.CONNECTIONS, "after-burst", *farm.SCENARIOS]
BURST = 2000


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--quick", action="store_true", help="a few scenarios, short rounds")
    parser.add_argument("--only", help="scenarios, separated by commas: " + ", ".join([s.name for s in SCENARIOS] + MEMORY))
    parser.add_argument("--rounds", type=int, help="for each CPU scenario (3; quick 1)")
    parser.add_argument("--seconds", type=int, help="of load in a round (2; quick 1)")
    parser.add_argument("--connections", type=int, help="held open for memory (4000; quick 1000)")
    parser.add_argument("--cores", help="numbers of the processors for the proxy and for the load")
    chosen = parser.parse_args()
    chosen.rounds = chosen.rounds or (1 if chosen.quick else 3)
    chosen.seconds = chosen.seconds or (1 if chosen.quick else 2)
    chosen.connections = chosen.connections or (1000 if chosen.quick else 4000)
    return chosen


def find(name):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin")
    if path is None:
        sys.exit(f"bench: no program '{name}'; scripts/bootstrap installs what is needed")
    return os.path.abspath(path)


def attempt(measure, *values):
    """What was measured, or why not."""
    try:
        return measure(*values)
    except NotMeasured as reason:
        return {"missing": str(reason)}


def run_memory(name, report, contenders, origins, machine, chosen):
    if name == "rest":
        found = {each.name: attempt(memory.measure_rest, each, origins, machine) for each in contenders}
        for field in ("pss", "anonymous"):
            columns = {
                key: value if "missing" in value else {"value": value[field]} for key, value in found.items()
            }
            report.add(f"rest-{field}", "kB", columns)
        return
    if name in farm.SCENARIOS:
        unit, measure = farm.SCENARIOS[name]
        found = {each.name: attempt(measure, each, origins, machine) for each in contenders if not each.is_nginx}
        columns = {key: value if isinstance(value, dict) else {"value": value} for key, value in found.items()}
        return report.add(name, unit, columns)
    columns = {}
    for contender in contenders:
        if name == "after-burst":
            rest = 10 if chosen.quick else 30
            result = attempt(memory.measure_burst, contender, origins, machine, min(BURST, chosen.connections), rest)
            columns[contender.name] = result | ({} if "missing" in result else {"value": result["after"] / result["before"]})
        else:
            count = min(chosen.connections, machine.connections - 100)
            result = attempt(memory.measure_connections, name, contender, origins, machine, count)
            columns[contender.name] = result if isinstance(result, dict) else {"value": result}
    report.add(name, "x" if name == "after-burst" else "B", columns)


def run(chosen, names, contenders, machine):
    report = Report(
        {"date": time.strftime("%Y-%m-%d"), **machine.description(), "rounds": f"{chosen.rounds} of {chosen.seconds} s"}
        | {contender.name: contender.version() for contender in contenders}
    )
    for key, value in report.description.items():
        print(f"{key}: {value}")
    origins = Origins(find("nginx"), machine)
    for scenario in SCENARIOS:
        if scenario.name in names:
            measured = ProcessorRun(scenario, contenders, origins, machine, chosen.rounds, chosen.seconds).measure()
            report.add(scenario.name, "µs", measured)
    for name in MEMORY:
        if name in names:
            run_memory(name, report, contenders, origins, machine, chosen)
    return report


def main():
    chosen = arguments()
    everything = [scenario.name for scenario in SCENARIOS] + MEMORY
    names = chosen.only.split(",") if chosen.only else QUICK if chosen.quick else everything
    if unknown := [name for name in names if name not in everything]:
        sys.exit(f"bench: no scenario {', '.join(unknown)}; there are {', '.join(everything)}")
    find("wrk")
    contenders = [Contender("apus", find(chosen.program)), Contender("haproxy", find("haproxy")), Contender("nginx", find("nginx"))]
    machine = Machine(tuple(map(int, chosen.cores.split(","))) if chosen.cores else None)
    atexit.register(Program.stop_all)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if machine.is_shared:
        print("bench: one processor for the proxy and the load; the figures are of little worth", file=sys.stderr)
    report = run(chosen, names, contenders, machine)
    report.write(RESULTS)
    print(f"\n{report.markdown()}\nwritten to {RESULTS}/results.md and results.json")
    failures = report.failures()
    for line in failures:
        print(f"EXCEEDED {line}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
