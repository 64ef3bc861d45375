extension Command {
    /// `echo <text>`
    static let echo = Command("echo", arguments: "<text>", summary: "print text") { request in
        request.answer(request.arguments.joined(separator: " ") + "\n")
    }
}
