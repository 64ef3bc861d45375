import Transport

/// How a server's name is resolved while the process runs (manual, 5.2 `resolvers`, `resolve-*`).
public struct ServerResolution: Sendable, Hashable {
    /// The name of a `resolvers` section; nil where names are looked up at the start only.
    public var section: String?
    /// `resolve-prefer ipv4`
    public var prefersIPv4 = false
    /// `resolve-net`: addresses in these networks come first.
    public var networks: [Network] = []
    /// `resolve-opts allow-dup-ip`: several servers of one name may have one address.
    public var allowsDuplicates = false
    /// `resolve-opts ignore-weight`: SRV records do not set the weight.
    public var ignoresWeight = false
    /// `init-addr` was said.
    public var hasInitialAddress = false

    public init() {}
}

extension ServerSettings {
    /// The name that stands for its address, as configured.
    public var hostName: String? {
        guard address?.isInternet == true, case .name(let name)? = address?.host else { return nil }
        return name
    }

    /// A name of SRV records, from which name, port and weight are taken.
    public var isService: Bool { self.resolution.section != nil && hostName?.utf8.first == UInt8(ascii: "_") }
}
