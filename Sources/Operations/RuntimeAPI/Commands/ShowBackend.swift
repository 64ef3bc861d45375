extension Command {
    /// `show backend`
    static let showBackend = Command("show backend", summary: "list backends in the current running config") {
        request in
        let backends = request.generation.proxies.filter { $0.settings.isBackend && !$0.settings.isDisabled }
        request.answer(.rows(head: "# name\n", backends) { $0.settings.name + "\n" })
    }
}
