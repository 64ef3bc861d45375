"""The configurations: one for everything that reads HAProxy's language, and its equivalent for nginx."""

import os
import subprocess

import rules
from program import NotMeasured

# kind -> mode, threads, whether splicing is asked for
KINDS = {
    "http": ("http", 1, False),
    "http-splice": ("http", 1, True),
    "http-2-threads": ("http", 2, False),
    "tcp": ("tcp", 1, False),
    "queue": ("http", 1, False),
} | {kind: ("http", 1, False) for kind in rules.KINDS}


def haproxy(kind, port, origin, machine):
    mode, threads, splices = KINDS[kind]
    http = mode == "http"
    # HAProxy reserves descriptors for pipes, too.
    connections = machine.connections // (3 if splices else 1)
    return f"""global
    nbthread {threads}
    maxconn {connections}
    {"tune.pattern.cache-size 0" if kind in rules.UNCACHED else ""}

defaults
    mode {mode}
    timeout connect 5s
    timeout client 1h
    timeout server 1h
    {"timeout http-request 1h" if http else ""}
    {"timeout http-keep-alive 1h" if http else ""}
    timeout tunnel 1h
    {"option splice-auto" if splices else ""}

frontend clients
    bind 127.0.0.1:{port}
    {"option forwardfor" if http else ""}
    {rules.lines(kind, machine)}
    default_backend servers

backend servers
    {"http-reuse always" if http else ""}
    server origin 127.0.0.1:{origin} {"maxconn 8" if kind == "queue" else ""}
"""


def nginx(kind, port, origin, machine, program):
    mode, workers, splices = KINDS[kind]
    if splices:
        raise NotMeasured("nginx does not splice")
    if kind in rules.KINDS or kind == "queue":
        raise NotMeasured("nginx reads another language")
    head = nginx_head(workers, machine)
    if mode == "tcp":
        return f"""{stream_module(program)}{head}
stream {{
    server {{ listen 127.0.0.1:{port} backlog=8192; proxy_pass 127.0.0.1:{origin}; proxy_timeout 1h; }}
}}
"""
    return f"""{head}
http {{
    {nginx_folders(machine)}
    access_log off; keepalive_requests 1000000000; keepalive_timeout 1h; client_max_body_size 0;
    client_header_timeout 1h; client_body_timeout 1h; send_timeout 1h; proxy_read_timeout 1h; proxy_send_timeout 1h;
    map $http_upgrade $upstream_connection {{ default upgrade; "" ""; }}
    upstream origin {{ server 127.0.0.1:{origin}; keepalive 2000; keepalive_requests 1000000000; keepalive_timeout 1h; }}
    server {{
        listen 127.0.0.1:{port} backlog=8192;
        location / {{
            proxy_pass http://origin;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $upstream_connection;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        }}
    }}
}}
"""


def nginx_origin(port, machine, body):
    """Answers everything with `body`, /large with a file, and /seen with what the proxy added."""
    return f"""{nginx_head(1, machine)}
http {{
    {nginx_folders(machine)}
    access_log off; sendfile on; keepalive_requests 1000000000; keepalive_timeout 1h; default_type text/plain;
    server {{
        listen 127.0.0.1:{port} backlog=8192;
        location = /large {{ root {machine.folder}; }}
        location = /seen {{ return 200 "$http_x_forwarded_for"; }}
        location / {{ return 200 "{body}"; }}
    }}
}}
"""


def nginx_head(workers, machine):
    user = "user root root;" if os.geteuid() == 0 else ""
    return f"""daemon off; worker_processes {workers}; error_log stderr error; {user}
pid {machine.folder}/nginx-{os.urandom(4).hex()}.pid;
worker_rlimit_nofile {machine.hard_limit};
events {{ worker_connections {2 * machine.connections}; }}
"""


def nginx_folders(machine):
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return " ".join(f"{name}_temp_path {machine.folder}/nginx-{name};" for name in names)


def stream_module(program):
    """The line that loads nginx's TCP module where it is a file of its own."""
    built = subprocess.run([program, "-V"], capture_output=True, text=True).stderr
    if "--with-stream=dynamic" not in built:
        return ""
    folder = next((word.split("=", 1)[1] for word in built.split() if word.startswith("--modules-path=")), "modules")
    module = f"{folder}/ngx_stream_module.so"
    if not os.path.exists(module):
        raise NotMeasured("nginx has no TCP module: install libnginx-mod-stream")
    return f"load_module {module};\n"
