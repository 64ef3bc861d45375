#!/usr/bin/env python3
"""Ends streams in every way and compares the log lines of two programs, with times and counts of bytes masked.

    Tests/Differential/log-endings.py APUS [HAPROXY]

A difference is shown unless `KNOWN` explains it; docs/differences.md has the reasons. Exit status: 0 without others.
"""

import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

FORMAT = (
    "%ts|%tsc|ST=%ST|TR=%TR,%Tw,%Tc,%Tr,%Td|Ta=%Ta|Th=%Th,%Ti,%Tq|rc=%rc|%b/%s|si=%si:%sp|bi=%bi|q=%sq/%bq|{%r}"
    "|%HM,%HU,%HP,%HQ,%HV|rule=%[last_rule_line]"
)
TCP_FORMAT = "%ts|T=%Tw,%Tc,%Td|Tt=%Tt|rc=%rc|%b/%s|%fi:%fp|q=%sq/%bq"
# Where both are right in their own way.
KNOWN = {
    "bad chunk", "no backend", "reset in head", "reset in data", "reset in queue", "early answer", "silent body", "queue",
}
CONFIGURATION = """
global
    log {log} local0
    nbthread 1

defaults
    mode http
    log global
    timeout client 800ms
    timeout http-request 400ms
    timeout server 500ms
    timeout connect 300ms
    timeout queue 300ms
    retries 1
    log-format "{format}"

frontend main
    bind unix@{folder}/main
    http-request deny if {{ path /deny }}
    http-request return status 200 content-type text/plain string hello if {{ path /return }}
    http-request redirect location /x if {{ path /redirect }}
    http-request set-header X-A %[str(a)] if {{ path /nothing }}
    http-request allow if {{ path /allow }}
    http-response deny if {{ res.hdr(x-deny) -m found }}
    http-response return status 200 if {{ res.hdr(x-return) -m found }}
    monitor-uri /monitor
    use_backend none if {{ path_beg /none }}
    use_backend refused if {{ path_beg /refused }}
    use_backend full if {{ path_beg /full }}
    use_backend elsewhere if {{ path_beg /elsewhere }}
    default_backend origin

backend origin
    server s1 127.0.0.1:{origin}
backend none
backend refused
    server s2 127.0.0.1:1
backend full
    server s4 127.0.0.1:{origin} maxconn 1
backend elsewhere
    server s5 127.0.0.1:{origin} redir http://other

listen tcp
    mode tcp
    bind unix@{folder}/tcp
    log-format "{tcp_format}"
    server t1 127.0.0.1:{origin}

listen tcp-refused
    mode tcp
    bind unix@{folder}/tcp-refused
    log-format "{tcp_format}"
    server t2 127.0.0.1:1

frontend alone
    bind unix@{folder}/alone
"""
RESET = struct.pack("ii", 1, 0)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n%s\r\nok"


class Origin:
    """A server that behaves as the path of a request asks."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.socket.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client:
            try:
                while head := self.head(client):
                    if not self.answer(client, head.split(b" ")[1]):
                        return
            except OSError:
                pass

    @staticmethod
    def head(client):
        data = b""
        while b"\r\n\r\n" not in data:
            piece = client.recv(65536)
            if not piece:
                return b""
            data += piece
        return data

    @staticmethod
    def answer(client, path):
        """Whether the connection goes on."""
        if path == b"/wait":
            time.sleep(0.1)
        if path.startswith(b"/full/slow"):
            time.sleep(0.45)
        elif path == b"/silent":
            time.sleep(1.2)
            return False
        elif path == b"/close":
            return False
        elif path == b"/reset":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            return False
        elif path == b"/junk":
            client.sendall(b"xyz\r\n\r\n")
            time.sleep(0.1)
            return False
        elif path in (b"/truncated", b"/stall"):
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok")
            time.sleep(1.2 if path == b"/stall" else 0)
            return False
        elif path == b"/bad-chunk":
            client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n")
            time.sleep(0.3)
            return False
        extra = {b"/deny-response": b"X-Deny: 1\r\n", b"/return-response": b"X-Return: 1\r\n"}.get(path, b"")
        client.sendall(OK % extra)
        return True


class Run:
    """One program at work, and the lines that it logs."""

    def __init__(self, program, origin):
        self.folder = tempfile.TemporaryDirectory(prefix="endings-")
        self.log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.log.bind(self.folder.name + "/log")
        path = self.folder.name + "/configuration"
        with open(path, "w") as file:
            file.write(CONFIGURATION.format(
                log=self.folder.name + "/log", folder=self.folder.name, origin=origin.port, format=FORMAT,
                tcp_format=TCP_FORMAT))
        self.process = subprocess.Popen([program, "-db", "-f", path], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        while not os.path.exists(self.folder.name + "/alone") and self.process.poll() is None:
            time.sleep(0.05)
        time.sleep(0.2)

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()
        self.folder.cleanup()

    def connect(self, name="main"):
        client = socket.socket(socket.AF_UNIX)
        client.connect(f"{self.folder.name}/{name}")
        client.settimeout(2.5)
        return client

    def send(self, data, name="main"):
        client = self.connect(name)
        client.sendall(data)
        return client

    def get(self, path, name="main"):
        return self.send(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode(), name)

    def lines(self):
        """What was logged until nothing came for a while, in the order of the text."""
        self.log.settimeout(0.5)
        found = []
        try:
            while True:
                found.append(mask(self.log.recv(8192).decode("latin1").split("]: ", 1)[1].strip()))
        except OSError:
            return sorted(found)


def mask(line):
    """A log line with times as `n`, but -1 as it is."""
    def times(match):
        return match.group(1) + ",".join("-1" if x == "-1" else "n" for x in match.group(2).split(","))
    line = re.sub(r"(\|T[Rhat]?=)([-0-9,]+)", times, line)
    return re.sub(r"(127\.0\.0\.1):\d+", r"\1:P", line)


def finish(client):
    try:
        while client.recv(65536):
            pass
    except OSError:
        pass
    client.close()


def reset(client, after=0.1):
    """A unix socket's end with unread data is what comes nearest to a reset."""
    time.sleep(after)
    client.close()


