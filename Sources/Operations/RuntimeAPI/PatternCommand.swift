import Proxying
import Samples

/// What the commands on maps and ACLs have in common: which list they mean, and which version of it (management guide, 9.3).
struct PatternCommand {
    let kind: PatternKind
    let request: CommandRequest
    /// `@<version>` in front of the list.
    let version: UInt32?
    /// The words behind the version.
    let arguments: [String]

    init(_ kind: PatternKind, _ request: CommandRequest) {
        self.kind = kind
        self.request = request
        let words = Array(request.arguments)
        if let first = words.first, first.hasPrefix("@") {
            version = UInt32(first.dropFirst()) ?? 0
            arguments = Array(words.dropFirst())
        } else {
            version = nil
            arguments = words
        }
    }

    var word: String { kind == .map ? "map" : "acl" }
    private var name: String { kind == .map ? "map" : "ACL" }

    func argument(_ index: Int) -> String { index < arguments.count ? arguments[index] : "" }

    /// The list that the first word names; refuses when there is none.
    func list() -> PatternReference? {
        if let list = request.generation.patterns.find(argument(0), kind) { return list }
        request.refuse("Unknown \(name) identifier. Please use #<id> or <file>.")
        return nil
    }

    /// Why a command could not do its work.
    struct Refusal: Error {
        let text: String
    }

    /// Runs what may fail, and answers with nothing or with all that is wrong.
    func finish(_ body: () throws -> Void) {
        do {
            try body()
            request.finish()
        } catch let failure as PatternFailure {
            request.refuse(failure.messages.joined(separator: "\n"))
        } catch let refusal as Refusal {
            request.refuse(refusal.text)
        } catch {
            request.refuse("\(error)")
        }
    }

    /// The two commands, one for each kind.
    static func both(
        _ verb: String, acl: String, map: String, _ summary: String,
        _ run: @escaping @Sendable (PatternCommand) -> Void
    ) -> [Command] {
        [(PatternKind.acl, "acl", acl), (.map, "map", map)].map { kind, word, arguments in
            Command("\(verb) \(word)", arguments: arguments, summary: summary) { run(PatternCommand(kind, $0)) }
        }
    }
}

extension Command {
    /// Every command on maps and ACLs.
    static let patternCommands: [Command] = [
        addPatterns, clearPatterns, commitPatterns, deletePatterns, getPatterns, preparePatterns, setPatterns,
        showPatterns,
    ].flatMap { $0 }
}
