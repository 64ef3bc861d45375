"""Who takes part in a run: the proxies that are compared, and the origins behind them."""

import json
import os
import subprocess
import sys
import urllib.request

import configurations
from machine import free_port
from program import NotMeasured, Program

BODY = "x" * 200
LARGE = b"0123456789abcdef" * (1 << 16)


class Origins:
    """A cheap one for CPU time, and one that keeps state for memory."""

    def __init__(self, nginx, machine):
        machine.write("large", LARGE)
        self.port = free_port()
        configuration = machine.write("origin.conf", configurations.nginx_origin(self.port, machine, BODY))
        start_nginx(nginx, "origin", configuration, {machine.load_core}, machine).wait_until_open(self.port)
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "origin.py")
        holding = Program(
            "holding-origin", [sys.executable, script], {machine.load_core}, machine,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        self.holding_port = json.loads(holding.process.stdout.readline())


class Contender:
    """A proxy that is measured."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    @property
    def is_nginx(self):
        return self.name == "nginx"

    def version(self):
        done = subprocess.run([self.path, "-v"], capture_output=True, text=True)
        return (done.stdout + done.stderr).splitlines()[0][:80]

    def start(self, kind, origin, machine, cores=None):
        """A running program that listens on its `port`."""
        port = free_port()
        cores = cores or {machine.proxy_core}
        if self.is_nginx:
            text = configurations.nginx(kind, port, origin, machine, self.path)
            configuration = machine.write(f"nginx-{kind}.conf", text)
            program = start_nginx(self.path, self.name, configuration, cores, machine)
        else:
            return self.start_with(configurations.haproxy(kind, port, origin, machine), kind, port, machine, cores)
        return opened(program, port)

    def start_with(self, text, name, port, machine, cores=None):
        """A running program with a configuration in HAProxy's language that makes it listen on `port`."""
        if self.is_nginx:
            raise NotMeasured("nginx reads another language")
        configuration = machine.write(f"{self.name}-{name}.cfg", text)
        arguments = [self.path, "-q", "-db", "-f", configuration]
        return opened(Program(self.name, arguments, cores or {machine.proxy_core}, machine), port)


def opened(program, port):
    """The program, once it accepts connections."""
    program.port = port
    try:
        program.wait_until_open(port)
    except NotMeasured:
        program.stop()
        raise
    return program


def start_nginx(path, name, configuration, cores, machine):
    return Program(name, [path, "-e", "stderr", "-p", machine.folder, "-c", configuration], cores, machine)


def check(program, path, is_http):
    """A proxy that answers wrongly has no figure."""
    base = f"http://127.0.0.1:{program.port}"
    expected = LARGE if path == "/large" else BODY.encode()
    try:
        with urllib.request.urlopen(request(base + path), timeout=5) as answer:
            if answer.read() != expected:
                raise NotMeasured("a wrong answer")
        if is_http:
            with urllib.request.urlopen(request(base + "/seen"), timeout=5) as answer:
                if answer.read() != b"127.0.0.1":
                    raise NotMeasured("the origin does not see the client's address")
    except OSError as error:
        raise NotMeasured(f"a wrong answer: {error}") from None


def request(address):
    """A request to the host that the load asks for, too."""
    return urllib.request.Request(address, headers={"Host": "www.example.com"})
