import Configuration

/// What help and the answer to an unknown command list.
enum CommandHelp {
    /// The commands that begin with `words`, or else resemble them, and the three that always help.
    static func list(matching words: [String]) -> String {
        var shown = commands(matching: words)
        let always = [Command.help, .prompt, .quit]
        shown.removeAll { command in always.contains { $0.words == command.words } }
        return (shown + always).map(line).joined()
    }

    /// `help` and `help <words>`
    static func text(_ words: [String]) -> String {
        "The following commands are valid at this level:\n" + list(matching: words)
    }

    /// The answer to a command that nobody knows.
    static func unknown(_ words: [String]) -> String {
        guard let first = words.first else { return "" }
        return "Unknown command: '\(first)', but maybe one of the following ones is a better match:\n"
            + list(matching: words)
    }

    private static func line(_ command: Command) -> String {
        let padding = String(repeating: " ", count: max(0, 40 - command.usage.utf8.count))
        return "  \(command.usage)\(padding): \(command.summary)\n"
    }

    private static func commands(matching words: [String]) -> [Command] {
        let listed = CommandCatalogue.commands.filter { !$0.isHidden }.sorted {
            $0.words.joined(separator: " ") < $1.words.joined(separator: " ")
        }
        var prefix = words
        while !prefix.isEmpty {
            let found = listed.filter { command in
                command.words.starts(with: prefix.dropLast())
                    && command.words.dropFirst(prefix.count - 1).first?.hasPrefix(prefix[prefix.count - 1]) == true
            }
            if !found.isEmpty { return found }
            prefix.removeLast()
        }
        guard let first = words.first else { return listed }
        let names = Suggestion.nearest(to: first, among: listed.flatMap(\.words))
        return listed.filter { command in command.words.contains { names.contains($0) } }
    }
}
