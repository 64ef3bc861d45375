"""A program under comparison: which lines it refuses, and a running one that answers."""

import os
import re
import socket
import subprocess
import threading
import time

from exchange import Client
from origin import Origin

START = 10  # seconds


class Target:
    """One program with one configuration made of all subjects of a file."""

    def __init__(self, name, program, folder):
        self.name, self.program = name, program
        self.folder = os.path.join(folder, name)
        os.makedirs(self.folder)
        self.origin = Origin(os.path.join(self.folder, "origin"))
        self.log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.log.bind(os.path.join(self.folder, "log"))
        os.chmod(os.path.join(self.folder, "log"), 0o777)
        self.refused = {}  # (subject, line) -> message
        self.listeners = []
        self.process = None

    # MARK: Configuration

    def write(self, subjects, shares_frontend):
        """The configuration; the line of each subject's lines is kept in `places`."""
        lines = PREAMBLE.format(folder=self.folder).splitlines()
        self.places = {}
        shared = None
        for number, subject in enumerate(subjects):
            for name, text in subject.files.items():
                path = os.path.join(self.folder, f"{number}-{name}")
                with open(path, "w") as file:
                    file.write(text)
            front, behind = subject.front()
            if not shares_frontend or shared is None:
                lines += [f"frontend front-{number}", f"    bind fd@{self.listener(0 if shares_frontend else number)}"]
                shared = number
                if not any(line.startswith("default_backend") for line in front):
                    lines.append("    default_backend " + ("raw" if "mode tcp" in front else "origin"))
                if subject.logs:
                    lines.append(f"    log {self.folder}/log len 8192 local0")
                if shares_frontend:
                    lines += [f"    {line}" for line in shares_frontend]
            for index, line in enumerate(front + behind):
                if (number, index) in self.refused:
                    continue
                lines.append("    " + line.replace("FILES/", f"{self.folder}/{number}-").replace("ORIGIN", f"{self.folder}/origin"))
                self.places[len(lines)] = (number, index)
        self.path = os.path.join(self.folder, "test.cfg")
        with open(self.path, "w") as file:
            file.write("\n".join(lines) + "\n")

    def listener(self, number):
        """The descriptor of a listening socket, which the program inherits."""
        while len(self.listeners) <= number:
            self.listeners.append(socket.create_server(("127.0.0.1", 0), backlog=64))
        return self.listeners[number].fileno()

    def descriptors(self):
        return [listener.fileno() for listener in self.listeners]

    def prepare(self, subjects, shares_frontend):
        """Leaves out lines until the program takes the rest."""
        while True:
            self.write(subjects, shares_frontend)
            done = subprocess.run(
                [self.program, "-c", "-f", self.path], pass_fds=self.descriptors(), text=True, errors="replace",
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
            )
            if done.returncode == 0:
                return
            found = [
                (self.places[int(line)], message)
                # Names that lines use are looked up last; those lines stand below their alert.
                for line, message in re.findall(r"^(?:\[ALERT\].*|\s+parsing \[.*)test\.cfg:(\d+)\] ?:? ?(.*)", done.stdout, re.M)
                if int(line) in self.places
            ]
            if not found:
                raise SystemExit(f"differential: {self.name} refuses the whole of {self.path}:\n{done.stdout[:3000]}")
            for place, message in found:
                self.refused.setdefault(place, message)

    # MARK: Running

    def start(self):
        with open(os.path.join(self.folder, "output"), "wb") as output:
            self.process = subprocess.Popen(
                [self.program, "-db", "-f", self.path], pass_fds=self.descriptors(), stdin=subprocess.DEVNULL,
                stdout=output, stderr=output,
            )

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
        for listener in self.listeners:
            listener.close()

    def answers(self, subjects, shares_frontend, results):
        """Outcomes of all subjects, in order, into `results`."""
        client = Client()
        for number, subject in enumerate(subjects):
            port = self.listeners[0 if shares_frontend else number].getsockname()[1]
            outcome = []
            if self.is_affected(number) and shares_frontend:
                results.append("refused")
                continue
            if self.waits(number):
                results.append("not built")
                continue
            for index in range(len(subject.lines)):
                if (number, index) in self.refused:
                    outcome.append(f"refused: {subject.lines[index]}")
            for request in subject.requests:
                self.origin.begin(subject.answer)
                answer = client.ask(port, request)
                if not shares_frontend:
                    outcome.append("sent " + shown(request.content.split(b"\r\n")[0]))
                    outcome += [f"  reached {line}" for each in self.origin.received for line in head_and_body(each)]
                outcome += [f"  {line}" for line in head_and_body(answer)]
            client.close()
            if subject.logs:
                outcome += self.log_lines(len(subject.requests))
            text = "\n".join(outcome).replace(self.folder, "FOLDER")
            results.append(re.sub(rf"(127\.0\.0\.1:)\d+|\b{port}\b", lambda match: (match[1] or "") + "PORT", text))
            if self.process.poll() is not None:
                raise SystemExit(f"differential: {self.name} has ended at '{subject.name}' of {self.path}")

    def waits(self, number):
        """A line of the subject is not built; without it there is nothing to compare."""
        return any(place[0] == number and "not built yet" in message for place, message in self.refused.items())

    def is_affected(self, number):
        return any(place[0] == number for place in self.refused)

    def log_lines(self, count):
        """A line for each request, with times masked; more are taken as they are there."""
        lines = []
        self.log.settimeout(1)
        while True:
            try:
                lines.append("  log " + masked(self.log.recv(65536).decode("latin1").rstrip("\n")))
            except (TimeoutError, BlockingIOError):
                return lines
            if len(lines) >= count:
                self.log.setblocking(False)


