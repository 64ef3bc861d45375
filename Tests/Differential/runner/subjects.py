"""What is compared: cases with a configuration and requests, and expressions, which become cases of one line."""

import re
from dataclasses import dataclass, field

SECTIONS = ("backend", "listen", "frontend", "userlist", "defaults", "ring", "log-forward", "peers", "resolvers")
DEFAULT_HOST = b"Host: www.example.com"


@dataclass
class Request:
    content: bytes
    # Sent on the connection of the request before it.
    follows: bool = False
    # No HTTP: the answer ends with the connection.
    is_raw: bool = False

    @property
    def method(self):
        return self.content.split(b" ", 1)[0]


@dataclass
class Subject:
    name: str
    # Lines of the frontend, and of the sections behind it.
    lines: list = field(default_factory=list)
    requests: list = field(default_factory=list)
    # What the origin answers; None for its usual answer.
    answer: bytes = None
    # name -> text
    files: dict = field(default_factory=dict)

    @property
    def logs(self):
        return any(re.match(r"(no )?log-format|option (http|tcp)s?log|error-log-format", line) for line in self.lines)

    def front(self):
        """The lines of the frontend itself."""
        for index, line in enumerate(self.lines):
            if line.split(" ")[0] in SECTIONS:
                return self.lines[:index], self.lines[index:]
        return self.lines, []


# MARK: Expressions

EXPRESSION_REQUEST = b"""GET /a/b%20c/index.html?x=1&y=two&z= HTTP/1.1\r
Host: www.Example.com:8080\r
X-A: 1, two,  three\r
X-B: Hello World\r
Cookie: a=1; b=two; c=\r
Accept-Language: da, en-gb;q=0.8, en;q=0.7\r
User-Agent: curl/7 (X)\r
X-IP: 10.1.2.3\r
X-N: """

EXPRESSION_SETUP = ["http-request set-var(txn.s) str(hello)", "http-request set-var(txn.i) int(7)"]


def read_expressions(path):
    """A subject for each expression; all of them are rules of one frontend."""
    seen, subjects = set(), []
    for line in path.read_text().splitlines():
        line = line.strip()
        if line and not line.startswith("#") and line not in seen:
            seen.add(line)
            subjects.append(Subject(line))
    for number, subject in enumerate(subjects):
        subject.lines = [
            f"http-request return status 200 content-type text/plain lf-string '<%[{subject.name}]>' "
            f"if {{ req.hdr(x-n) -m int {number} }}"
        ]
        subject.requests = [Request(EXPRESSION_REQUEST + str(number).encode() + b"\r\n\r\n")]
    return subjects


# MARK: Cases


def read_cases(path):
    """The cases of a file; README.md says what their lines mean."""
    subjects, current, block = [], None, []
    for number, line in enumerate(path.read_text().splitlines() + [""], 1):
        marker = re.match(r"(>>|>|<|!)( |$)", line)
        if block and (not marker or marker[1] != block[0] or starts_request(line, marker)):
            finish(current, block)
            block = []
        if marker:
            if current is None:
                raise SystemExit(f"differential: {path}:{number}: no case has begun")
            block = block or [marker[1]]
            block.append(line[len(marker[0]):])
        elif line.startswith("== "):
            current = Subject(line[3:].strip())
            subjects.append(current)
        elif line.startswith("| "):
            name = list(current.files)[-1]
            current.files[name] += line[2:] + "\n"
        elif line.startswith("file "):
            current.files[line[5:].strip()] = ""
        elif line.strip() and not line.startswith("#"):
            current.lines.append(line.strip())
    for number, subject in enumerate(subjects):
        subject.lines = [line.replace("CASE", f"c{number}") for line in subject.lines]
    names = [subject.name for subject in subjects]
    if doubles := {name for name in names if names.count(name) > 1}:
        raise SystemExit(f"differential: {path}: two cases are named {', '.join(doubles)}")
    return subjects


def starts_request(line, marker):
    """A line such as `> GET /` begins the next request."""
    return marker[1] in (">", ">>") and re.match(r"[A-Z]+ \S+( HTTP/\d\.\d)?$", line[len(marker[0]):]) is not None


def finish(subject, block):
    marker, *lines = block
    if marker == "<":
        subject.answer = message(lines, "HTTP/1.1 ")
    elif marker == "!":
        for line in lines:
            content = line.encode("latin1").decode("unicode_escape").encode("latin1")
            subject.requests.append(Request(content, is_raw=True))
    else:
        subject.requests.append(Request(request(lines), follows=marker == ">>"))


def request(lines):
    if " HTTP/" in lines[0]:
        return message(lines, "")
    lines[0] += " HTTP/1.1"
    head = lines[: lines.index("")] if "" in lines else lines
    if not any(line.lower().startswith("host:") for line in head):
        lines.insert(1, DEFAULT_HOST.decode())
    return message(lines, "")


def message(lines, prefix):
    """Head and body of what the lines say, with a length where none is there."""
    split = lines.index("") if "" in lines else len(lines)
    head, body = lines[:split], "\n".join(lines[split + 1:]).encode()
    framed = any(line.lower().startswith(("content-length:", "transfer-encoding:")) for line in head)
    bodiless = prefix and re.match(r"1\d\d|204|304", head[0])
    if not framed and not bodiless and (body or prefix):
        head = head + [f"Content-Length: {len(body)}"]
    if any(line.lower() == "transfer-encoding: chunked" for line in head):
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n"
    return prefix.encode() + "\r\n".join(head).encode() + b"\r\n\r\n" + body
