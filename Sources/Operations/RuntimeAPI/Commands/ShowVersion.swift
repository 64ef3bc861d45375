extension Command {
    /// `show version`
    static let showVersion = Command("show version", summary: "show version of the current process") { request in
        request.answer(request.api.process.version + "\n")
    }
}
