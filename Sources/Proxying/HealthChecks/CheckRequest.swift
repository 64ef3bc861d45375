import Memory
import Samples

/// An HTTP request that a check sends (manual, 4.2 `option httpchk` and `http-check send`).
final class CheckRequest: Sendable {
    struct Settings: Sendable {
        var method: [UInt8]?
        var target: LogFormat?
        /// As it stands in the request: `HTTP/1.1`; nil for 1.0.
        var version: [UInt8]?
        var fields: [(name: [UInt8], value: LogFormat)] = []
        var body: LogFormat?
    }

    let settings: Settings
    /// `http-check send-state`
    let sendsState: Bool
    /// The whole request, where nothing of it changes.
    private let constant: ConstantBytes?

    init(_ settings: Settings, sendsState: Bool) {
        self.settings = settings
        self.sendsState = sendsState
        constant = sendsState ? nil : Self.constant(settings)
    }

    var isHead: Bool { settings.method == Array("HEAD".utf8) }

    /// Writes the request; false without room or when a format has no value. `keepsConnection`: the server is not asked to end
    /// it behind its answer.
    func write(
        into out: Buffer, _ evaluation: Evaluation, for task: CheckTask?, node: String, keepsConnection: Bool
    ) -> Bool {
        if let constant, !keepsConnection { return out.append(constant.view) }
        var writer = Writer(out: out, evaluation: evaluation, keepsConnection: keepsConnection)
        writer.write(settings, state: sendsState ? task : nil, node)
        return writer.isComplete
    }

    private static func constant(_ settings: Settings) -> ConstantBytes? {
        let formats = [settings.target, settings.body].compactMap { $0 } + settings.fields.map(\.value)
        guard formats.allSatisfy({ $0.constant != nil }) else { return nil }
        let size = formats.reduce(1024) { $0 + $1.text.utf8.count }
        let names = settings.fields.reduce(0) { $0 + $1.name.count + 4 }
        let out = Buffer(capacity: 2 * size + names)
        var writer = Writer(out: out, evaluation: Evaluation(valueLimit: 2 * size + names))
        writer.write(settings, state: nil, "")
        return writer.isComplete ? ConstantBytes(out.view(from: out.start).bytes) : nil
    }

    /// Puts a request into HTTP/1 form.
    private struct Writer {
        let out: Buffer
        let evaluation: Evaluation
        var keepsConnection = false
        var isComplete = true

        mutating func write(_ settings: Settings, state task: CheckTask?, _ node: String) {
            put(settings.method ?? Array("OPTIONS".utf8))
            put(" ")
            writeTarget(settings)
            put(" ")
            let version = settings.version ?? Array("HTTP/1.0".utf8)
            put(version)
            put("\r\n")
            if let task {
                isComplete =
                    task.server.writeState(of: task.proxy, node: node, into: out) && isComplete
            }
            var hasConnection = false
            for field in settings.fields {
                if field.name == Array("connection".utf8) { hasConnection = true }
                put(field.name)
                put(": ")
                put(field.value)
                put("\r\n")
            }
            if !hasConnection { writeConnection(isOld: version == Array("HTTP/1.0".utf8)) }
            writeEnd(settings.method, settings.body)
        }

        /// Says only what the version does not mean by itself.
        private mutating func writeConnection(isOld: Bool) {
            if keepsConnection, isOld { put("connection: keep-alive\r\n") }
            if !keepsConnection, !isOld { put("connection: close\r\n") }
        }

        /// What `Host` says counts in a target with an authority.
        private mutating func writeTarget(_ settings: Settings) {
            guard let target = settings.target else { return put("/") }
            guard let view = target.evaluate(evaluation) else {
                isComplete = false
                return
            }
            let host = settings.fields.first { $0.name == Array("host".utf8) }
            guard let host, let authority = view.authority else {
                if view.isEmpty { return put("/") }
                isComplete = out.append(view) && isComplete
                return
            }
            isComplete = out.append(view.slice(0, authority.lowerBound)) && isComplete
            put(host.value)
            isComplete = out.append(view.slice(authority.upperBound)) && isComplete
        }

        private mutating func writeEnd(_ method: [UInt8]?, _ body: LogFormat?) {
            let view = body.map { $0.evaluate(evaluation) } ?? .empty
            guard let view else {
                isComplete = false
                return
            }
            if !view.isEmpty || Self.wantsBody(method) {
                put("content-length: ")
                isComplete = out.append(decimal: UInt64(view.count)) && isComplete
                put("\r\n")
            }
            put("\r\n")
            isComplete = out.append(view) && isComplete
        }

        /// Requests of these methods say that they have no body.
        private static func wantsBody(_ method: [UInt8]?) -> Bool {
            guard let method else { return false }
            return ["POST", "PUT", "PATCH"].contains { Array($0.utf8) == method }
        }

        private mutating func put(_ text: StaticString) { isComplete = out.append(text) && isComplete }

        private mutating func put(_ bytes: [UInt8]) { isComplete = out.append(bytes) && isComplete }

        private mutating func put(_ format: LogFormat) {
            isComplete = (format.evaluate(evaluation).map { out.append($0) } ?? false) && isComplete
        }
    }
}

extension ByteView {
    /// Where the authority of an absolute target lies; nil in a path.
    fileprivate var authority: Range<Int>? {
        guard byte(at: 0) != 47, let colon = firstIndex(of: 58), byte(at: colon + 1) == 47, byte(at: colon + 2) == 47
        else { return nil }
        return colon + 3..<(firstIndex(of: 47, from: colon + 3) ?? count)
    }
}
