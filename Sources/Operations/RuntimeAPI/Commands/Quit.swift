extension Command {
    /// `quit`
    static let quit = Command("quit", summary: "disconnect") { request in request.session?.quit() }
}
