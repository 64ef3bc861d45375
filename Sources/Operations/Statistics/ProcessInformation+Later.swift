/// Lines whose features are not built yet: they read 0, so that monitors find them.
extension ProcessInformation {
    /// TLS and compression.
    static let laterEncryption: [(Int, String, StaticString, String)] = [
        (32, "SslRate", "MRPV", "Number of SSL connections created on this worker process over the last second"),
        (33, "SslRateLimit", "CLPV", "Hard limit for SslRate (global.maxsslrate)"),
        (
            34, "MaxSslRate", "MMPV",
            "Highest SslRate reached on this worker process since started (in connections per second)"
        ),
        (
            35, "SslFrontendKeyRate", "MGPV",
            "Number of SSL keys created on frontends in this worker process over the last second"
        ),
        (
            36, "SslFrontendMaxKeyRate", "MMPV",
            "Highest SslFrontendKeyRate reached on this worker process since started (in SSL keys per second)"
        ),
        (
            37, "SslFrontendSessionReuse_pct", "MGPV",
            "Percent of frontend SSL connections which did not require a new key"
        ),
        (
            38, "SslBackendKeyRate", "MRPV",
            "Number of SSL keys created on backends in this worker process over the last second"
        ),
        (
            39, "SslBackendMaxKeyRate", "MMPV",
            "Highest SslBackendKeyRate reached on this worker process since started (in SSL keys per second)"
        ),
        (
            40, "SslCacheLookups", "MCPV",
            "Total number of SSL session ID lookups in the SSL session cache on this worker since started"
        ),
        (
            41, "SslCacheMisses", "MCPV",
            "Total number of SSL session ID lookups that didn't find a session in the SSL session cache on "
                + "this worker since started"
        ),
        (
            42, "CompressBpsIn", "MRPV",
            "Number of bytes submitted to the HTTP compressor in this worker process over the last second"
        ),
        (
            43, "CompressBpsOut", "MRPV",
            "Number of bytes emitted by the HTTP compressor in this worker process over the last second"
        ),
        (
            44, "CompressBpsRateLim", "CLPV",
            "Limit of CompressBpsOut beyond which HTTP compression is automatically disabled"
        ),
    ]

    /// Busy polling and resolvers.
    static let laterState: [(Int, String, StaticString, String)] = [
        (
            59, "BusyPolling", "MGPV",
            "1 if busy-polling is currently in use on the worker process, otherwise zero (config.busy-polling)"
        ),
        (
            60, "FailedResolutions", "MGPV",
            "Total number of failed DNS resolutions in current worker process since started"
        ),
    ]
}
