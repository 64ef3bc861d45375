import Configuration

extension Keyword<GlobalBuilder> {
    /// `default-path`: where relative names of files start (manual, 3.1).
    static let defaultPath = Keyword(
        "default-path", in: .global, usage: "current|config|parent|origin <path>",
        summary: "Says where relative names of files start."
    ) { arguments, global in
        let policy = try policy(&arguments)
        let file = arguments.line.location.file
        guard let reason = global.directory.follow(policy, in: file) else { return }
        throw ConfigurationError("couldn't set 'default-path' to '\(policy.text)': \(reason).")
    }

    private static func policy(_ arguments: inout Arguments) throws(ConfigurationError) -> WorkingDirectory.Policy {
        let modes = "supported modes include 'current', 'config', 'parent', and 'origin'"
        guard let word = arguments.optional() else {
            throw ConfigurationError("missing default-path mode '' for 'default-path', \(modes).")
        }
        switch word.text {
        case "current": return .current
        case "config": return .file
        case "parent": return .parent
        case "origin":
            guard let path = arguments.optional() else {
                throw ConfigurationError("'default-path origin' expects a directory as an argument.")
            }
            return .origin(path.text)
        default:
            throw ConfigurationError(
                "unsupported default-path mode '\(word.text)' for 'default-path', \(modes).", at: word)
        }
    }
}
