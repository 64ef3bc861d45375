"""CPU time for each request.

All programs of a scenario run at once, on the proxy's processor; the origin and the load have the other. The rounds are
interleaved (A, B, C, A, B, C), so that what disturbs the machine disturbs all. A figure is the median of its rounds.
"""

import os
import re
import statistics
import subprocess
import time
from dataclasses import dataclass

from peers import check
from program import NotMeasured

# What a browser sends: the length of a head matters to everything that parses it.
HEADERS = [
    "Host: www.example.com",
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language: en-GB,en;q=0.9,fr;q=0.8",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Referer: http://www.example.com/some/page/index.html",
    "Cookie: sid=0123456789abcdef0123456789abcdef; theme=dark; lang=en",
    "Cache-Control: max-age=0",
    "Upgrade-Insecure-Requests: 1",
]

SUMMARY = """function done(s, l, r)
    io.write(string.format("\\n@ %d %d %d\\n", s.requests, s.duration,
        s.errors.connect + s.errors.read + s.errors.write + s.errors.status + s.errors.timeout))
end
"""

DISTURBED = 0.1  # of a processor's time that went to others


@dataclass
class Scenario:
    name: str
    kind: str
    connections: int
    path: str = "/"
    closes: bool = False
    # Each program once with one thread and once with two, on all processors.
    compares_threads: bool = False

    def columns(self, contenders):
        """Column -> (contender, kind of configuration)."""
        if not self.compares_threads:
            return {contender.name: (contender, self.kind) for contender in contenders}
        columns = {}
        for contender in contenders:
            if not contender.is_nginx:
                columns[f"{contender.name}-1"] = (contender, "http")
                columns[f"{contender.name}-2"] = (contender, "http-2-threads")
        return columns


SCENARIOS = [
    Scenario("keepalive-16", "http", 16),
    Scenario("keepalive-128", "http", 128),
    Scenario("keepalive-1000", "http", 1000),
    Scenario("close", "http", 64, closes=True),
    Scenario("tcp-16", "tcp", 16),
    Scenario("tcp-128", "tcp", 128),
    Scenario("body-1m", "http", 16, path="/large"),
    Scenario("body-1m-splice", "http-splice", 16, path="/large"),
    Scenario("rules-16", "rules", 16),
    Scenario("rules-128", "rules", 128),
    Scenario("map-10k", "map-10k", 16),
    Scenario("networks-10k", "networks-10k", 16),
    Scenario("regex-1k", "regex-1k", 16),
    Scenario("log", "log", 16),
    Scenario("tracking", "tracking", 16),
    Scenario("queue", "queue", 64),
    Scenario("threads", "http", 128, compares_threads=True),
]


class ProcessorRun:
    def __init__(self, scenario, contenders, origins, machine, rounds, seconds):
        self.scenario = scenario
        self.machine = machine
        self.rounds = rounds
        self.seconds = seconds
        self.script = machine.write("summary.lua", SUMMARY)
        self.cores = machine.cores if scenario.compares_threads else {machine.proxy_core}
        self.programs = {}
        self.missing = {}
        for column, (contender, kind) in scenario.columns(contenders).items():
            try:
                self.programs[column] = program = contender.start(kind, origins.port, machine, self.cores)
                check(program, scenario.path, is_http=kind != "tcp")
                self.load(program, 1)
            except NotMeasured as reason:
                self.missing[column] = str(reason)

    def measure(self):
        """Column -> {"value": µs} or {"missing": why}."""
        measured = {column: [] for column in self.programs if column not in self.missing}
        for turn in range(self.rounds + 2):
            # Two more rounds at most, when others used the processor.
            if turn >= self.rounds and all(undisturbed(rounds) >= self.rounds for rounds in measured.values()):
                break
            for column, rounds in measured.items():
                if column in self.missing:
                    continue
                try:
                    rounds.append(self.one_round(self.programs[column]))
                except NotMeasured as reason:
                    self.missing[column] = str(reason)
        for program in self.programs.values():
            program.stop()
        results = {column: self.result(rounds) for column, rounds in measured.items() if column not in self.missing}
        return results | {column: {"missing": reason} for column, reason in self.missing.items()}

    def result(self, rounds):
        best = sorted(rounds, key=lambda each: each["others"])[: self.rounds]
        return {
            "value": statistics.median(each["cost"] for each in best),
            "requests per second": statistics.median(each["rate"] for each in best),
            "disturbed": max(each["others"] for each in best) > DISTURBED,
            "rounds": best,
        }

    def one_round(self, program):
        core = self.machine.proxy_core
        began, used, busy = time.monotonic(), program.cpu_seconds(), self.machine.busy_seconds(core)
        requests, seconds = self.load(program, self.seconds)
        time.sleep(0.05)
        used = program.cpu_seconds() - used
        elapsed = time.monotonic() - began
        others = self.machine.busy_seconds(core) - busy - used
        if not program.is_alive():
            raise NotMeasured(f"it ended: {program.complaint()}")
        return {
            "cost": used * 1e6 / requests,
            "rate": requests / seconds,
            # With two threads everybody shares all processors.
            "others": 0.0 if self.scenario.compares_threads else max(0.0, others / elapsed),
        }

    def load(self, program, seconds):
        """Requests finished without an error, and seconds taken."""
        scenario = self.scenario
        arguments = ["wrk", "-t1", f"-c{scenario.connections}", f"-d{seconds}s", "--timeout", "5s", "-s", self.script]
        for header in HEADERS + (["Connection: close"] if scenario.closes else []):
            arguments += ["-H", header]
        arguments.append(f"http://127.0.0.1:{program.port}{scenario.path}")
        done = subprocess.run(
            arguments, capture_output=True, text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {self.machine.load_core}),
        )
        match = re.search(r"@ (\d+) (\d+) (\d+)", done.stdout)
        if not match:
            raise NotMeasured(f"wrk: {(done.stdout + done.stderr).strip()[:100]}")
        requests, microseconds, errors = map(int, match.groups())
        if errors or not requests:
            raise NotMeasured(f"{errors} of {requests + errors} requests failed")
        return requests, microseconds / 1e6


def undisturbed(rounds):
    return sum(each["others"] <= DISTURBED for each in rounds)
