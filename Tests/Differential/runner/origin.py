"""The server behind the programs: it keeps what has reached it, and answers what the case asks for."""

import os
import re
import socket
import threading

USUAL = (
    b"HTTP/1.1 200 OK\r\nServer: origin\r\nX-List: a, b\r\nX-List: c\r\nSet-Cookie: id=1; path=/\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"
)


class Origin:
    def __init__(self, path):
        self.path = path
        self.answer = USUAL
        self.received = []
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        os.chmod(path, 0o777)
        self.listener.listen(64)
        threading.Thread(target=self.accept, daemon=True).start()

    def begin(self, answer):
        self.answer = USUAL if answer is None else answer
        self.received = []

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        buffer = b""
        with connection:
            while True:
                try:
                    more = connection.recv(65536)
                except OSError:
                    return
                buffer += more
                if not re.match(rb"[A-Z]", buffer):
                    return self.answer_raw(connection, buffer) if buffer else None
                while (end := whole(buffer)) is not None:
                    self.received.append(buffer[:end])
                    is_head = buffer.startswith(b"HEAD ")
                    buffer = buffer[end:]
                    answer = self.answer
                    try:
                        connection.sendall(answer[: answer.index(b"\r\n\r\n") + 4] if is_head else answer)
                    except OSError:
                        return
                    if b"\r\nconnection: close" in answer.lower():
                        return
                if not more:
                    return

    def answer_raw(self, connection, content):
        self.received.append(content)
        try:
            connection.sendall(b"raw")
        except OSError:
            pass


def whole(buffer):
    """The length of the first message, None while it is not whole."""
    head = buffer.find(b"\r\n\r\n")
    if head < 0:
        return None
    head += 4
    fields = buffer[:head].lower()
    if b"\r\ntransfer-encoding: chunked" in fields:
        end = buffer.find(b"0\r\n\r\n", head)
        return None if end < 0 else end + 5
    length = re.search(rb"\r\ncontent-length: *(\d+)", fields)
    end = head + (int(length[1]) if length else 0)
    return end if len(buffer) >= end else None
