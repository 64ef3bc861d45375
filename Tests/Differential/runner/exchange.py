"""Sending a request and reading its answer, byte by byte as they are."""

import re
import socket

PATIENCE = 3  # seconds


class Client:
    """Connections to one program; a request that follows another uses its connection."""

    def __init__(self):
        self.socket = None

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def ask(self, port, request):
        """The answer, or how the connection ended."""
        if not request.follows or self.socket is None:
            self.close()
            self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        try:
            self.socket.sendall(request.content)
            if request.is_raw:
                if not request.content.endswith(b"\r\n\r\n"):
                    self.socket.shutdown(socket.SHUT_WR)
                return self.until_closed()
            return self.answer(request.method)
        except TimeoutError:
            self.close()
            return b"(no answer)"
        except OSError:
            self.close()
            return b"(closed)"

    def until_closed(self):
        content = b""
        while more := self.socket.recv(65536):
            content += more
        self.close()
        return content or b"(closed)"

    def answer(self, method):
        content, interim = b"", b""
        while True:
            end = message_end(content, method)
            if end is not None and re.match(rb"HTTP/1.. 1\d\d", content):
                interim, content = interim + content[:end], content[end:]
                continue
            if end is not None:
                if b"\r\nconnection: close" in content[:end].lower():
                    content += self.rest()
                return interim + content
            more = self.socket.recv(65536)
            if not more:
                self.close()
                return interim + (content or b"(closed)")
            content += more

    def rest(self):
        """What comes before the end that was announced."""
        rest = b""
        try:
            while more := self.socket.recv(65536):
                rest += more
        except TimeoutError:
            rest += b"(not closed)"
        except OSError:
            pass
        self.close()
        return rest


def message_end(content, method):
    head = content.find(b"\r\n\r\n")
    if head < 0:
        return None
    head += 4
    if method == b"HEAD" or re.match(rb"HTTP/1.. (1\d\d|204|304)", content):
        return head
    fields = content[:head].lower()
    if b"\r\ntransfer-encoding: chunked" in fields:
        end = content.find(b"0\r\n\r\n", head - 2)
        return None if end < 0 else end + 5
    if length := re.search(rb"\r\ncontent-length: *(\d+)", fields):
        end = head + int(length[1])
        return end if len(content) >= end else None
    return None
