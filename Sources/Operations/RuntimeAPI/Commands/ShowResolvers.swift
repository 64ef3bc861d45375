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
    let summary: String
    let value: KeyPath<NameServerCounters, UInt64> & Sendable

    private init(
        _ label: String, _ summary: String, _ value: KeyPath<NameServerCounters, UInt64> & Sendable,
        column: String? = nil
    ) {
        self.label = label
        self.summary = summary
        self.column = column ?? label
        self.value = value
    }

    static let all: [ResolverCounter] = [
        ResolverCounter("sent", "Sent", \.sent),
        ResolverCounter("snd_error", "Send error", \.sendErrors, column: "send_error"),
        ResolverCounter("valid", "Valid", \.valid),
        ResolverCounter("update", "Update", \.updates),
        ResolverCounter("cname", "CNAME", \.aliases),
        ResolverCounter("cname_error", "CNAME error", \.aliasErrors),
        ResolverCounter("any_err", "Any errors", \.empty),
        ResolverCounter("nx", "NX", \.nonexistent),
        ResolverCounter("timeout", "Timeout", \.timeouts),
        ResolverCounter("refused", "Refused", \.refused),
        ResolverCounter("other", "Other", \.others),
        ResolverCounter("invalid", "Invalid", \.invalid),
        ResolverCounter("too_big", "Too big", \.tooBig),
        ResolverCounter("truncated", "Truncated", \.truncated),
        ResolverCounter("outdated", "Outdated", \.outdated),
    ]
}
