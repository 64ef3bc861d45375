"""A server that ends streams as the path of a request, or the first line of a stream, asks."""

import socket
import struct
import threading
import time

RESET = struct.pack("ii", 1, 0)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n%s\r\nok"
LONG = b"HTTP/1.1 200 OK\r\nContent-Length: 40000000\r\n\r\n"


def reset(connection):
    """The peer gets RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    connection.close()


def drain(connection, seconds=5):
    """Reads until the other side has ended, or says nothing for so long."""
    connection.settimeout(seconds)
    try:
        while connection.recv(65536):
            pass
    except OSError:
        pass


class Origin:
    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        # Nobody accepts here, and no more connections have room.
        self.full = socket.socket()
        self.full.bind(("127.0.0.1", 0))
        self.full.listen(0)
        self.full_port = self.full.getsockname()[1]
        self.fillers = []
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(self.full.getsockname())
            self.fillers.append(filler)
        # Nobody listens here.
        self.closed = socket.socket()
        self.closed.bind(("127.0.0.1", 0))
        self.closed_port = self.closed.getsockname()[1]
        self.failures = {}
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.socket.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client:
            try:
                while head := self.head(client):
                    if not self.answer(client, head):
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

    def answer(self, client, head):
        """Whether the connection goes on."""
        method, path = head.split(b" ")[:2]
        path = path.split(b"?")[0]
        act = getattr(self, "on_" + path.split(b"/")[-1].decode().replace("-", "_"), None)
        if act:
            return act(client)
        length = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        missing = int(length[0].split(b":")[1]) - len(head.split(b"\r\n\r\n", 1)[1]) if length else 0
        while missing > 0:
            piece = client.recv(65536)
            if not piece:
                return False
            missing -= len(piece)
        client.sendall(OK[:-2] % b"" if method == b"HEAD" else OK % b"")
        return True

    # What paths end with

    def on_wait(self, client):
        time.sleep(0.15)
        client.sendall(OK % b"")
        return True

    def on_slow(self, client):
        time.sleep(0.45)
        client.sendall(OK % b"")
        return True

    def on_silent(self, client):
        drain(client, 3)

    def on_close(self, client):
        pass

    def on_reset(self, client):
        reset(client)

    def on_late_close(self, client):
        time.sleep(0.2)

    def on_junk(self, client):
        client.sendall(b"xyz\r\n\r\n")
        drain(client, 1)

    def on_head_close(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Le")

    def on_head_stall(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Le")
        drain(client, 3)

    def on_big_head(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 20000 + b"\r\n\r\n")
        drain(client, 1)

    def on_two_lengths(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok")
        drain(client, 1)

    def on_truncated(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok")

    def on_reset_in_body(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok")
        time.sleep(0.15)
        reset(client)

    def on_stall(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok")
        drain(client, 3)

    def on_chunks_end(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")

    def on_bad_chunk(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
        time.sleep(0.1)
        client.sendall(b"zz\r\n")
        drain(client, 1)

    def on_until_close(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\nhello")

    def on_long(self, client):
        client.sendall(LONG)
        client.settimeout(3)
        try:
            while client.send(b"x" * 65536):
                pass
        except OSError:
            pass

    def on_early(self, client):
        client.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")

    def on_interim_close(self, client):
        client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_upgrade(self, client):
        client.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nhi")
        drain(client, 3)

    def on_upgrade_close(self, client):
        client.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nhi")
        time.sleep(0.1)

    def on_upgrade_reset(self, client):
        client.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nhi")
        time.sleep(0.1)
        reset(client)

    def on_unavailable(self, client):
        client.sendall(b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")
        return True

    def on_once(self, client):
        """A connection that is idle ends with the next request."""
        client.sendall(OK % b"")
        client.recv(65536)
        reset(client)

    def on_deny_response(self, client):
        client.sendall(OK % b"X-Rule: deny\r\n")
        return True

    def on_return_response(self, client):
        client.sendall(OK % b"X-Rule: return\r\n")
        return True

    def on_redirect_response(self, client):
        client.sendall(OK % b"X-Rule: redirect\r\n")
        return True

    def on_swell_response(self, client):
        client.sendall(OK % b"X-Rule: swell\r\n")
        return True

    def on_content_response(self, client):
        client.sendall(OK % b"X-Rule: content\r\n")
        return True

    def on_cookie(self, client):
        client.sendall(OK % b"Set-Cookie: SRV=other; path=/\r\nCache-Control: public\r\n")
        return True
