"""What a run uses of the machine: two processors, descriptors, ports and a folder of its own."""

import os
import resource
import socket
import tempfile


class Machine:
    def __init__(self, cores=None):
        allowed = sorted(os.sched_getaffinity(0))
        self.cores = set(allowed)
        self.proxy_core, self.load_core = cores or (allowed[0], allowed[1 % len(allowed)])
        self.hard_limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (self.hard_limit, self.hard_limit))
        self.temporary = tempfile.TemporaryDirectory(prefix="bench", dir="/tmp")
        self.folder = self.temporary.name
        # Takes log lines and lets the kernel drop them: nobody reads.
        self.sink = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sink.bind(("127.0.0.1", 0))
        self.sink_port = self.sink.getsockname()[1]
        os.sched_setaffinity(0, {self.load_core})

    @property
    def is_shared(self):
        """One processor for the proxy and the load: figures are of little worth."""
        return self.proxy_core == self.load_core

    @property
    def connections(self):
        """The `maxconn` that the limit of open files allows: each connection takes two."""
        return max(200, min(9000, (self.hard_limit - 1000) // 2))

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def busy_seconds(self, core):
        """How long a processor has worked since the machine started."""
        with open("/proc/stat") as file:
            for line in file:
                fields = line.split()
                if fields[0] == f"cpu{core}":
                    return sum(int(fields[index]) for index in (1, 2, 3, 6, 7, 8)) / os.sysconf("SC_CLK_TCK")
        return 0.0

    def description(self):
        model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
        with open("/proc/sys/net/ipv4/tcp_congestion_control") as file:
            congestion = file.read().strip()
        return {
            "processor": model or os.uname().machine,
            "cores": len(self.cores),
            "kernel": os.uname().release,
            "congestion control": congestion,
        }


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
