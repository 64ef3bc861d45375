import Configuration
import Samples

/// Actions that say what a connection speaks, and what comes in front of it (manual, 4.4).
extension Action {
    static let switchMode = Action(
        "switch-mode", in: .tcpContent, usage: "http [proto <name>]", "Lets the connection speak HTTP.", isFinal: true,
        parse: readMode
    ) { _, evaluation in
        evaluation.withStream { stream in
            guard stream.session.mode == .tcp else { return .stop }
            stream.upgrade(to: nil)
            return .done
        } ?? .failed
    }

    static let expectProxy = Action(
        "expect-proxy", in: .tcpConnection, usage: "layer4", "Expects a PROXY protocol header in front of the data.",
        parse: readLayer
    ) { _, evaluation in
        evaluation.expectedHeader = .required
        return .next
    }

    static let expectNetScaler = Action(
        "expect-netscaler-cip", in: .tcpConnection, usage: "layer4",
        "Expects a NetScaler client address header in front of the data.", parse: readLayer
    ) { _, evaluation in
        evaluation.expectedHeader = .netScaler(magic: 0)
        return .next
    }

    private static func readLayer(_ reader: inout ActionReader) throws -> RuleArguments {
        let word = reader.arguments.optional()
        guard word?.text == "layer4" else {
            throw ConfigurationError("only 'layer4' is supported here (got '\(word?.text ?? "")').", at: word)
        }
        return RuleArguments()
    }

    private static func readMode(_ reader: inout ActionReader) throws -> RuleArguments {
        guard reader.proxy.settings.isFrontend || reader.proxy.isDefaults else {
            throw ConfigurationError("'switch-mode' is only allowed in a section with frontend capability.")
        }
        let word = reader.arguments.optional()
        guard word?.text == "http" else {
            throw ConfigurationError("expects 'http' (got '\(word?.text ?? "")').", at: word)
        }
        if reader.arguments.flag("proto") {
            let name = try reader.word(or: "'proto' expects a protocol.")
            guard name.text == "h1" else {
                throw ConfigurationError(
                    name.text == "h2"
                        ? "'proto h2' is not built yet: it comes with HTTP/2" : "unknown MUX protocol '\(name.text)'.",
                    at: name)
            }
        }
        reader.proxy.switchesMode = true
        return RuleArguments()
    }
}
