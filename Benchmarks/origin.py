"""An origin with state, run as a program of its own: echoes bytes, answers a WebSocket handshake, and never reads what is posted.

It prints its port and ends with its standard input.
"""

import asyncio
import base64
import hashlib
import re
import resource
import socket
import sys

LARGE = 1 << 20
ACCEPT_KEY = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Peer(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.head = b""
        self.echoes = False

    def data_received(self, data):
        if self.echoes:
            return self.transport.write(data)
        self.head += data
        if not self.head.startswith((b"G", b"P")):
            self.echoes = True
            return self.transport.write(self.head)
        if b"\r\n\r\n" in self.head:
            self.answer()

    def answer(self):
        head, self.head = self.head, b""
        key = re.search(rb"(?i)\r\nsec-websocket-key: *(\S+)", head)
        if head.startswith(b"POST"):
            self.transport.pause_reading()
        elif key:
            self.echoes = True
            accept = base64.b64encode(hashlib.sha1(key[1] + ACCEPT_KEY).digest())
            self.transport.write(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
            )
        else:
            body = b"l" * LARGE if b" /large " in head else b"ok"
            self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def make_narrow(endpoint):
    """Segments of an Ethernet and small buffers: what does not move stays with the proxy, not in the kernel."""
    endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
    endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
    endpoint.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1460)


async def main():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    listener = socket.socket()
    make_narrow(listener)
    listener.bind(("127.0.0.1", 0))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Peer, sock=listener, backlog=8192)
    print(listener.getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
