import Samples

extension Command {
    /// `set map`
    static let setPatterns = [
        Command("set map", arguments: "<map> [<key>|#<ref>] <value>", summary: "modify a map entry") { request in
            let command = PatternCommand(.map, request)
            guard command.arguments.count >= 3 else {
                return request.refuse("'set map' expects three parameters: map identifier, key and value.")
            }
            guard let list = command.list() else { return }
            command.finish {
                let count = try list.set(PatternSelection(command.argument(1)), value: Array(command.argument(2).utf8))
                if count == 0 { throw PatternCommand.Refusal(text: "entry not found.") }
            }
        }
    ]

    /// `del acl` and `del map`
    static let deletePatterns = PatternCommand.both(
        "del", acl: "<acl> [<pattern>|#<ref>]", map: "<map> [<key>|#<ref>]", "delete entries of a list"
    ) { command in
        guard command.arguments.count >= 2 else {
            let name = command.kind == .map ? "map" : "ACL"
            return command.request.refuse("This command expects two parameters: \(name) identifier and key.")
        }
        guard let list = command.list() else { return }
        let count = list.remove(PatternSelection(command.argument(1)))
        if count > 0 { command.request.finish() } else { command.request.refuse("Key not found.") }
    }

    /// `clear acl` and `clear map`
    static let clearPatterns = PatternCommand.both(
        "clear", acl: "[@<ver>] <acl>", map: "[@<ver>] <map>", "clear the contents of a list"
    ) { command in
        guard !command.arguments.isEmpty else {
            return command.request.refuse("Missing \(command.kind == .map ? "map" : "ACL") identifier.")
        }
        guard let list = command.list() else { return }
        list.clear(command.version)
        command.request.finish()
    }
}
