import Proxying

extension Command {
    /// `enable dynamic-cookie backend <backend>`
    static let enableDynamicCookie = Command(
        "enable dynamic-cookie backend", arguments: "<bk>", summary: "enable dynamic cookies on a specific backend",
        level: .admin
    ) { request in change(request) { $0.isDynamic = true } }

    /// `disable dynamic-cookie backend <backend>`
    static let disableDynamicCookie = Command(
        "disable dynamic-cookie backend", arguments: "<bk>", summary: "disable dynamic cookies on a specific backend",
        level: .admin
    ) { request in change(request) { $0.isDynamic = false } }

    /// `set dynamic-cookie-key backend <backend> <key>`
    static let setDynamicCookieKey = Command(
        "set dynamic-cookie-key backend", arguments: "<bk> <k>",
        summary: "change a backend secret key for dynamic cookies",
        level: .admin
    ) { request in
        guard let cookies = cookies(of: request) else { return }
        let key = request.argument(1)
        guard !key.isEmpty else { return request.refuse("String value expected.") }
        cookies.setKey(Array(key.utf8))
        request.finish()
    }

    private static func change(_ request: CommandRequest, _ body: (CookiePersistence) -> Void) {
        guard let cookies = cookies(of: request) else { return }
        body(cookies)
        request.finish()
    }

    /// The cookie of the backend that a command names; nil after the client was told what is wrong.
    private static func cookies(of request: CommandRequest) -> CookiePersistence? {
        let name = request.argument(0)
        let backend = name.isEmpty ? nil : request.backend(named: name)
        if let cookies = backend?.cookies { return cookies }
        request.refuse(
            name.isEmpty
                ? "A backend name is expected."
                : backend == nil ? "No such backend." : "Backend '\(name)' has no 'cookie' in HTTP mode.")
        return nil
    }
}