def cases(run):
    """Every way to end, by name."""
    for path in ("ok?a=b wait deny return redirect allow monitor deny-response return-response none refused elsewhere"
                 " close reset junk truncated stall bad-chunk silent").split():
        yield path.replace("-", " "), lambda path=path: finish(run.get("/" + path))
    yield "no backend", lambda: finish(run.get("/x", "alone"))

    def keep_alive():
        client = run.connect()
        for _ in range(2):
            client.sendall(b"GET /k HTTP/1.1\r\nHost: a\r\n\r\n")
            client.recv(4096)
            time.sleep(0.1)
        client.close()
    yield "keep-alive", keep_alive
    yield "body", lambda: finish(run.send(
        b"POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"))
    yield "early answer", lambda: finish(run.send(b"POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nhello"))
    yield "silent body", lambda: finish(run.send(
        b"POST /silent HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nhello"))
    yield "malformed", lambda: finish(run.send(b"GET / HTTP/1.1\r\nbad header\r\n\r\n"))
    yield "half a head", lambda: finish(run.send(b"GET /part HTTP/1.1\r\nHo"))
    yield "half a head, left", lambda: run.send(b"GET /part HTTP/1.1\r\nHo").close()
    yield "nothing", lambda: run.connect().close()
    yield "reset in head", lambda: reset(run.get("/silent"))
    yield "reset in data", lambda: reset(run.get("/stall"))

    def queue():
        clients = []
        for number in range(3):
            clients.append(run.get(f"/full/slow{number}"))
            time.sleep(0.05)
        for client in clients:
            finish(client)
    yield "queue", queue

    def reset_in_queue():
        first = run.get("/full/slow0")
        reset(run.get("/full/slow1"))
        finish(first)
    yield "reset in queue", reset_in_queue

    def passing():
        client = run.send(b"GET /ok HTTP/1.0\r\n\r\n", "tcp")
        client.recv(1000)
        client.shutdown(socket.SHUT_WR)
        finish(client)
    yield "tcp", passing
    yield "tcp, silence", lambda: finish(run.connect("tcp"))
    yield "tcp, server's reset", lambda: finish(run.send(b"GET /reset HTTP/1.0\r\n\r\n", "tcp"))
    yield "tcp, refused", lambda: finish(run.connect("tcp-refused"))


def results(program, origin):
    run = Run(program, origin)
    try:
        found = {}
        for name, act in cases(run):
            act()
            found[name] = run.lines()
        return found
    finally:
        run.end()


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    origin = Origin()
    own = results(sys.argv[1], origin)
    other = results(sys.argv[2] if len(sys.argv) > 2 else "haproxy", origin)
    different = [name for name in own if own[name] != other[name]]
    for name in different:
        print(f"{name}{' (known)' if name in KNOWN else ''}\n  - {other[name]}\n  + {own[name]}")
    print(f"{len(own) - len(different)} of {len(own)} are the same")
    sys.exit(any(name not in KNOWN for name in different))


main()
