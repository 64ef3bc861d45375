#!/usr/bin/env python3
"""An HTTP server on a unix socket that fails as it is told.

    origin.py SOCKET MODES [NAME]

The file MODES is read for each request and says how to answer: `check=MODE` for paths that begin with /check, `all=MODE` for
the rest; a word alone is for both. A mode is a status, or one of `garbage`, `silent`, `close`, `cut` (in the middle of the
body), `slow` (after a quarter of a second), or several with commas between them, which requests get in turn.
"""

import itertools
import os
import signal
import socketserver
import sys
import time


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        received = b""
        while True:
            while b"\r\n\r\n" not in received:
                data = self.request.recv(65536)
                if not data:
                    return
                received += data
            head, received = received.split(b"\r\n\r\n", 1)
            if not self.answer(mode_for(head.split(b" ")[1].decode())):
                return

    def answer(self, mode):
        body = (sys.argv[3] if len(sys.argv) > 3 else "origin").encode()
        if mode == "garbage":
            self.request.sendall(b"This is not HTTP\r\n\r\n")
            return False
        if mode == "silent":
            self.request.recv(1)
            return False
        if mode == "close":
            return False
        if mode == "cut":
            self.request.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n" + body)
            return False
        if mode == "slow":
            time.sleep(0.25)
            mode = "200"
        self.request.sendall(b"HTTP/1.1 %s X\r\ncontent-length: %d\r\n\r\n%s" % (mode.encode(), len(body), body))
        return True


def mode_for(path):
    """The mode for a path; the file is written while requests come."""
    kind = "check" if path.startswith("/check") else "all"
    with open(sys.argv[2]) as file:
        words = file.read().split()
    for word in words:
        name, _, mode = word.rpartition("=")
        if name in ("", kind):
            modes = mode.split(",")
            return modes[next(turns[kind]) % len(modes)] if len(modes) > 1 else mode
    return "200"


turns = {"check": itertools.count(), "all": itertools.count()}


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    request_queue_size = 64


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
Server(sys.argv[1], Handler).serve_forever()
