import Proxying

extension Command {
    /// `show events [<sink>] [-w] [-n] [-0]`
    static let showEvents = Command(
        "show events", arguments: "[<sink>] [-w] [-n] [-0]", summary: "show event sink state"
    ) { request in
        let name = request.argument(0)
        guard !name.isEmpty else { return request.answer(EventSinks.list(request.generation)) }
        guard let sink = EventSinks.find(name, request.generation) else {
            return request.refuse("No such event sink")
        }
        guard let ring = sink.ring else { return request.refuse("Nothing to report for this sink") }
        var waits = false
        var startsAtEnd = false
        var delimiter: UInt8 = 10
        for option in request.arguments.dropFirst() {
            guard option.hasPrefix("-"), option.count > 1, option.dropFirst().allSatisfy({ "wn0".contains($0) }) else {
                return request.refuse("unknown option")
            }
            if option.contains("w") { waits = true }
            if option.contains("n") { startsAtEnd = true }
            if option.contains("0") { delimiter = 0 }
        }
        request.answer(EventSinks.lines(of: ring, delimiter, startsAtEnd: startsAtEnd, request.api, waits: waits))
    }
}

/// Where events go that are no traffic: descriptors, and rings in memory.
enum EventSinks {
    struct Sink {
        let name: String
        let description: String
        /// Nil for a descriptor.
        var ring: LogRing?
    }

    static func all(_ generation: Generation) -> [Sink] {
        [
            Sink(name: "stdout", description: "standard output (fd#1)"),
            Sink(name: "stderr", description: "standard output (fd#2)"),
        ] + generation.rings.map { Sink(name: $0.settings.name, description: $0.settings.description, ring: $0) }
    }

    static func find(_ name: String, _ generation: Generation) -> Sink? {
        all(generation).first { $0.name == name }
    }

    static func list(_ generation: Generation) -> String {
        var text = "Supported events sinks are listed below. Add -0(zero), -w(wait), -n(new). Any key to stop\n"
        for sink in all(generation) {
            let padding = String(repeating: " ", count: max(0, 10 - sink.name.utf8.count))
            text += "    \(sink.name)\(padding) : type=\(sink.ring == nil ? "fd" : "buffer"), "
            text += "\(sink.ring?.dropped ?? 0) dropped, \(sink.description)\n"
        }
        return text
    }

    private static let portion = 65536

    /// The lines of a ring, and with `waits` those to come until the client says anything.
    static func lines(
        of ring: LogRing, _ delimiter: UInt8, startsAtEnd: Bool, _ api: RuntimeAPI, waits: Bool
    ) -> AnswerSource {
        var reader = ring.makeReader(atEnd: startsAtEnd)
        var source = AnswerSource {
            let lines = ring.read(&reader, atMost: portion, .delimiter(delimiter))
            return lines.isEmpty ? nil : lines
        }
        if waits {
            source.following = AnswerSource.Following(
                wait: { wake in
                    let call = api.crossingCalls.register(wake)
                    ring.whenReadable(reader) { call() }
                }, cancel: { ring.release(reader) })
        }
        return source
    }
}
