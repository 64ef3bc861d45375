import Memory
import Proxying

extension Command {
    /// `show errors [<iid>|<proxy>] [request|response]`
    static let showErrors = Command(
        "show errors", arguments: "[<px>] [request|response]",
        summary: "report last request and/or response errors for each proxy", level: .operatorLevel
    ) { request in
        guard let selection = InvalidMessageSelection(request) else { return request.refuse("No such proxy.") }
        let generation = request.generation
        request.api.inquirer.ask({ $0.invalidMessageReports }) { loops in
            let head = "Total events captured on [\(CalendarTime.now.text)] : \(generation.invalidMessages.total)\n"
            let shown = selection.select(loops.flatMap { $0 }, generation)
            request.answer(.rows(head: head, shown) { InvalidMessageText.text($0, generation) })
        }
    }
}

/// Which invalid messages `show errors` shows.
struct InvalidMessageSelection {
    /// `id` of the proxy; nil for all.
    private var proxy: Int?
    private var kind: InvalidMessage.Kind?

    /// Nil when there is no such proxy.
    init?(_ request: CommandRequest) {
        let name = request.argument(0)
        if let identifier = Int(name) {
            proxy = identifier < 0 ? nil : identifier
        } else if !name.isEmpty {
            guard let found = request.generation.proxies.first(where: { $0.settings.name == name }) else { return nil }
            proxy = found.settings.identifier
        }
        switch request.argument(1) {
        case "request": kind = .request
        case "response": kind = .response
        default: break
        }
    }

    /// For each proxy its last request and its last response, of whichever loop.
    func select(_ messages: [InvalidMessage], _ generation: Generation) -> [InvalidMessage] {
        var last: [Key: InvalidMessage] = [:]
        for message in messages where includes(message, generation) {
            let key = Key(message)
            if message.number >= last[key]?.number ?? 0 { last[key] = message }
        }
        return last.sorted { $0.key < $1.key }.map(\.value)
    }

    private struct Key: Hashable, Comparable {
        let proxy: Int
        let isResponse: Bool

        init(_ message: InvalidMessage) {
            isResponse = message.kind == .response
            proxy = isResponse ? message.backend ?? message.frontend : message.frontend
        }

        static func < (left: Key, right: Key) -> Bool {
            (left.proxy, left.isResponse ? 1 : 0) < (right.proxy, right.isResponse ? 1 : 0)
        }
    }

    private func includes(_ message: InvalidMessage, _ generation: Generation) -> Bool {
        if let kind, kind != message.kind { return false }
        guard let proxy else { return true }
        return [message.frontend, message.backend ?? -1].contains { index in
            generation.proxies.indices.contains(index) && generation.proxies[index].settings.identifier == proxy
        }
    }
}

/// The text of one invalid message.
enum InvalidMessageText {
    static func text(_ message: InvalidMessage, _ generation: Generation) -> String {
        let frontend = proxy(message.frontend, generation)
        let backend = proxy(message.backend, generation)
        let (owner, kind, other) =
            message.kind == .request
            ? ("frontend \(frontend)", "request", "backend \(backend)")
            : ("backend \(backend)", "response", "frontend \(frontend)")
        let free = max(0, message.capacity - message.bytes.count)
        return " \n[\(CalendarTime(message.time).text)] \(owner): invalid \(kind)\n"
            + "  \(other), server \(server(message, generation)), event #\(message.number), src \(message.source)\n"
            + "  buffer starts at 0 (including 0 out), \(free) free,\n"
            + "  len \(message.bytes.count), wraps at \(message.capacity), error at position \(message.position)\n"
            + "  H1 error: \(message.error.summary) :\n  \n" + dump(message.bytes)
    }

    private static func proxy(_ index: Int?, _ generation: Generation) -> String {
        guard let index, generation.proxies.indices.contains(index) else { return "<NONE> (#-1)" }
        let settings = generation.proxies[index].settings
        return "\(settings.name) (#\(settings.identifier))"
    }

    private static func server(_ message: InvalidMessage, _ generation: Generation) -> String {
        guard let backend = message.backend, generation.proxies.indices.contains(backend), let index = message.server,
            generation.proxies[backend].servers.indices.contains(index)
        else { return "<NONE> (#-1)" }
        let server = generation.proxies[backend].servers[index]
        return "\(server.name) (#\(server.settings.identifier))"
    }

    private static let width = 70

    /// One line of the message on a line, with the position of its first byte; `+` where a long one goes on.
    static func dump(_ bytes: [UInt8]) -> String {
        var text = ""
        var line = ""
        var start = 0
        var goesOn = false
        func endLine(next: Int, goesOn more: Bool) {
            text += "  \(start.padded(5))\(goesOn ? "+" : " ") \(line)\n"
            (line, start, goesOn) = ("", next, more)
        }
        for (position, byte) in bytes.enumerated() {
            let shown = escaped(byte)
            if line.utf8.count + shown.utf8.count > width { endLine(next: position, goesOn: true) }
            line += shown
            if byte == 10 { endLine(next: position + 1, goesOn: false) }
        }
        if !line.isEmpty { endLine(next: bytes.count, goesOn: false) }
        return text
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case 9: return "\\t"
        case 10: return "\\n"
        case 13: return "\\r"
        case 27: return "\\e"
        case UInt8(ascii: "\\"): return "\\\\"
        case 0x20..<0x7F: return String(Unicode.Scalar(byte))
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            return "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
        }
    }
}
