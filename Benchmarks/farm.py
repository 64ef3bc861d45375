"""What many servers, checks, table entries and waiting connections cost."""

import os
import socket
import time

from machine import free_port
from memory import SETTLING, close, dial
from program import NotMeasured

SERVERS = 10_000
FEW = 10
ENTRIES = 100_000
KEY = 52  # bytes of a table's key
WAITING = 2_000
CHECK_SECONDS = 10

DEFAULTS = """defaults
    mode http
    timeout connect 5s
    timeout client 1h
    timeout server 1h
    timeout queue 1h
"""


def start(contender, machine, name, text):
    """A program on one thread, whose configuration says PORT where it listens."""
    port = free_port()
    return contender.start_with(text.replace("PORT", str(port)), name, port, machine)


def farm(count, options):
    servers = "".join(f"    server s{number} 127.0.0.1:{{origin}} {options}\n" for number in range(count))
    return f"global\n    nbthread 1\n    maxconn 100\n{DEFAULTS}listen farm\n    bind 127.0.0.1:PORT\n{servers}"


def measure_servers(scenario, contender, origins, machine):
    """Bytes for each server; checked ones are looked at once their first checks are over."""
    options = "weight 10 check inter 5s" if scenario == "checked-server" else "weight 10"
    found = []
    for count in (FEW, FEW + SERVERS):
        program = start(contender, machine, f"{scenario}-{count}", farm(count, options).format(origin=origins.port))
        try:
            time.sleep(7 if scenario == "checked-server" else SETTLING)
            found.append(program.memory()["anonymous"])
        finally:
            program.stop()
    return (found[1] - found[0]) / SERVERS


def measure_checks(contender, origins, machine):
    """Microseconds of CPU for a check: ten thousand servers are asked every two seconds whether they accept connections."""
    text = farm(SERVERS, "check inter 2s").format(origin=origins.port)
    program = start(contender, machine, "checks", text)
    try:
        time.sleep(5)
        used = program.cpu_seconds()
        time.sleep(CHECK_SECONDS)
        return (program.cpu_seconds() - used) * 1e6 / (SERVERS * CHECK_SECONDS / 2)
    finally:
        program.stop()


def measure_entries(contender, _, machine):
    """Bytes for each entry of a table whose keys are texts, with a counter and an expiry."""
    control = os.path.join(machine.folder, f"{contender.name}-table.sock")
    text = f"""global
    nbthread 1
    maxconn 100
    stats socket {control} level admin
{DEFAULTS}frontend table
    bind 127.0.0.1:PORT
    stick-table type string len {KEY} size 1m expire 1h store gpc0
"""
    program = start(contender, machine, "table", text)
    try:
        enter(control, 0, 100)
        before = program.memory()["anonymous"]
        for first in range(100, ENTRIES, 100):
            enter(control, first, 100)
        time.sleep(SETTLING)
        return (program.memory()["anonymous"] - before) / (ENTRIES - 100)
    finally:
        program.stop()


def enter(control, first, count):
    """Sets entries by the runtime API."""
    keys = (f"{number:0{KEY}d}" for number in range(first, first + count))
    commands = ";".join(f"set table table key {key} data.gpc0 1" for key in keys)
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(control)
        client.sendall(commands.encode() + b"\n")
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    if answer.strip():
        raise NotMeasured(answer.decode(errors="replace").strip()[:100])


def measure_waiting(contender, origins, machine):
    """Bytes for each connection whose request waits for a place at the only server."""
    text = f"""global
    nbthread 1
    maxconn {machine.connections}
{DEFAULTS}frontend clients
    bind 127.0.0.1:PORT
    default_backend servers
backend servers
    server origin 127.0.0.1:{origins.holding_port} maxconn 1
"""
    count = min(WAITING, machine.connections - 100)
    program = start(contender, machine, "waiting", text)
    try:
        # One that keeps the place: its body never ends.
        first = dial(program.port, 0)
        first.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")
        time.sleep(SETTLING)
        before = program.memory()["anonymous"]
        clients = []
        for number in range(count):
            client = dial(program.port, number)
            client.sendall(b"GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n")
            clients.append(client)
        time.sleep(SETTLING)
        grown = program.memory()["anonymous"] - before
        close([first, *clients])
        return grown / count
    finally:
        program.stop()


# scenario -> (unit, what measures it)
SCENARIOS = {
    "server": ("B", lambda *values: measure_servers("server", *values)),
    "checked-server": ("B", lambda *values: measure_servers("checked-server", *values)),
    "checks-10k": ("µs", measure_checks),
    "table-entry": ("B", measure_entries),
    "waiting-connection": ("B", measure_waiting),
}
