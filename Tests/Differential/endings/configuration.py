"""The configuration whose streams are ended."""

HTTP = (
    "%ts|ST=%ST|TR=%TR,%Tw,%Tc,%Tr,%Td|Ta=%Ta|Th=%Th,%Ti,%Tq|rc=%rc|%b/%s|B=%B,%U|q=%sq/%bq|%HM,%HP,%HV"
    "|rule=%[last_rule_line]"
)
TCP = "%ts|T=%Tw,%Tc,%Td|Tt=%Tt|rc=%rc|%b/%s|B=%B,%U|q=%sq/%bq"

TEXT = """
global
    log {log} local0
    stats socket {folder}/cli level admin
    nbthread 1

defaults
    mode http
    log global
    timeout client 800ms
    timeout http-request 400ms
    timeout http-keep-alive 600ms
    timeout server 500ms
    timeout connect 300ms
    timeout queue 300ms
    timeout tarpit 300ms
    timeout tunnel 600ms
    retries 1
    log-format "%ci {http}"

frontend main
    bind 127.0.0.1:{main}
    tcp-request content reject if {{ path /content-reject }}
    http-request deny if {{ path /deny }}
    http-request deny deny_status 503 if {{ path /deny-503 }}
    http-request deny status 418 content-type text/plain string tea if {{ path /deny-418 }}
    http-request reject if {{ path /reject }}
    http-request silent-drop if {{ path /silent-drop }}
    http-request tarpit if {{ path /tarpit }}
    http-request tarpit deny_status 429 if {{ path /tarpit-429 }}
    http-request auth if {{ path /auth }}
    http-request return status 200 content-type text/plain string hello if {{ path /return }}
    http-request return status 404 if {{ path /return-404 }}
    http-request redirect location /x if {{ path /redirect }}
    http-request set-header X-A "%[str({long})]%[str({long})]%[str({long})]%[str({long})]" if {{ path /swell }}
    http-request wait-for-body time 200ms if {{ path /wait-for-body }}
    http-request set-log-level silent if {{ path /unheard }}
    http-request set-log-level warning if {{ path /louder }}
    http-request allow if {{ path /allow }}
    http-response deny if {{ res.hdr(x-rule) deny }}
    http-response return status 200 content-type text/plain string hi if {{ res.hdr(x-rule) return }}
    http-response redirect location /y if {{ res.hdr(x-rule) redirect }}
    http-response set-header X-A "%[str({long})]%[str({long})]%[str({long})]%[str({long})]" if {{ res.hdr(x-rule) swell }}
    monitor-uri /monitor
    use_backend %[path,field(2,/)] if {{ path_beg /be. }}
    default_backend origin

backend origin
    server s 127.0.0.1:{origin}
backend be.none
backend be.refused
    server s 127.0.0.1:{closed}
backend be.refused-no-retry
    retries 0
    server s 127.0.0.1:{closed}
backend be.elsewhere-works
    balance first
    option redispatch 1
    server s1 127.0.0.1:{closed}
    server s2 127.0.0.1:{origin}
backend be.unreachable
    server s 127.0.0.1:{full}
backend be.unreachable-no-retry
    retries 0
    server s 127.0.0.1:{full}
backend be.unreachable-abort
    timeout connect 900ms
    option abortonclose
    server s 127.0.0.1:{full}
backend be.maintenance
    server s 127.0.0.1:{origin} disabled
backend be.abort
    option abortonclose
    server s 127.0.0.1:{origin}
backend be.again-empty
    retry-on empty-response
    server s 127.0.0.1:{origin}
backend be.again-503
    retry-on 503
    server s 127.0.0.1:{origin}
backend be.again-late
    retry-on response-timeout
    server s 127.0.0.1:{origin}
backend be.queue
    server s 127.0.0.1:{origin} maxconn 1
backend be.queue-abort
    option abortonclose
    server s 127.0.0.1:{origin} maxconn 1
backend be.queue-own
    balance roundrobin
    cookie C insert
    server s1 127.0.0.1:{origin} maxconn 1 maxqueue 1 cookie a
    server s2 127.0.0.1:{origin} cookie b
backend be.redir
    server s 127.0.0.1:{origin} redir http://other
backend be.insert
    cookie C insert indirect nocache
    server s 127.0.0.1:{origin} cookie a
backend be.rewrite
    cookie SRV rewrite
    server s 127.0.0.1:{origin} cookie a
backend be.checkcache
    option checkcache
    server s 127.0.0.1:{origin}
backend be.inspected
    tcp-response inspect-delay 200ms
    tcp-response content reject if {{ res.hdr(x-rule) content }}
    server s 127.0.0.1:{origin}
backend be.kill
    server s 127.0.0.1:{origin}
backend be.kill-queue
    timeout queue 2s
    server s 127.0.0.1:{origin} maxconn 1
backend be.down
    server s 127.0.0.1:{origin} on-marked-down shutdown-sessions check inter 100s
backend be.once
    http-reuse always
    server s 127.0.0.1:{origin}
backend be.once-shared
    http-reuse always
    server s 127.0.0.1:{origin}
backend be.fin
    option httpclose
    server s 127.0.0.1:{origin}

frontend closing
    bind 127.0.0.1:{closing}
    option httpclose
    default_backend origin

frontend alone
    bind 127.0.0.1:{alone}

frontend session-reject
    bind 127.0.0.1:{session_reject}
    tcp-request session reject
    default_backend origin

frontend connection-reject
    bind 127.0.0.1:{connection_reject}
    tcp-request connection reject
    default_backend origin

frontend inspected
    bind 127.0.0.1:{inspected}
    tcp-request inspect-delay 200ms
    tcp-request content reject if {{ req.len gt 1000 }}
    tcp-request content accept if {{ req.len gt 500 }}
    default_backend origin

frontend asap
    bind 127.0.0.1:{asap}
    option logasap
    log-format "%ci %ts|ST=%ST|TR=%TR,%Tw,%Tc,%Tr,%Td|Ta=%Ta|rc=%rc|%b/%s|B=%B,%U"
    default_backend origin

frontend nothing-unlogged
    bind 127.0.0.1:{null}
    option dontlognull
    default_backend origin

frontend normal-unlogged
    bind 127.0.0.1:{normal}
    option dontlog-normal
    option log-separate-errors
    default_backend origin

frontend errors
    bind 127.0.0.1:{errors}
    option log-separate-errors
    error-log-format "%ci error %ts|ST=%ST|TR=%TR,%Tw,%Tc,%Tr|%b/%s"
    default_backend origin

frontend waiting
    bind 127.0.0.1:{waiting}
    http-response wait-for-body time 200ms
    default_backend origin

frontend probes
    bind 127.0.0.1:{probes}
    option http-ignore-probes
    default_backend origin

frontend buffered
    bind 127.0.0.1:{buffered}
    option http-buffer-request
    default_backend origin

listen tcp
    mode tcp
    bind 127.0.0.1:{tcp}
    log-format "%ci {tcp_format}"
    timeout client-fin 200ms
    timeout server-fin 200ms
    server s 127.0.0.1:{origin}

listen tcp-plain
    mode tcp
    bind 127.0.0.1:{tcp_plain}
    log-format "%ci {tcp_format}"
    server s 127.0.0.1:{origin}

listen tcp-refused
    mode tcp
    bind 127.0.0.1:{tcp_refused}
    log-format "%ci {tcp_format}"
    server s 127.0.0.1:{closed}

listen tcp-unreachable
    mode tcp
    bind 127.0.0.1:{tcp_unreachable}
    log-format "%ci {tcp_format}"
    retries 0
    server s 127.0.0.1:{full}

listen tcp-nobody
    mode tcp
    bind 127.0.0.1:{tcp_nobody}
    log-format "%ci {tcp_format}"

listen tcp-content
    mode tcp
    bind 127.0.0.1:{tcp_content}
    log-format "%ci {tcp_format}"
    tcp-request inspect-delay 200ms
    tcp-request content reject if {{ req.payload(0,4) -m str DENY }}
    tcp-request content accept if {{ req.len gt 6 }}
    tcp-response inspect-delay 200ms
    tcp-response content reject if {{ res.payload(0,4) -m str HTTP }}
    server s 127.0.0.1:{origin}

listen tcp-queue
    mode tcp
    bind 127.0.0.1:{tcp_queue}
    log-format "%ci {tcp_format}"
    server s 127.0.0.1:{origin} maxconn 1

listen tcp-asap
    mode tcp
    bind 127.0.0.1:{tcp_asap}
    option logasap
    log-format "%ci %ts|T=%Tw,%Tc,%Td|Tt=%Tt|rc=%rc|%b/%s|B=%B"
    server s 127.0.0.1:{origin}

listen tcp-null
    mode tcp
    bind 127.0.0.1:{tcp_null}
    log-format "%ci {tcp_format}"
    option dontlognull
    server s 127.0.0.1:{origin}
"""

# What listens, each on a port of its own.
NAMES = (
    "main closing alone session_reject connection_reject inspected asap null normal errors waiting probes buffered tcp tcp_plain"
    " tcp_refused tcp_unreachable tcp_nobody tcp_content tcp_queue tcp_asap tcp_null"
).split()


def configuration(origin, folder, ports):
    return TEXT.format(
        log=folder + "/log", folder=folder, origin=origin.port, closed=origin.closed_port, full=origin.full_port,
        http=HTTP, tcp_format=TCP, long="x" * 4000, **ports)
