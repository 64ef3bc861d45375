"""Configurations with rules, lists and logs: kind -> what stands in the frontend, and whether each request is logged."""

TEN_RULES = """
    acl is_admin path_beg /admin
    acl is_static path_beg /static/ /img/
    acl www hdr(host) -i www.example.com host42.example.com
    http-request deny deny_status 403 if is_admin
    http-request set-var(txn.tenant) hdr(host),lower,map_str({tenants},none)
    http-request deny deny_status 404 if {{ var(txn.tenant) -m str none }}
    http-request set-header X-Tenant %[var(txn.tenant)]
    http-request set-header X-Real-IP %[src]
    http-request set-header X-Forwarded-Proto http
    http-request set-header X-Static yes if is_static
    http-request del-header X-Internal
    http-request set-var(req.www) int(1) if www
    http-request set-header X-Www yes if {{ var(req.www) -m found }}"""

# Each request is counted in a table, and two of its rates are looked at.
TRACKING = """
    stick-table type ip size 100k expire 5m store conn_rate(10s),http_req_rate(10s)
    http-request track-sc0 src
    http-request deny deny_status 429 if { sc0_http_req_rate gt 1000000000 }
    http-request deny deny_status 429 if { sc0_conn_rate gt 1000000000 }"""

# What is requested is in the middle of the strings, at the end of the networks, and in none of the expressions.
LISTS = {
    "tenants": lambda: [f"host{number}.example.com t{number}" for number in range(100)] + ["www.example.com t100"],
    "strings": lambda: [
        "www.example.com tenant" if number == 5000 else f"host-{number}.example.com tenant-{number}"
        for number in range(10_000)
    ],
    "networks": lambda: [f"10.{number // 256}.{number % 256}.0/24" for number in range(9_999)] + ["127.0.0.0/8"],
    "expressions": lambda: [rf"^/section-{number}/[a-z]+-[0-9]+\.html$" for number in range(1_000)],
}

# kind -> (lines of the frontend, whether it logs)
KINDS = {
    "rules": (TEN_RULES, True),
    "map-10k": ("http-request deny unless { hdr(host),lower,map({strings}) -m found }", False),
    "networks-10k": ("http-request deny unless { src -f {networks} }", False),
    "regex-1k": ("http-request deny if { path -m reg -f {expressions} }", False),
    "log": ("", True),
    "tracking": (TRACKING, False),
}
# Each request is for the same path; the matching itself is measured, not what remembers its result.
UNCACHED = ["regex-1k"]


def lines(kind, machine):
    """The frontend's lines of a kind, with its lists written to files; the log goes to the machine's sink."""
    text, logs = KINDS.get(kind, ("", False))
    if kind != "rules":
        text = text.replace("{ ", "{{ ").replace(" }", " }}")
    paths = {
        name: machine.write(f"{name}.list", "\n".join(make()) + "\n") for name, make in LISTS.items() if f"{{{name}}}" in text
    }
    text = text.format(**paths)
    if logs:
        text += f"\n    log 127.0.0.1:{machine.sink_port} local0 info\n    option httplog"
    return text.strip()
