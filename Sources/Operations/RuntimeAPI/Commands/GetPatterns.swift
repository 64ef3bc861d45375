import Memory
import Proxying
import Samples

extension Command {
    /// `get acl` and `get map`: what each use of a list makes of a value.
    static let getPatterns = PatternCommand.both(
        "get", acl: "<acl> <value>", map: "<map> <key>", "report the patterns of a list that match a value"
    ) { command in
        guard command.arguments.count >= 2 else {
            return command.request.refuse(
                "Missing \(command.kind == .map ? "map" : "ACL") identifier and/or key.")
        }
        guard let list = command.list() else { return }
        let value = ConstantBytes(Array(command.argument(1).utf8))
        let evaluation = Evaluation(valueLimit: 16384)
        let lines = list.lookups(command.kind, value.view) { Sample.string($0).cast(to: $1, evaluation) }
        withExtendedLifetime(value) {}
        command.request.answer(lines.map { $0 + "\n" }.joined())
    }
}
