"""A program that was started, with the CPU time and the memory of all its threads and children."""

import glob
import os
import re
import socket
import subprocess
import time


class NotMeasured(Exception):
    """Why a program has no figure in a scenario."""


class Program:
    running = []

    def __init__(self, name, arguments, cores, machine, **streams):
        self.name = name
        self.log = os.path.join(machine.folder, f"{name}-{len(os.listdir(machine.folder))}.log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                arguments,
                cwd=machine.folder,
                stdin=streams.get("stdin", subprocess.DEVNULL),
                stdout=streams.get("stdout", log),
                stderr=log,
                preexec_fn=lambda: os.sched_setaffinity(0, cores),
            )
        Program.running.append(self)

    def wait_until_open(self, port):
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline and self.is_alive():
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        raise NotMeasured(self.complaint())

    def is_alive(self):
        return self.process.poll() is None

    def complaint(self):
        """The first line that says what is wrong."""
        with open(self.log, errors="replace") as file:
            lines = [line.strip() for line in file if line.strip()]
        wrong = [line for line in lines if re.search("ALERT|emerg|rror|atal", line)]
        return (wrong or lines or [f"ended with status {self.process.poll()}"])[0][:160]

    def processes(self):
        """Itself and its children: nginx's workers."""
        found = [self.process.pid]
        for path in glob.glob("/proc/[0-9]*/stat"):
            try:
                with open(path) as file:
                    fields = file.read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == self.process.pid and fields[0] not in "ZX":
                found.append(int(path.split("/")[2]))
        return found

    def cpu_seconds(self):
        """What its threads have run, from the scheduler's own count, which is exact to the nanosecond."""
        total = 0
        for process in self.processes():
            for path in glob.glob(f"/proc/{process}/task/*/schedstat"):
                try:
                    with open(path) as file:
                        total += int(file.read().split()[0])
                except OSError:
                    pass
        return total / 1e9

    def memory(self):
        """Bytes: `pss` is its share of everything, `resident` all it has in memory; `anonymous` is what no file backs."""
        pss = anonymous = resident = 0
        for process in self.processes():
            with open(f"/proc/{process}/smaps_rollup") as file:
                text = file.read()
            pss += kilobytes(text, "Pss")
            resident += kilobytes(text, "Rss")
            anonymous += kilobytes(text, "Pss_Anon") + kilobytes(text, "Pss_Shmem")
        return {"pss": pss * 1024, "anonymous": anonymous * 1024, "resident": resident * 1024}

    def stop(self):
        if self in Program.running:
            Program.running.remove(self)
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()
        self.process.terminate()
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @classmethod
    def stop_all(cls):
        for program in list(cls.running):
            program.stop()


def kilobytes(text, field):
    match = re.search(rf"^{field}:\s+(\d+) kB", text, re.M)
    return int(match[1]) if match else 0
