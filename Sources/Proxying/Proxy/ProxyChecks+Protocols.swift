import Configuration

/// Whether what `proto` asks for is what the proxy speaks.
extension ProxyChecks {
    func checkProtocols(_ proxy: ProxyBuilder) {
        let settings = proxy.settings
        for bind in settings.binds {
            guard let wanted = bind.wireProtocol else { continue }
            let owner = "'bind \(bind.address.text)'"
            if !wanted.isUsable(in: settings.mode) { refuse(wanted, owner, settings, at: bind.location) }
            guard wanted == .none, proxy.switchesMode else { continue }
            diagnostics.alert(
                "\(settings.kindName) '\(settings.name)' : 'proto none' of \(owner) cannot be upgraded, as 'switch-mode' wants.",
                at: bind.location)
        }
        guard settings.mode != .log else { return }
        for server in settings.servers {
            guard let wanted = server.wireProtocol, !wanted.isUsable(in: settings.mode) else { continue }
            refuse(wanted, "server '\(server.name)'", settings, at: server.location)
        }
    }

    private func refuse(
        _ wanted: WireProtocol, _ owner: String, _ settings: ProxySettings, at location: SourceLocation
    ) {
        diagnostics.alert(
            "\(settings.kindName) '\(settings.name)' : MUX protocol '\(wanted.rawValue)' is not usable for \(owner).",
            at: location)
    }
}
