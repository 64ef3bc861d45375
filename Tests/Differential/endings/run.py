"""One program at work, the clients that end its streams, and the lines that it logs."""

import queue
import re
import socket
import subprocess
import tempfile
import threading
import time

from configuration import NAMES, configuration
from origin import drain, reset


class Run:
    def __init__(self, program, origin):
        self.folder = tempfile.TemporaryDirectory(prefix="endings-")
        self.log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.log.bind(self.folder.name + "/log")
        self.lines = queue.SimpleQueue()
        threading.Thread(target=self.read, daemon=True).start()
        self.ports = dict(zip(NAMES, free_ports(len(NAMES))))
        path = self.folder.name + "/configuration"
        with open(path, "w") as file:
            file.write(configuration(origin, self.folder.name, self.ports))
        self.process = subprocess.Popen([program, "-db", "-f", path], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        while self.process.poll() is None and not listens(self.ports[NAMES[-1]]):
            time.sleep(0.05)
        if self.process.poll() is not None:
            raise SystemExit(subprocess.run([program, "-c", "-f", path], capture_output=True, text=True).stderr)
        time.sleep(0.3)
        # By the client's address
        self.cases = {}
        self.found = {}
        self.threads = []

    def read(self):
        """A unix socket holds few datagrams: they are taken at once."""
        try:
            while line := self.log.recv(8192):
                self.lines.put(line.decode("latin1"))
        except OSError:
            pass

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()
        self.log.shutdown(socket.SHUT_RDWR)
        self.folder.cleanup()

    def begin(self, name, act):
        """Lets one way to end happen, beside the others."""
        self.found[name] = []
        number = len(self.found)
        address = f"127.1.{number >> 8}.{number & 255}"
        self.cases[address] = name
        thread = threading.Thread(target=attempt, args=(act, Clients(self, address)), daemon=True)
        self.threads.append(thread)
        thread.start()

    def finish(self):
        for thread in self.threads:
            thread.join(10)
        self.threads = []

    def collect(self):
        """Gives each case the lines of its clients, until nothing came for a while."""
        try:
            while True:
                line = self.lines.get(timeout=0.7)
                match = re.match(r"<(\d+)>.*?\]: ([0-9.]+) (.*)", line.strip())
                if match and (name := self.cases.get(match[2])):
                    self.found[name].append(f"{int(match[1]) & 7} {mask(match[3])}")
        except queue.Empty:
            return

    def command(self, text):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(self.folder.name + "/cli")
            client.sendall(text.encode() + b"\n")
            answer = b""
            while piece := client.recv(65536):
                answer += piece
            return answer.decode()


class Clients:
    """The clients of one case."""

    def __init__(self, run, address):
        self.run = run
        self.address = address

    def connect(self, to="main"):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        client.bind((self.address, 0))
        client.connect(("127.0.0.1", self.run.ports[to]))
        client.settimeout(4)
        return client

    def send(self, data, to="main"):
        client = self.connect(to)
        client.sendall(data)
        return client

    def get(self, path, to="main", fields="Connection: close\r\n"):
        return self.send(f"GET {path} HTTP/1.1\r\nHost: a\r\n{fields}\r\n".encode(), to)

    def post(self, path, length=50, body="hello", to="main", fields=""):
        head = f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n{fields}\r\n"
        return self.send((head + body).encode(), to)


def attempt(act, clients):
    try:
        act(clients)
    except OSError:
        pass


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def mask(line):
    """A log line with times as `n`, but -1 as it is; of bytes of HTTP, whether there are any."""
    def numbers(match):
        return match[1] + ",".join(match_number(x) for x in match[2].split(","))

    def match_number(text):
        return text if text == "-1" else ("+" if text.startswith("+") else "") + "n"
    line = re.sub(r"(\|(?:T[Rhat]?|T)=)([-+0-9,]+)", numbers, line)
    if "ST=" in line or re.search(r"B=\d{6,},", line):
        line = re.sub(r"\|B=\+?(\d+),(\d+)", lambda m: f"|B={'n' if int(m[1]) else 0},{'n' if int(m[2]) else 0}", line)
    return re.sub(r"(127\.0\.0\.1):\d+", r"\1:P", line)


def finish(client, seconds=4):
    """Reads to the end."""
    drain(client, seconds)
    client.close()


def leave(client, after=0.1):
    """Ends the connection in an orderly way."""
    time.sleep(after)
    client.shutdown(socket.SHUT_WR)
    finish(client)


def abort(client, after=0.1):
    """Resets the connection."""
    time.sleep(after)
    reset(client)
