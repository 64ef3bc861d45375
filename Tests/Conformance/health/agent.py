#!/usr/bin/env python3
"""An agent that says what a file says.

    agent.py PORT-FILE LINE-FILE

It listens on a port of 127.0.0.1, which it writes to PORT-FILE, and sends LINE-FILE's content to whoever connects, once that
one has sent something.
"""

import os
import signal
import socketserver
import sys


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        asked = self.request.recv(100)
        with open(sys.argv[2]) as file:
            self.request.sendall(file.read().replace("%SENT%", asked.decode().strip()).encode())


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
with Server(("127.0.0.1", 0), Handler) as server:
    with open(sys.argv[1] + ".new", "w") as file:
        file.write(str(server.server_address[1]))
    os.rename(sys.argv[1] + ".new", sys.argv[1])
    server.serve_forever()
