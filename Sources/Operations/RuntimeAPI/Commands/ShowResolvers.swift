import Proxying

extension Command {
    /// `show resolvers [<resolvers section id>]`
    static let showResolvers = Command(
        "show resolvers", arguments: "[id]",
        summary: "dumps counters from all resolvers section and associated name servers"
    ) { request in
        let name = request.argument(0)
        var resolvers = request.api.context.names?.resolvers ?? []
        if !name.isEmpty {
            resolvers = resolvers.filter { $0.settings.name == name }
            guard !resolvers.isEmpty else { return request.refuse("Can't find that resolvers section") }
        }
        request.answer(.rows(resolvers) { ResolverReport.text($0) })
    }
}

/// What `show resolvers` says of a section.
enum ResolverReport {
    static func text(_ resolver: Resolver) -> String {
        var text = "Resolvers section \(resolver.settings.name)\n"
        for server in resolver.servers {
            text += " nameserver \(server.settings.name):\n"
            for counter in ResolverCounter.all {
                let padding = String(repeating: " ", count: 12 - counter.label.utf8.count)
                text += "  \(counter.label):\(padding)\(server.counters[keyPath: counter.value])\n"
            }
        }
        return text
    }
}

/// One counter of name servers: its names and where it is.
struct ResolverCounter: Sendable {
    /// In `show resolvers`.
    let label: String
    /// In `show stat domain resolvers`.
    let column: String
    let value: KeyPath<NameServerCounters, UInt64> & Sendable

    private init(
        _ label: String, _ value: KeyPath<NameServerCounters, UInt64> & Sendable,
        column: String? = nil
    ) {
        self.label = label
        self.column = column ?? label
        self.value = value
    }

    static let all: [ResolverCounter] = [
        ResolverCounter("sent", \.sent),
        ResolverCounter("snd_error", \.sendErrors, column: "send_error"),
        ResolverCounter("valid", \.valid),
        ResolverCounter("update", \.updates),
        ResolverCounter("cname", \.aliases),
        ResolverCounter("cname_error", \.aliasErrors),
        ResolverCounter("any_err", \.empty),
        ResolverCounter("nx", \.nonexistent),
        ResolverCounter("timeout", \.timeouts),
        ResolverCounter("refused", \.refused),
        ResolverCounter("other", \.others),
        ResolverCounter("invalid", \.invalid),
        ResolverCounter("too_big", \.tooBig),
        ResolverCounter("truncated", \.truncated),
        ResolverCounter("outdated", \.outdated),
    ]
}
