import Balancing
import Configuration

/// What is wrong with backends that log lines are sent to (`mode log`), and with words of theirs elsewhere.
extension ProxyChecks {
    func checkLogBackend(_ proxy: ProxyBuilder) {
        guard proxy.settings.mode == .log else { return checkAsStreams(proxy) }
        let settings = proxy.settings
        if settings.isFrontend {
            return diagnostics.alert(
                "\(settings.kindName) '\(settings.name)' cannot use 'mode log', which is for backends that 'log backend@<name>' "
                    + "sends lines to; to receive lines, use a 'log-forward' section.", at: settings.location)
        }
        for line in proxy.lines { checkLine(line, proxy) }
        for (word, place) in proxy.wordsForStreams.sorted(by: { $0.key < $1.key }) {
            // The manual says so of weights (4.2, `balance`).
            let (severity, verdict): (Diagnostic.Severity, String) =
                word == "weight" ? (.warning, "ignored") : (.alert, "not usable")
            diagnostics.add(
                place.line.diagnostic(
                    severity, "'\(word)' is \(verdict) in log backend '\(settings.name)'.", column: place.word.column,
                    form: .bare))
        }
        for server in settings.servers { checkLogServer(server, settings) }
        checkBalance(proxy, isOwn: proxy.lines.contains { $0.words.first?.text == "balance" })
    }

    private func checkLine(_ line: ConfigurationLine, _ proxy: ProxyBuilder) {
        guard let word = LogBackendWords.stranger(in: line) else { return }
        let option = word.text == "option" ? line.words.first { $0 != word && $0.text != "no" }?.text : nil
        diagnostics.add(
            line.diagnostic(
                .alert,
                "'\(([word.text] + [option].compactMap { $0 }).joined(separator: " "))' is not usable in log backend "
                    + "'\(proxy.settings.name)'.", column: word.column))
    }

    private func checkLogServer(_ server: ServerSettings, _ settings: ProxySettings) {
        guard let address = server.address else { return }
        if address.isInternet, address.ports == nil {
            refuse("missing port specification in '\(address.text)'", server, settings)
        }
        if address.transport == .datagram, server.logBufferSize > 0 || server.logFraming != nil {
            refuse("'log-bufsize' and 'log-proto' are for servers that get lines in a stream", server, settings)
        }
        if let source = server.source, source.followsClient || source.header != nil {
            refuse("'usesrc' that follows clients is not usable for log lines", server, settings)
        }
    }

    private func checkBalance(_ proxy: ProxyBuilder, isOwn: Bool) {
        let settings = proxy.settings
        let name = "backend '\(settings.name)'"
        switch settings.balance.algorithm {
        case .roundRobin, .sticky: break
        case .random: proxy.settings.balance.algorithm = .random(draws: 1)
        case .hash where settings.balanceKey.isLogLine:
            guard settings.balance.method != .mapBased else { break }
            diagnostics.alert("'balance log-hash' of \(name) needs 'hash-type map-based'.", at: settings.location)
        default:
            if isOwn {
                diagnostics.alert(
                    "the algorithm of 'balance' is not usable in log \(name): it can be "
                        + LogBackendWords.algorithms.map { "'\($0)'" }.joined(separator: ", ") + ".",
                    at: settings.location)
            } else {
                proxy.settings.balance.algorithm = .random(draws: 1)
                proxy.settings.balanceKey = .none
            }
        }
    }

    /// Elsewhere than in a log backend.
    private func checkAsStreams(_ proxy: ProxyBuilder) {
        let settings = proxy.settings
        guard settings.isBackend else { return }
        if settings.balanceKey.isLogLine {
            diagnostics.alert(
                "'balance log-hash' of \(settings.kindName) '\(settings.name)' needs 'mode log'; use 'balance hash'.",
                at: settings.location)
        }
        for server in settings.servers {
            if let address = server.address, address.transport == .datagram {
                refuse("dgram-type address not acceptable in '\(address.text)'", server, settings)
            }
            if server.logBufferSize > 0 { refuse("'log-bufsize' needs 'mode log'", server, settings) }
        }
    }

    private func refuse(_ problem: String, _ server: ServerSettings, _ settings: ProxySettings) {
        diagnostics.add(
            Diagnostic(
                .alert, "'server \(settings.name)/\(server.name)' : \(problem).", at: server.location, form: .bare))
    }
}

extension BalanceKey {
    /// The key is made of a log line.
    fileprivate var isLogLine: Bool {
        if case .logLine = self { return true }
        return false
    }
}
