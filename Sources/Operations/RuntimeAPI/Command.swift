import Proxying

/// A command of the runtime API: its words, what help says, who may use it and what it does (management guide, 9.3).
///
/// Each is declared in a file of its own in `Commands` and named in `CommandCatalogue`.
struct Command: Sendable {
    /// What a client types, without arguments.
    let words: [String]
    /// The words with their arguments.
    let usage: String
    let summary: String
    let level: AccessLevel
    /// Help leaves it out.
    let isHidden: Bool
    let run: @Sendable (CommandRequest) -> Void

    /// - Parameter name: the words, separated by spaces.
    /// - Parameter arguments: as help shows them.
    init(
        _ name: String, arguments: String = "", summary: String, level: AccessLevel = .user, isHidden: Bool = false,
        run: @escaping @Sendable (CommandRequest) -> Void
    ) {
        words = name.split(separator: " ").map(String.init)
        usage = arguments.isEmpty ? name : "\(name) \(arguments)"
        self.summary = summary
        self.level = level
        self.isHidden = isHidden
        self.run = run
    }
}
