import Samples

extension Command {
    /// `add acl` and `add map`, one entry or those of a payload, all or none.
    static let addPatterns = PatternCommand.both(
        "add", acl: "[@<ver>] <acl> <pattern>", map: "[@<ver>] <map> <key> <val>", "add entries to a list"
    ) { command in
        let needed = command.kind == .map ? 3 : 2
        guard let entries = entries(command, needed) else { return command.request.refuse(usage(command)) }
        guard let list = command.list() else { return }
        if command.kind == .acl, list.isUsedByMap {
            return command.request.refuse(
                "This ACL is shared with a map containing samples. You must use the command 'add map' to add values.")
        }
        command.finish { try list.add(entries, to: command.version) }
    }

    private static func entries(_ command: PatternCommand, _ needed: Int) -> [(key: [UInt8], value: [UInt8])]? {
        if let payload = command.request.payload {
            guard command.arguments.count == 1 else { return nil }
            let lines = payload.split(separator: 10)
            let entries = lines.compactMap { entry(of: $0, command.kind) }
            return entries.count == lines.count ? entries : nil
        }
        guard command.arguments.count >= needed else { return nil }
        return [(Array(command.argument(1).utf8), command.kind == .map ? Array(command.argument(2).utf8) : [])]
    }

    /// A key, and in a map the rest of the line; nil where that is missing.
    private static func entry(of line: ArraySlice<UInt8>, _ kind: PatternKind) -> (key: [UInt8], value: [UInt8])? {
        let text = line.drop { $0 == 32 || $0 == 9 }
        guard kind == .map else { return (Array(text), []) }
        guard let blank = text.firstIndex(where: { $0 == 32 || $0 == 9 }) else { return nil }
        let value = text[blank...].drop { $0 == 32 || $0 == 9 }
        return value.isEmpty ? nil : (Array(text[..<blank]), Array(value))
    }

    private static func usage(_ command: PatternCommand) -> String {
        command.kind == .map
            ? "'add map' expects three parameters (map identifier, key and value) or one parameter (map identifier) and a payload"
            : "'add acl' expects two parameters: ACL identifier and pattern."
    }
}
