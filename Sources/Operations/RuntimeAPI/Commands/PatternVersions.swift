import Samples

extension Command {
    /// `prepare acl` and `prepare map`: a new version, which matches nothing before it is committed.
    static let preparePatterns = PatternCommand.both(
        "prepare", acl: "<acl>", map: "<map>", "prepare a new version of a list for atomic replacement"
    ) { command in
        guard let list = command.list() else { return }
        command.request.report(.information, "New version created: \(list.prepare())\n")
    }

    /// `commit acl` and `commit map`
    static let commitPatterns = PatternCommand.both(
        "commit", acl: "@<ver> <acl>", map: "@<ver> <map>", "commit a prepared version of a list"
    ) { command in
        guard let version = command.version else { return command.request.refuse("Missing version number.") }
        guard let list = command.list() else { return }
        command.finish { try list.commit(version) }
    }
}
