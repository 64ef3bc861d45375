import Configuration

/// What the command line asks for (management guide, 3).
public struct CommandLineOptions: Sendable {
    public var files: [String] = []
    public var checksOnly = false
    public var isVerbose = false

    /// Reads the arguments; a text that says what is wrong otherwise.
    public static func parse(_ arguments: [String]) -> Result<CommandLineOptions, UsageError> {
        var options = CommandLineOptions()
        var rest = arguments.dropFirst()
        while let word = rest.popFirst() {
            switch word {
            case "-f":
                guard let file = rest.popFirst() else {
                    return .failure(UsageError(message: "missing file name after -f"))
                }
                options.files.append(file)
            case "-c": options.checksOnly = true
            case "-V": options.isVerbose = true
            case "-d", "-db", "-dM", "-dI", "-dW", "-q": break
            default: return .failure(UsageError(message: "unknown option '\(word)'"))
            }
        }
        return .success(options)
    }
}

/// The command line cannot be understood.
public struct UsageError: Error, Sendable {
    public let message: String
}
