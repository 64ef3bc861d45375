import HTTP
import Memory

/// Clients that come back to the server that they had (manual, 4.2 `cookie`, `force-persist`, `ignore-persist`, `option persist`).
extension Stream {
    /// Finds out which server the client wants, before one is chosen.
    ///
    /// - Parameter request: nil in TCP mode.
    func lookForClientsServer(_ request: Message?, _ backend: BackendShare) {
        var sticky = StickyCookie()
        if let rules = backend.rules.persistence {
            let evaluation = context.evaluation
            turn(evaluation)
            switch rules.decision(evaluation) {
            case true?: sticky.isForced = true
            case false?: sticky.isIgnored = true
            case nil: break
            }
        }
        if let request {
            if let cookies = backend.cookies { cookies { $0.read(request, &sticky, backend) } }
        } else if let place = remoteDesktopServer(backend) {
            sticky.server = Int32(clamping: place)
            sticky.isDirect = true
        }
        self.sticky = sticky
    }

    /// The server that the client's cookie names.
    func clientsServer(_ backend: BackendShare) -> ServerShare? {
        guard let place = extras?._withUnsafeGuaranteedRef({ $0.sticky.server }), place >= 0 else { return nil }
        return backend.server(at: Int(place))
    }

    /// A rule has named the server: the cookie is not looked at.
    func leaveCookieToRule() {
        guard extras != nil else { return }
        sticky.server = -1
        sticky.isDirect = true
        if sticky.offer != .none { sticky.offer = .unused }
    }

    /// Another server takes the place of the one that the cookie names.
    func leaveClientsServer() {
        guard extras != nil, sticky.isDirect else { return }
        sticky.isDirect = false
        sticky.server = -1
        if sticky.offer == .valid { sticky.offer = .down }
    }

    /// `ignore-persist` applies.
    var ignoresPersistence: Bool { extras?._withUnsafeGuaranteedRef { $0.sticky.isIgnored } ?? false }

    /// `force-persist` applies: there is no other server for the request.
    var isBoundToServer: Bool {
        extras?._withUnsafeGuaranteedRef { $0.sticky.isForced && $0.sticky.server >= 0 } ?? false
    }
}

extension CookieShare {
    /// Reads the cookie of a request and takes out of it what the server is not to see.
    fileprivate func read(_ request: Message, _ sticky: inout StickyCookie, _ backend: BackendShare) {
        let removes = settings.mode == .insert && settings.options.contains(.indirect)
        let shortens = settings.mode == .prefix
        request.editCookies(named: name.view) { value in
            note(value, &sticky, backend)
            if removes { return .remove }
            guard shortens, let end = value.firstIndex(of: CookieShare.prefixEnd) else { return .keep }
            return .shorten(by: end + 1)
        }
    }

    /// Looks at one value; the first that names a server counts.
    private func note(_ value: ByteView, _ sticky: inout StickyCookie, _ backend: BackendShare) {
        guard !sticky.isDirect else { return }
        guard !sticky.isIgnored else {
            sticky.offer = .unused
            return
        }
        let parts = parts(of: value)
        let now = CookieDate(seconds: backend.context.wallSeconds)
        if parts.first.isOutside(settings.maximumLifetime, at: now) {
            sticky.offer = .old
        } else if parts.last.isOutside(settings.maximumIdleTime, at: now) {
            sticky.offer = .idle
        } else {
            find(parts.server, &sticky, backend)
            sticky.last = parts.last
            sticky.first = parts.first
        }
    }

    private func find(_ value: ByteView, _ sticky: inout StickyCookie, _ backend: BackendShare) {
        let takesStopped = sticky.isForced || backend.options.contains(.persist)
        let found = table { table in
            table.server(for: value) { takesStopped || backend.proxy.servers[$0].operation != .stopped }
        }
        guard let server = found.server else {
            sticky.offer = found.exists ? .down : .invalid
            return
        }
        // bounded: the table has no others
        sticky.offer = backend.proxy.servers[server].operation == .stopped ? .down : .valid
        sticky.server = Int32(clamping: server)
        sticky.isDirect = true
    }
}
