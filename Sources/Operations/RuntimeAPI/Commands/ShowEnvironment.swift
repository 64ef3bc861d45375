import Glibc

extension Command {
    /// `show env [<name>]`
    static let showEnvironment = Command(
        "show env", arguments: "[var]", summary: "dump environment variables known to the process",
        level: .operatorLevel
    ) { request in
        let name = request.argument(0)
        guard !name.isEmpty else { return request.answer(.rows(ProcessEnvironment.variables) { $0 + "\n" }) }
        guard let value = getenv(name) else { return request.report(.error, "Variable not found\n") }
        request.answer("\(name)=\(String(cString: value))\n")
    }
}

/// The environment of the process.
enum ProcessEnvironment {
    /// `name=value`, in the order of the system.
    static var variables: [String] {
        var list: [String] = []
        var cursor = environ
        while let entry = cursor.pointee {
            list.append(String(cString: entry))
            cursor += 1
        }
        return list
    }
}
