import Configuration

extension Keyword<GlobalBuilder> {
    /// Keywords of `global` whose work is not built, by what they wait for.
    static let planned: [Keyword] = [
        planned(all: tlsWords, in: .global, waitingFor: "TLS"),
        planned(all: http2Words, in: .global, waitingFor: "HTTP/2"),
        [planned("tune.quic.", in: .global, waitingFor: "QUIC", matching: .prefix)],
        planned(
            all: "cluster-secret harden.reject-privileged-ports.quic limited-quic", in: .global, waitingFor: "QUIC"),
        planned(all: "lua-load lua-load-per-thread lua-prepend-path", in: .global, waitingFor: "Lua"),
        [planned("tune.lua.", in: .global, waitingFor: "Lua", matching: .prefix)],
        planned(all: compressionWords, in: .global, waitingFor: "compression"),
        planned(all: "master-worker mworker-max-reloads", in: .global, waitingFor: "reload"),
        planned(all: stateWords, in: .global, waitingFor: "the statistics file"),
        [planned("acme.scheduler", in: .global, waitingFor: "ACME")],
        [planned("httpclient.", in: .global, waitingFor: "the HTTP client", matching: .prefix)],
        planned(all: "anonkey", in: .global, waitingFor: "anonymised dumps"),
        planned(all: "51degrees- deviceatlas- wurfl-", in: .global, waitingFor: "device detection", matching: .prefix),
        planned(all: debuggingWords, in: .global, waitingFor: "debugging tools"),
        planned(all: "tune.buffers.limit", in: .global, waitingFor: "the explained memory limit"),
        planned(all: "tune.bufsize.large tune.bufsize.small", in: .global, waitingFor: "request bodies in rules"),
        planned(all: "warn-blocked-traffic-after stress-level", in: .global, waitingFor: "debugging tools"),
    ].flatMap { $0 }

    /// Keywords that HAProxy dropped.
    static let removed: [Keyword] = [
        .removed(
            "nbproc", in: .global, since: "2.5",
            advice: "Threads will automatically be used on multi-processor machines if available.")
    ]

    private static let tlsWords = """
        ca-base crt-base key-base issuers-chain-path maxsslconn maxsslrate noktls ocsp-update.disable
        ocsp-update.httpproxy ocsp-update.maxdelay ocsp-update.mindelay ocsp-update.mode ssl-default-bind-ciphers
        ssl-default-bind-ciphersuites ssl-default-bind-client-sigalgs ssl-default-bind-curves ssl-default-bind-options
        ssl-default-bind-sigalgs ssl-default-server-ciphers ssl-default-server-ciphersuites
        ssl-default-server-client-sigalgs ssl-default-server-curves ssl-default-server-options
        ssl-default-server-sigalgs ssl-dh-param-file ssl-engine ssl-load-extra-del-ext ssl-load-extra-files
        ssl-mode-async ssl-passphrase-cmd ssl-propquery ssl-provider ssl-provider-path ssl-security-level
        ssl-server-verify ssl-skip-self-issued-ca tune.ssl.cachesize tune.ssl.capture-buffer-size
        tune.ssl.capture-cipherlist-size tune.ssl.certificate-compression tune.ssl.default-dh-param
        tune.ssl.force-private-cache tune.ssl.hard-maxrecord tune.ssl.keylog tune.ssl.keyupdate-rate-limit
        tune.ssl.lifetime tune.ssl.maxrecord tune.ssl.ocsp-update.maxdelay tune.ssl.ocsp-update.mindelay
        tune.ssl.ssl-ctx-cache-size
        """
    private static let http2Words = """
        h2-workaround-bogus-websocket-clients tune.h2.be.glitches-threshold tune.h2.be.initial-window-size
        tune.h2.be.max-concurrent-streams tune.h2.be.max-frames-at-once tune.h2.be.rxbuf
        tune.h2.fe.glitches-threshold tune.h2.fe.initial-window-size tune.h2.fe.max-concurrent-streams
        tune.h2.fe.max-frames-at-once tune.h2.fe.max-rst-at-once tune.h2.fe.max-total-streams tune.h2.fe.rxbuf
        tune.h2.header-table-size tune.h2.initial-window-size tune.h2.log-errors tune.h2.max-concurrent-streams
        tune.h2.max-frame-size tune.h2.zero-copy-fwd-send tune.streams-elasticity
        """
    private static let compressionWords = """
        maxcompcpuusage maxcomprate maxzlibmem tune.comp.maxlevel tune.zlib.memlevel tune.zlib.windowsize
        """
    private static let stateWords = """
        stats-file shm-stats-file shm-stats-file-max-objects
        """
    private static let debuggingWords = """
        tune.fail-alloc profiling.memory profiling.tasks force-cfg-parser-pause
        """
}
