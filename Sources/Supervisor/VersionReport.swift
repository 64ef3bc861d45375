/// What `-v` and `-vv` print.
enum VersionReport {
    static var short: String { Product.banner + "Running on: \(HostFacts.system)\n" }

    static var long: String {
        let features = Product.features.map { ($0.value ? "+" : "-") + $0.key }.joined(separator: " ")
        return short + """
            Build options :
              TARGET  = linux-glibc
              CC      = swiftc
              OPTIONS =
              DEBUG   =

            Feature list : \(features)

            Default settings :
              bufsize = 16384, maxrewrite = 1024, maxpollevents = 200

            Built with multi-threading support (MAX_THREADS=1024, default=\(Processors.available)).
            Built with transparent proxy support using: IP_TRANSPARENT IPV6_TRANSPARENT IP_FREEBIND

            Available polling systems :
                  epoll : pref=300,  test result OK
            Total: 1 (1 usable), will use epoll.

            Available multiplexer protocols :
            (protocols marked as <default> cannot be specified using 'proto' keyword)
              <default> : mode=HTTP  side=FE|BE  mux=H1    flags=HTX
              <default> : mode=TCP   side=FE|BE  mux=PASS  flags=

            Available services : none
            Available filters : none

            """
    }
}
