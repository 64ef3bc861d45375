import Configuration

/// Rules that sections take from `defaults` sections (manual, 4).
extension GenerationBuilder {
    /// Refuses rules that have no place where they are taken to.
    func checkInheritance(of builder: ProxyBuilder, _ section: Section, _ places: SectionSet) {
        guard let base = builder.inherited, base.ruleLines.contains(where: { !$0.value.isEmpty }) else { return }
        let origin = "(defaults section at \(base.settings.location.text))"
        let problem: String?
        switch places {
        case .defaults:
            problem = "a defaults section cannot inherit from a defaults section defining TCP/HTTP rules \(origin)."
        case .listen: problem = "a listen section cannot inherit from a defaults section defining TCP/HTTP rules."
        case .frontend where base.ruleLines[.tcpResponse] != nil:
            problem =
                "a frontend section cannot inherit from a defaults section defining 'tcp-response content' rules \(origin)."
        case .backend where base.ruleLines[.tcpConnection] != nil || base.ruleLines[.tcpSession] != nil:
            problem =
                "a backend section cannot inherit from a defaults section defining 'tcp-request connection' or "
                + "'tcp-request session' rules \(origin)."
        default:
            problem =
                base.users.union(places).contains([.frontend, .backend])
                ? "frontends and backends cannot inherit from the same defaults section if it defines TCP/HTTP rules "
                    + "\(origin)." : nil
            base.users.formUnion(places)
        }
        if let problem { refuse(section, problem) }
    }
}
