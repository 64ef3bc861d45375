"""Memory of a process: at rest, for each quiet connection, and after a burst. What the kernel holds for sockets is not counted."""

import select
import socket
import struct
import time

from origin import make_narrow
from processor import HEADERS
from program import NotMeasured

HANDSHAKE = (
    b"GET /socket HTTP/1.1\r\nHost: www.example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
PING = b"\x81\x84\0\0\0\0ping"
REQUEST = ("GET / HTTP/1.1\r\n" + "".join(f"{header}\r\n" for header in HEADERS) + "\r\n").encode()
BODY_SIZE = 1 << 20
WARM_UP = 50  # connections; what is allocated with the first ones is not theirs
SETTLING = 1.0  # seconds


def dial(port, number, narrow=False):
    """A connection from one of several addresses, so that ports do not run out."""
    client = socket.socket()
    client.settimeout(5)
    try:
        if narrow:
            make_narrow(client)
        client.setsockopt(socket.IPPROTO_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT
        client.bind((f"127.0.0.{2 + number % 8}", 0))
        client.connect(("127.0.0.1", port))
    except OSError:
        client.close()
        raise
    return client


def exchange(client, sent, expected_end):
    client.sendall(sent)
    received = b""
    while not received.endswith(expected_end):
        part = client.recv(65536)
        if not part:
            raise OSError("closed")
        received += part


def use_keepalive(client):
    exchange(client, REQUEST, b"x" * 200)


def use_tcp(client):
    exchange(client, b"ping", b"ping")


def use_websocket(client):
    exchange(client, HANDSHAKE, b"\r\n\r\n")
    exchange(client, PING, b"ping")


# scenario -> (kind of configuration, whether the origin keeps state, what a connection does before it rests)
CONNECTIONS = {
    "keepalive-connection": ("http", False, use_keepalive),
    "tcp-tunnel": ("tcp", True, use_tcp),
    "websocket-tunnel": ("http", True, use_websocket),
}


def measure_rest(contender, origins, machine):
    """PSS and anonymous memory of a process that has served nothing."""
    program = contender.start("http", origins.port, machine)
    time.sleep(SETTLING)
    try:
        return program.memory()
    finally:
        program.stop()


def open_connections(program, use, count):
    clients = []
    try:
        for number in range(count):
            client = dial(program.port, number)
            clients.append(client)
            use(client)
    except OSError as error:
        close(clients)
        raise NotMeasured(f"connection {len(clients)} failed: {error}") from None
    return clients


def close(clients):
    for client in clients:
        client.close()


def reset(clients):
    """Ends connections in both directions: after a plain close in the middle of an upload a proxy may go on with what it has."""
    for client in clients:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    close(clients)


def measure_connections(scenario, contender, origins, machine, count):
    """Bytes for each connection that was used once and is quiet."""
    kind, keeps_state, use = CONNECTIONS[scenario]
    program = contender.start(kind, origins.holding_port if keeps_state else origins.port, machine)
    try:
        close(open_connections(program, use, WARM_UP))
        time.sleep(SETTLING)
        before = program.memory()["anonymous"]
        clients = open_connections(program, use, count)
        time.sleep(SETTLING)
        grown = program.memory()["anonymous"] - before
        poll = select.poll()
        for client in clients:
            poll.register(client, select.POLLIN)
        lost = len(poll.poll(0))
        close(clients)
        if lost:
            raise NotMeasured(f"{lost} of {count} connections were lost")
        return grown / count
    finally:
        program.stop()


def measure_burst(contender, origins, machine, count, rest):
    """Resident memory before, during and `rest` seconds after many connections with bodies that nobody takes.

    A share (PSS) would change with what other processes map.
    """
    program = contender.start("http", origins.holding_port, machine)
    try:
        close(open_connections(program, lambda client: exchange(client, REQUEST, b"ok"), WARM_UP))
        time.sleep(SETTLING)
        before = program.memory()["resident"]
        clients = [begin_transfer(program, number) for number in range(count)]
        if lost := push(clients):
            raise NotMeasured(f"{lost} of {count} connections were cut")
        during = program.memory()["resident"]
        reset([client for client, _ in clients])
        time.sleep(rest)
        if not program.is_alive():
            raise NotMeasured(f"it ended: {program.complaint()}")
        return {"before": before, "during": during, "after": program.memory()["resident"]}
    except OSError as error:
        raise NotMeasured(str(error)) from None
    finally:
        program.stop()


def begin_transfer(program, number):
    """Every second client posts a body that the origin does not read; the others ask for one and do not read it."""
    client = dial(program.port, number, narrow=True)
    client.setblocking(False)
    if number % 2:
        client.send(REQUEST.replace(b"GET / ", b"GET /large "))
        return client, b""
    head = REQUEST.replace(b"GET / ", b"POST / ")[:-2] + b"Content-Length: %d\r\n\r\n" % BODY_SIZE
    return client, head + b"u" * BODY_SIZE


def push(clients):
    """Sends until nothing has moved for a second; how many clients could not."""
    waiting = {client: memoryview(data) for client, data in clients if data}
    lost, quiet, deadline = 0, 0, time.monotonic() + 30
    while time.monotonic() < deadline and quiet < 5:
        moved = False
        for client, data in list(waiting.items()):
            try:
                waiting[client] = data[client.send(data[:65536]) :]
                moved = True
            except BlockingIOError:
                continue
            except OSError:
                lost += 1
                waiting[client] = data[:0]
            if not waiting[client]:
                del waiting[client]
        quiet = 0 if moved else quiet + 1
        time.sleep(0 if moved else 0.2)
    return lost
