import Proxying

/// One command at work: what was asked, and the way to answer. Every command answers exactly once, now or later.
final class CommandRequest {
    let command: Command
    /// All words, those of the command included.
    let words: [String]
    let payload: [UInt8]?
    let api: RuntimeAPI
    /// Nil once the client has gone.
    private(set) weak var session: CommandSession?
    private let answered: (AnswerSource) -> Void

    init(
        _ command: Command, _ text: CommandText, _ api: RuntimeAPI, _ session: CommandSession,
        answered: @escaping (AnswerSource) -> Void
    ) {
        self.command = command
        words = text.words
        payload = text.payload
        self.api = api
        self.session = session
        self.answered = answered
    }

    /// The words after the command's.
    var arguments: ArraySlice<String> { words.dropFirst(command.words.count) }

    /// The argument at a place, empty when there is none.
    func argument(_ index: Int) -> String {
        let place = command.words.count + index
        return place < words.count ? words[place] : ""
    }

    var generation: Generation { api.generation }

    // MARK: Answers

    /// Answers with nothing.
    func finish() { answered(.empty) }

    /// Answers with text that is ready.
    func answer(_ text: String) { answered(AnswerSource(text)) }

    /// Answers piece by piece, each made when the client has taken the one before.
    func answer(_ source: AnswerSource) { answered(source) }

    /// Answers with a message, with its severity in front when the client wants that.
    func report(_ severity: Severity = .information, _ text: String) {
        answered(AnswerSource(severity.prefix(session?.severityOutput ?? .none) + text))
    }

    /// Says what is wrong, on a line of its own.
    func refuse(_ text: String) { report(.error, text + "\n") }

    /// Changes something about a server, tells the backend's log, and answers with nothing.
    func change(_ server: ServerState, of backend: Proxy, _ body: () -> Void) {
        api.context.change(server, of: backend, cause: .because("changed from CLI"), body)
        finish()
    }

    /// False, and the client told so, when its level is too low.
    func requires(_ level: AccessLevel) -> Bool {
        if let session, session.level >= level { return true }
        refuse("Permission denied")
        return false
    }
}
