/// A column of `show stat`: its name, how its values are tagged, and what they mean (management guide, 9.1).
struct StatisticsField: Sendable {
    let name: String
    let tags: MetricTags
    let summary: String

    init(_ name: String, _ tags: StaticString, _ summary: String) {
        self.name = name
        self.tags = MetricTags(tags)
        self.summary = summary
    }

    /// In the order of the columns, which never changes; further ones are appended.
    static let all: [StatisticsField] = [
        StatisticsField("pxname", "KNSV", "Proxy name"),
        StatisticsField("svname", "KNSV", "Server name"),
        StatisticsField("qcur", "MGPV", "Number of current queued connections"),
        StatisticsField("qmax", "MMPV", "Highest value of queued connections encountered since process started"),
        StatisticsField("scur", "MGPV", "Number of current sessions on the frontend, backend or server"),
        StatisticsField("smax", "MMPV", "Highest value of current sessions encountered since process started"),
        StatisticsField("slim", "CLPV", "Frontend/listener/server's maxconn, backend's fullconn"),
        StatisticsField("stot", "MCPP", "Total number of sessions since process started"),
        StatisticsField("bin", "MCPP", "Total number of request bytes since process started"),
        StatisticsField("bout", "MCPP", "Total number of response bytes since process started"),
        StatisticsField("dreq", "MCPP", "Total number of denied requests since process started"),
        StatisticsField("dresp", "MCPP", "Total number of denied responses since process started"),
        StatisticsField("ereq", "MCPP", "Total number of invalid requests since process started"),
        StatisticsField(
            "econ", "MCPP",
            "Total number of failed connections to server since the worker process started"),
        StatisticsField("eresp", "MCPP", "Total number of invalid responses since the worker process started"),
        StatisticsField("wretr", "MCPP", "Total number of server connection retries since the worker process started"),
        StatisticsField(
            "wredis", "MCPP",
            "Total number of server redispatches due to connection failures since the worker process started"),
        StatisticsField(
            "status", "SGPV",
            "Frontend/listen status: OPEN/WAITING/FULL/STOP; backend: UP/DOWN; server: last check status"),
        StatisticsField(
            "weight", "MaPV",
            "Server's effective weight, or sum of active servers' effective weights for a backend"),
        StatisticsField("act", "SGPV", "Total number of active UP servers with a non-zero weight"),
        StatisticsField("bck", "SGPV", "Total number of backup UP servers with a non-zero weight"),
        StatisticsField(
            "chkfail", "MCPP",
            "Total number of failed individual health checks per server/backend, since the worker process started"),
        StatisticsField(
            "chkdown", "MCPP",
            "Total number of failed checks causing UP to DOWN server transitions, per server/backend, since "
                + "the worker process started"),
        StatisticsField("lastchg", "MAPV", "How long ago the last server state changed, in seconds"),
        StatisticsField("downtime", "MCPP", "Total time spent in DOWN state, for server or backend"),
        StatisticsField(
            "qlimit", "CLSV",
            "Limit on the number of connections in queue, for servers only (maxqueue argument)"),
        StatisticsField("pid", "KGPV", "Relative worker process number (1)"),
        StatisticsField("iid", "KGSV", "Frontend or Backend numeric identifier ('id' setting)"),
        StatisticsField("sid", "KGSV", "Server numeric identifier ('id' setting)"),
        StatisticsField(
            "throttle", "MaPV",
            "Throttling ratio applied to a server's maxconn and weight during the slowstart period (0 to 100%)"),
        StatisticsField(
            "lbtot", "MCPP",
            "Total number of requests routed by load balancing since the worker process started (ignores "
                + "queue pop and stickiness)"),
        StatisticsField("tracked", "CGSV", "Name of the other server this server tracks for its state"),
        StatisticsField("type", "CGSV", "Type of the object (Listener, Frontend, Backend, Server)"),
        StatisticsField(
            "rate", "MRPP",
            "Total number of sessions processed by this object over the last second (sessions for "
                + "listeners/frontends, requests for backends/servers)"),
        StatisticsField(
            "rate_lim", "CLPV",
            "Limit on the number of sessions accepted in a second (frontend only, 'rate-limit sessions' setting)"),
        StatisticsField(
            "rate_max", "MMPV",
            "Highest value of sessions per second observed since the worker process started"),
        StatisticsField(
            "check_status", "MOPV",
            "Status report of the server's latest health check, prefixed with '*' if a check is currently in progress"),
        StatisticsField("check_code", "MGPV", "HTTP/SMTP/LDAP status code reported by the latest server health check"),
        StatisticsField("check_duration", "MDPV", "Total duration of the latest server health check, in milliseconds"),
        StatisticsField(
            "hrsp_1xx", "MCPP",
            "Total number of HTTP responses with status 100-199 returned by this object since the worker "
                + "process started"),
        StatisticsField(
            "hrsp_2xx", "MCPP",
            "Total number of HTTP responses with status 200-299 returned by this object since the worker "
                + "process started"),
        StatisticsField(
            "hrsp_3xx", "MCPP",
            "Total number of HTTP responses with status 300-399 returned by this object since the worker "
                + "process started"),
        StatisticsField(
            "hrsp_4xx", "MCPP",
            "Total number of HTTP responses with status 400-499 returned by this object since the worker "
                + "process started"),
        StatisticsField(
            "hrsp_5xx", "MCPP",
            "Total number of HTTP responses with status 500-599 returned by this object since the worker "
                + "process started"),
        StatisticsField(
            "hrsp_other", "MCPP",
            "Total number of HTTP responses with status <100, >599 returned by this object since the worker "
                + "process started (error -1 included)"),
        StatisticsField(
            "hanafail", "MCPP",
            "Total number of failed checks caused by an 'on-error' directive after an 'observe' condition matched"),
        StatisticsField("req_rate", "MRPP", "Number of HTTP requests processed over the last second on this object"),
        StatisticsField(
            "req_rate_max", "MMPV",
            "Highest value of http requests observed since the worker process started"),
        StatisticsField(
            "req_tot", "MCPP",
            "Total number of HTTP requests processed by this object since the worker process started"),
        StatisticsField(
            "cli_abrt", "MCPP",
            "Total number of requests or connections aborted by the client since the worker process started"),
        StatisticsField(
            "srv_abrt", "MCPP",
            "Total number of requests or connections aborted by the server since the worker process started"),
        StatisticsField(
            "comp_in", "MCPP",
            "Total number of bytes submitted to the HTTP compressor for this object since the worker process started"),
        StatisticsField(
            "comp_out", "MCPP",
            "Total number of bytes emitted by the HTTP compressor for this object since the worker process started"),
        StatisticsField(
            "comp_byp", "MCPP",
            "Total number of bytes that bypassed HTTP compression for this object since the worker process "
                + "started (CPU/memory/bandwidth limitation)"),
        StatisticsField(
            "comp_rsp", "MCPP",
            "Total number of HTTP responses that were compressed for this object since the worker process started"),
        StatisticsField(
            "lastsess", "MAPV",
            "How long ago some traffic was seen on this object on this worker process, in seconds"),
        StatisticsField("last_chk", "MOPV", "Short description of the latest health check report for this server"),
        StatisticsField("last_agt", "MOPV", "Short description of the latest agent check report for this server"),
        StatisticsField(
            "qtime", "MaPV",
            "Time spent in the queue, in milliseconds, averaged over the 1024 last requests (backend/server)"),
        StatisticsField(
            "ctime", "MaPV",
            "Time spent waiting for a connection to complete, in milliseconds, averaged over the 1024 last "
                + "requests (backend/server)"),
        StatisticsField(
            "rtime", "MaPV",
            "Time spent waiting for a server response, in milliseconds, averaged over the 1024 last "
                + "requests (backend/server)"),
        StatisticsField(
            "ttime", "MaPV",
            "Total request+response time (request+queue+connect+response+processing), in milliseconds, "
                + "averaged over the 1024 last requests (backend/server)"),
        StatisticsField(
            "agent_status", "MOPV",
            "Status report of the server's latest agent check, prefixed with '*' if a check is currently in progress"),
        StatisticsField("agent_code", "MGPV", "Status code reported by the latest server agent check"),
        StatisticsField("agent_duration", "MDPV", "Total duration of the latest server agent check"),
        StatisticsField("check_desc", "MOPV", "Textual description of the latest health check report for this server"),
        StatisticsField("agent_desc", "MOPV", "Textual description of the latest agent check report for this server"),
        StatisticsField(
            "check_rise", "CLPV",
            "Number of successful health checks before declaring a server UP (server 'rise' setting)"),
        StatisticsField(
            "check_fall", "CLPV",
            "Number of failed health checks before declaring a server DOWN (server 'fall' setting)"),
        StatisticsField("check_health", "SGPV", "Current server health check level (0..fall-1=DOWN, fall..rise-1=UP)"),
        StatisticsField("agent_rise", "CLPV", "Number of successful agent checks before declaring a server UP"),
        StatisticsField("agent_fall", "CLPV", "Number of failed agent checks before declaring a server DOWN"),
        StatisticsField("agent_health", "SGPV", "Current server agent check level (0..fall-1=DOWN, fall..rise-1=UP)"),
        StatisticsField(
            "addr", "CGSV",
            "Server's address:port, shown only if show-legends is set, or at levels oper/admin for the CLI"),
        StatisticsField(
            "cookie", "CNSV",
            "Backend's cookie name or Server's cookie value, shown only if show-legends is set, or at "
                + "levels oper/admin for the CLI"),
        StatisticsField("mode", "CGSV", "'mode' setting (tcp/http/health/cli)"),
        StatisticsField(
            "algo", "CGSV",
            "Backend's load balancing algorithm, shown only if show-legends is set, or at levels oper/admin "
                + "for the CLI"),
        StatisticsField(
            "conn_rate", "MRPP",
            "Number of new connections accepted over the last second on the frontend for this worker process"),
        StatisticsField(
            "conn_rate_max", "MMPV",
            "Highest value of connections per second observed since the worker process started"),
        StatisticsField(
            "conn_tot", "MCPP",
            "Total number of new connections accepted on this frontend since the worker process started"),
        StatisticsField(
            "intercepted", "MCPP",
            "Total number of HTTP requests intercepted on the frontend (redirects/stats/services) since the "
                + "worker process started"),
        StatisticsField(
            "dcon", "MCPP",
            "Total number of incoming connections blocked on a listener/frontend by a tcp-request "
                + "connection rule since the worker process started"),
        StatisticsField(
            "dses", "MCPP",
            "Total number of incoming sessions blocked on a listener/frontend by a tcp-request connection "
                + "rule since the worker process started"),
        StatisticsField("wrew", "MCPP", "Total number of failed HTTP header rewrites since the worker process started"),
        StatisticsField(
            "connect", "MCPP",
            "Total number of outgoing connection attempts on this backend/server since the worker process started"),
        StatisticsField(
            "reuse", "MCPP",
            "Total number of reused connection on this backend/server since the worker process started"),
        StatisticsField(
            "cache_lookups", "MCPP",
            "Total number of HTTP requests looked up in the cache on this frontend/backend since the worker "
                + "process started"),
        StatisticsField(
            "cache_hits", "MCPP",
            "Total number of HTTP requests not found in the cache on this frontend/backend since the worker "
                + "process started"),
        StatisticsField("srv_icur", "MGPV", "Current number of idle connections available for reuse on this server"),
        StatisticsField(
            "src_ilim", "CLPV",
            "Limit on the number of available idle connections on this server (server 'pool_max_conn' directive)"),
        StatisticsField(
            "qtime_max", "MMPV",
            "Maximum observed time spent in the queue, in milliseconds (backend/server)"),
        StatisticsField(
            "ctime_max", "MMPV",
            "Maximum observed time spent waiting for a connection to complete, in milliseconds (backend/server)"),
        StatisticsField(
            "rtime_max", "MMPV",
            "Maximum observed time spent waiting for a server response, in milliseconds (backend/server)"),
        StatisticsField(
            "ttime_max", "MMPV",
            "Maximum observed total request+response time (request+queue+connect+response+processing), in "
                + "milliseconds (backend/server)"),
        StatisticsField("eint", "MCPP", "Total number of internal errors since process started"),
        StatisticsField("idle_conn_cur", "MGPV", "Current number of unsafe idle connections"),
        StatisticsField("safe_conn_cur", "MGPV", "Current number of safe idle connections"),
        StatisticsField("used_conn_cur", "MGPV", "Current number of connections in use"),
        StatisticsField("need_conn_est", "MGPV", "Estimated needed number of connections"),
        StatisticsField(
            "uweight", "MaPV",
            "Server's user weight, or sum of active servers' user weights for a backend"),
        StatisticsField("agg_server_status", "MGPV", "Backend's aggregated gauge of servers' status"),
        StatisticsField(
            "agg_server_check_status", "MGPV",
            "[DEPRECATED] Backend's aggregated gauge of servers' status"),
        StatisticsField("agg_check_status", "MGPV", "Backend's aggregated gauge of servers' state check status"),
        StatisticsField("srid", "MCPP", "Server id revision, to prevent server id reuse mixups"),
        StatisticsField("sess_other", "MCPP", "Total number of sessions other than HTTP since process started"),
        StatisticsField("h1sess", "MCPP", "Total number of HTTP/1 sessions since process started"),
        StatisticsField("h2sess", "MCPP", "Total number of HTTP/2 sessions since process started"),
        StatisticsField("h3sess", "MCPP", "Total number of HTTP/3 sessions since process started"),
        StatisticsField(
            "req_other", "MCPP",
            "Total number of sessions other than HTTP processed by this object since the worker process started"),
        StatisticsField(
            "h1req", "MCPP",
            "Total number of HTTP/1 sessions processed by this object since the worker process started"),
        StatisticsField(
            "h2req", "MCPP",
            "Total number of hTTP/2 sessions processed by this object since the worker process started"),
        StatisticsField(
            "h3req", "MCPP",
            "Total number of HTTP/3 sessions processed by this object since the worker process started"),
        StatisticsField("proto", "SGPV", "Protocol"),
        StatisticsField("priv_idle_cur", "MGPV", "Current number of private idle connections on this server"),
        StatisticsField("reqbin", "MCPP", "Total number of request bytes received since process started"),
        StatisticsField("reqbout", "MCPP", "Total number of request bytes sent since process started"),
        StatisticsField("resbin", "MCPP", "Total number of response bytes received since process started"),
        StatisticsField("resbout", "MCPP", "Total number of response bytes sent since process started"),
        StatisticsField("cache_hint_hits", "MCPP", "Total number of cache hits having served early hints"),
    ]
}
