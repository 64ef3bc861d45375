extension Command {
    /// `help [<command>]`
    static let help = Command("help", arguments: "[<command>]", summary: "list matching or all commands") { request in
        request.answer(CommandHelp.text(Array(request.arguments)))
    }
}