def run_together(targets, subjects, shares_frontend):
    """Outcomes of each target: name -> list of texts."""
    results, failures = {target.name: [] for target in targets}, []

    def work(target):
        try:
            target.prepare(subjects, shares_frontend)
            target.start()
            target.answers(subjects, shares_frontend, results[target.name])
        except SystemExit as failure:
            failures.append(str(failure))
        except Exception as failure:
            failures.append(f"differential: {target.name}: {failure!r}")
        finally:
            target.stop()

    threads = [threading.Thread(target=work, args=(target,)) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit("\n".join(failures))
    return results


# MARK: Text

TIMERS = re.compile(r"(?<![\d/.])-?\d+(?:/-?\d+){4}(?![\d/])|(?<![\d/.])-?\d+/-?\d+/\+?-?\d+(?= \+?\d+ )")


def masked(line):
    """A log line without what differs from run to run: dates, times, counts of connections."""
    line = re.sub(r"^(<\d+>)\w{3} [ \d]\d \d\d:\d\d:\d\d (haproxy|apus)\[\d+\]:", r"\1TIME PROGRAM[PID]:", line)
    line = re.sub(r"\[\d\d/\w{3}/\d{4}:[\d:.]+\]", "[DATE]", line)
    timers, rest = TIMERS.search(line), ""
    if timers:
        shown_timers = re.sub(r"(?<![\d-])\d+", "T", timers[0])
        rest = re.sub(r"(?<![\d/])\d+/\d+/\d+/\d+(/\+?\d+ \d+/\d+)", r"N/N/N/N\1", line[timers.end():])
        # HAProxy counts bytes of an internal form of heads.
        rest = re.sub(r"^ (\d{3}|-1) \+?\d+ ", r" \1 BYTES ", rest)
        line = line[: timers.start()] + shown_timers + rest
    return line


def head_and_body(content):
    """A message in lines. What says the same in two forms, or is said with every malformed request, has one form."""
    head, separator, body = content.partition(b"\r\n\r\n")
    lines = [shown(line) for line in head.split(b"\r\n")]
    lines = [re.sub(r"^(date|last-modified|expires): .*", r"\1: DATE", line, flags=re.I) for line in lines]
    if lines[0] == "HTTP/1.1 400 Bad request":
        lines = lines[:1] + sorted(line.lower() for line in lines[1:])
    if "transfer-encoding: chunked" in (line.lower() for line in lines):
        body = re.sub(rb"(?m)^[0-9A-F]+\r$", lambda match: match[0].lower(), body)
    return lines + ([f"body {shown(body)}"] if body else [])


def shown(content):
    return "".join(chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}" for byte in content)


PREAMBLE = """global
    nbthread 1
    maxconn 500
    expose-experimental-directives
defaults
    mode http
    timeout connect 2s
    timeout client 2s
    timeout server 2s
    timeout tarpit 50ms
    retries 0
backend origin
    server origin unix@{folder}/origin
backend other
    http-request set-header x-backend other
    server origin unix@{folder}/origin
backend raw
    mode tcp
    server origin unix@{folder}/origin"""
