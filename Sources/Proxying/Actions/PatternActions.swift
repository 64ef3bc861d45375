import Configuration
import Memory
import Samples

/// Actions that change maps and lists of patterns while they are in use (manual, 4.4).
extension Action {
    static let addACL = change("add-acl", in: [.httpRequest, .httpResponse], "Adds a pattern to a list.") {
        list, key, _ in
        try? list.put(key, value: .empty)
    }

    static let deleteACL = change("del-acl", in: .http, "Deletes a pattern.") { list, key, _ in
        list.remove(key)
    }

    static let setMap = change(
        "set-map", in: .http, usage: "(<map-name>) <key fmt> <value fmt>", "Sets the value of a map's key.", formats: 2
    ) { list, key, value in
        try? list.put(key, value: value)
    }

    static let deleteMap = change("del-map", in: .http, "Deletes a map's key.") { list, key, _ in
        list.remove(key)
    }

    private static func change(
        _ name: String, in sets: RuleSetKinds, usage: String = "(<file-name>) <key fmt>", _ summary: String,
        formats: Int = 1, _ body: @escaping @Sendable (PatternReference, ByteView, ByteView) -> Void
    ) -> Action {
        Action(
            name, in: sets, usage: usage, summary, matching: .call,
            parse: { reader in
                let words = try reader.words(formats)
                return RuleArguments(
                    format: try reader.format(words[0]),
                    otherFormat: formats > 1 ? try reader.format(words[1]) : nil,
                    object: ChangedPatterns(name: reader.call, line: reader.arguments.line))
            },
            run: { arguments, evaluation in
                guard let list = arguments.object(as: ChangedPatterns.self)?.list else { return .next }
                guard let key = arguments.format?.evaluate(evaluation) else { return .next }
                guard let format = arguments.otherFormat else {
                    body(list, key, .empty)
                    return .next
                }
                if let value = format.evaluate(evaluation) { body(list, key, value) }
                return .next
            })
    }
}

/// The list that a rule changes: its name, and the list itself once all of the configuration is known. One that nothing reads does
/// not exist, and changing it does nothing.
final class ChangedPatterns: Sendable {
    let name: String
    let line: ConfigurationLine
    let list: PatternReference?

    init(name: String, line: ConfigurationLine, list: PatternReference? = nil) {
        self.name = name
        self.line = line
        self.list = list
    }

    func resolved(in registry: PatternRegistry) -> ChangedPatterns {
        ChangedPatterns(name: name, line: line, list: registry.find(name, .map) ?? registry.find(name, .acl))
    }
}
