import Proxying
import Samples

extension Command {
    /// `show acl` and `show map`: all lists, or the entries of one.
    static let showPatterns = PatternCommand.both(
        "show", acl: "[@<ver>] <acl>", map: "[@<ver>] <map>", "report available lists or dump the contents of one"
    ) { command in
        guard !command.arguments.isEmpty else {
            let lists = command.request.generation.patterns.references(command.kind)
            return command.request.answer(
                .rows(head: PatternReference.reportHeader + "\n", lists) { $0.report + "\n" })
        }
        guard let list = command.list() else { return }
        command.request.answer(entries(of: list, command.version))
    }

    /// Some hundred entries at a time, so that a list of any length takes no memory of its own.
    private static func entries(of list: PatternReference, _ version: UInt32?) -> AnswerSource {
        var last: UInt64 = 0
        return AnswerSource {
            let page = list.entries(of: version, after: last, limit: 256)
            guard let end = page.last else { return nil }
            last = end.identifier
            var text: [UInt8] = []
            for entry in page {
                text += Array("0x\(String(entry.identifier, radix: 16)) ".utf8) + entry.key
                if !entry.value.isEmpty { text += [32] + entry.value }
                text.append(10)
            }
            return text
        }
    }
}
