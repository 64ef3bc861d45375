extension Command {
    /// `prompt [help | n | i | p | timed]*`: without a word, between prompt mode and none.
    static let prompt = Command(
        "prompt", arguments: "[help | n | i | p | timed]*", summary: "toggle interactive mode with prompt"
    ) {
        request in
        guard let session = request.session else { return }
        if request.arguments.isEmpty { session.mode = session.mode == .prompt ? .single : .prompt }
        for word in request.arguments {
            switch word {
            case "n": session.mode = .single
            case "i": session.mode = .interactive
            case "p": session.mode = .prompt
            case "timed":
                session.mode = .prompt
                session.showsTime.toggle()
            default: return request.answer(usage)
            }
        }
        request.finish()
    }

    private static let usage = """
        Usage: prompt [help | n | i | p | timed]*
        Changes the default prompt and interactive mode. Options are:
          help  : display this help
          n     : non-interactive mode (single command and quit)
          i     : interactive mode (multiple commands, no prompt)
          p     : prompt mode (multiple commands with a prompt)
          timed : toggle the display of the uptime in the prompt
        Without any option, this will cycle through prompt mode then non-interactive mode.

        """
}
