"""Every way to end: a name, and what clients do."""

import time

from run import abort, finish, leave

WAYS = {}


def way(name):
    def add(act):
        WAYS[name] = act
        return act
    return add


def simple(name, act):
    WAYS[name] = act


# Requests that are answered, one way or the other
for _path in (
    "ok?a=b wait deny deny-503 deny-418 reject silent-drop tarpit tarpit-429 auth return return-404 redirect allow monitor"
    " swell unheard louder content-reject deny-response return-response redirect-response swell-response"
    " be.none/x be.refused/x be.refused-no-retry/x be.elsewhere-works/x be.unreachable/x be.unreachable-no-retry/x"
    " be.maintenance/x be.redir/x be.insert/x be.rewrite/cookie be.checkcache/cookie be.inspected/content-response"
    " be.again-empty/close be.again-503/unavailable be.again-late/silent be.fin/x"
    " close reset late-close junk head-close head-stall big-head two-lengths truncated reset-in-body stall chunks-end"
    " bad-chunk until-close silent interim-close unavailable"
).split():
    simple("GET " + _path, lambda c, path=_path: finish(c.get("/" + path)))

for _path in "ok deny tarpit redirect return silent close".split():
    simple("POST whole " + _path, lambda c, path=_path: finish(c.post("/" + path, 5, fields="Connection: close\r\n")))
    simple("POST part, silence " + _path, lambda c, path=_path: finish(c.post("/" + path)))
    simple("POST part, end " + _path, lambda c, path=_path: leave(c.post("/" + path)))
    simple("POST part, reset " + _path, lambda c, path=_path: abort(c.post("/" + path)))

for _path in "wait silent stall long tarpit be.unreachable/x be.unreachable-abort/x be.abort/silent be.abort/stall".split():
    simple("end in " + _path, lambda c, path=_path: leave(c.get("/" + path)))
    simple("reset in " + _path, lambda c, path=_path: abort(c.get("/" + path)))

simple("HEAD", lambda c: finish(c.send(b"HEAD /ok HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")))
simple("HTTP/1.0", lambda c: finish(c.send(b"GET /ok HTTP/1.0\r\n\r\n")))
simple("early answer", lambda c: finish(c.post("/early", 50)))
simple("wait for body", lambda c: finish(c.post("/wait-for-body", 50)))
simple("wait for body, end", lambda c: leave(c.post("/wait-for-body", 50)))
simple("no backend", lambda c: finish(c.get("/x", "alone")))
simple("closing", lambda c: finish(c.get("/ok", "closing", "")))
simple("long answer, nobody reads", lambda c: (lambda s: (time.sleep(1.4), s.close()))(c.get("/long")))
simple("buffered, part", lambda c: finish(c.post("/ok", 50, to="buffered")))
simple("buffered, end", lambda c: leave(c.post("/ok", 50, to="buffered")))
simple("bad chunk in request", lambda c: finish(
    c.send(b"POST /ok HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")))

# Before there is a request
for _to in ("main", "null", "probes", "errors", "normal"):
    simple(f"nothing, end ({_to})", lambda c, to=_to: leave(c.connect(to), 0.05))
    simple(f"nothing, reset ({_to})", lambda c, to=_to: abort(c.connect(to), 0.05))
    simple(f"nothing, silence ({_to})", lambda c, to=_to: finish(c.connect(to)))
    simple(f"half a head, silence ({_to})", lambda c, to=_to: finish(c.send(b"GET /part HTTP/1.1\r\nHo", to)))
    simple(f"half a head, end ({_to})", lambda c, to=_to: leave(c.send(b"GET /part HTTP/1.1\r\nHo", to), 0.05))
    simple(f"half a head, reset ({_to})", lambda c, to=_to: abort(c.send(b"GET /part HTTP/1.1\r\nHo", to), 0.05))
    simple(f"malformed ({_to})", lambda c, to=_to: finish(c.send(b"GET / HTTP/1.1\r\nbad header\r\n\r\n", to)))
simple("too long a head", lambda c: finish(c.send(b"GET / HTTP/1.1\r\nA: " + b"x" * 20000 + b"\r\n\r\n")))
simple("session rejected", lambda c: finish(c.get("/ok", "session_reject")))
simple("connection rejected", lambda c: finish(c.get("/ok", "connection_reject")))
simple("inspected", lambda c: finish(c.get("/ok", "inspected")))
simple("inspected, rejected", lambda c: finish(c.get("/ok", "inspected", "Connection: close\r\nX: " + "x" * 1200 + "\r\n")))

# Options about what is logged, when and how
for _to in ("asap", "normal", "errors"):
    for _path in ("ok", "close", "stall", "unavailable", "deny-response", "silent"):
        simple(f"{_path} ({_to})", lambda c, to=_to, path=_path: finish(c.get("/" + path, to)))
simple("malformed (asap)", lambda c: finish(c.send(b"GET / HTTP/1.1\r\nbad header\r\n\r\n", "asap")))
simple("half a head, silence (asap)", lambda c: finish(c.send(b"GET /part HTTP/1.1\r\nHo", "asap")))
simple("answer's body is waited for", lambda c: finish(c.get("/stall", "waiting")))
simple("answer's body is waited for, its server ends", lambda c: finish(c.get("/truncated", "waiting")))
simple("reset in stall (asap)", lambda c: abort(c.get("/stall", "asap")))


# Several requests on a connection
@way("keep-alive, end")
def _(c):
    client = c.connect()
    for _ in range(2):
        client.sendall(b"GET /k HTTP/1.1\r\nHost: a\r\n\r\n")
        client.recv(4096)
        time.sleep(0.1)
    client.close()


@way("keep-alive, silence")
def _(c):
    client = c.get("/k", fields="")
    finish(client)


@way("keep-alive, half a head")
def _(c):
    client = c.get("/k", fields="")
    client.recv(4096)
    client.sendall(b"GET /part HT")
    finish(client)


@way("keep-alive, half a head, end")
def _(c):
    client = c.get("/k", fields="")
    client.recv(4096)
    client.sendall(b"GET /part HT")
    leave(client)


@way("pipelined")
def _(c):
    finish(c.send(b"GET /k HTTP/1.1\r\nHost: a\r\n\r\nGET /deny HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))


@way("a server's connection that ends with the next request")
def _(c):
    client = c.get("/be.once/once", fields="")
    client.recv(4096)
    client.sendall(b"GET /be.once/ok HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    finish(client)


@way("a server's connection that ends with another client's request")
def _(c):
    client = c.get("/be.once-shared/once", fields="")
    client.recv(4096)
    client.close()
    time.sleep(0.1)
    finish(c.get("/be.once-shared/ok"))


# Tunnels
UPGRADE = "Connection: upgrade\r\nUpgrade: x\r\n"
for _path in ("upgrade", "upgrade-close", "upgrade-reset"):
    simple("silence in " + _path, lambda c, path=_path: finish(c.get("/" + path, fields=UPGRADE)))
simple("end in upgrade", lambda c: leave(c.get("/upgrade", fields=UPGRADE)))
simple("reset in upgrade", lambda c: abort(c.get("/upgrade", fields=UPGRADE)))


# Queues
def queue(backend, after=finish, count=2, fields="Connection: close\r\n"):
    def act(c):
        clients = []
        for _ in range(count):
            clients.append(c.get(f"/{backend}/slow", fields=fields))
            time.sleep(0.05)
        for client in clients[1:]:
            after(client)
        finish(clients[0])
    return act


simple("queue, too long", queue("be.queue"))
simple("queue, reset", queue("be.queue-abort", abort))
simple("queue, end", queue("be.queue-abort", leave))
simple("queue of a server, full", queue("be.queue-own", count=3, fields="Connection: close\r\nCookie: C=a\r\n"))


# TCP
for _to in ("tcp", "tcp_plain", "tcp_asap", "tcp_null"):
    simple(f"nothing, end ({_to})", lambda c, to=_to: leave(c.connect(to), 0.05))
    simple(f"nothing, reset ({_to})", lambda c, to=_to: abort(c.connect(to), 0.05))
    simple(f"nothing, silence ({_to})", lambda c, to=_to: finish(c.connect(to)))
    for _path in ("ok", "close", "reset", "stall", "silent", "reset-in-body"):
        simple(f"{_path} ({_to})", lambda c, to=_to, path=_path: finish(c.get("/" + path, to)))
        simple(f"{_path}, end ({_to})", lambda c, to=_to, path=_path: leave(c.get("/" + path, to)))
        simple(f"{_path}, reset ({_to})", lambda c, to=_to, path=_path: abort(c.get("/" + path, to)))
simple("long answer, nobody reads (tcp)", lambda c: (lambda s: (time.sleep(1.4), s.close()))(c.get("/long", "tcp_plain")))
for _to in ("tcp_refused", "tcp_unreachable", "tcp_nobody"):
    simple(f"silence ({_to})", lambda c, to=_to: finish(c.connect(to)))
    simple(f"end ({_to})", lambda c, to=_to: leave(c.connect(to), 0.05))
    simple(f"reset ({_to})", lambda c, to=_to: abort(c.connect(to), 0.05))
simple("content, rejected", lambda c: finish(c.send(b"DENY it", "tcp_content")))
simple("content, silence", lambda c: finish(c.connect("tcp_content")))
simple("content, too little, end", lambda c: leave(c.send(b"abc", "tcp_content"), 0.05))
simple("content, too little, reset", lambda c: abort(c.send(b"abc", "tcp_content"), 0.05))
simple("content of the answer, rejected", lambda c: finish(c.get("/ok", "tcp_content")))


@way("tcp, queue, too long")
def _(c):
    first = c.get("/silent", "tcp_queue")
    time.sleep(0.05)
    finish(c.connect("tcp_queue"))
    first.close()


# What an operator does, alone: commands are about all streams of a server.
@way("killed in the head")
def _(c):
    client = c.get("/be.kill/silent")
    time.sleep(0.2)
    c.run.command("shutdown sessions server be.kill/s")
    finish(client)


@way("killed in data")
def _(c):
    time.sleep(1)
    client = c.get("/be.kill/stall")
    time.sleep(0.2)
    c.run.command("shutdown sessions server be.kill/s")
    finish(client)


@way("its server is down")
def _(c):
    clients = [c.get("/be.down/silent"), c.get("/be.down/stall")]
    time.sleep(0.2)
    c.run.command("set server be.down/s health down")
    for client in clients:
        finish(client)


@way("its server goes to maintenance in the queue")
def _(c):
    clients = [c.get("/be.kill-queue/slow")]
    time.sleep(0.05)
    clients.append(c.get("/be.kill-queue/slow"))
    time.sleep(0.05)
    c.run.command("set server be.kill-queue/s state maint")
    for client in clients:
        finish(client)


LAST = {}


def last(name, act):
    LAST[name] = act


# While the program stops softly: it is asked to 0.2 s after these have begun.
last("stopping, at rest", lambda c: finish(c.get("/k", fields="")))
last("stopping, in the head", lambda c: finish(c.get("/slow")))
last("stopping, keep-alive", lambda c: finish(c.get("/slow", fields="")))
last("stopping, nothing yet", lambda c: finish(c.connect()))
last("stopping, tcp", lambda c: finish(c.get("/slow", "tcp_plain")))
