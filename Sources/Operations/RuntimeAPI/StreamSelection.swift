import Proxying

/// Which streams `show sess` shows.
struct StreamSelection {
    private(set) var identifier: UInt?
    /// Many lines for each.
    private(set) var isExtended = false
    private var backend: Int?
    private var frontend: String?
    private var server: Int?
    private var oldest: Int64?

    static let usage = """
        Usage: show sess [<id> | all | help] [<options>*]
        Shows streams, one on each line. Options:
          backend <b>  only those of this backend
          frontend <f> only those of this frontend
          older <age>  only those of connections older than <age> seconds
          server <b/s> only those of this server
          show-uri     accepted; requests are not captured
          susp         accepted; none is suspected

        """

    /// Nil after the client was told what is wrong.
    init?(_ request: CommandRequest) {
        var words = request.arguments
        if let first = words.first, let identifier = StreamSelection.identifier(first) {
            self.identifier = identifier
            isExtended = true
            words = words.dropFirst()
        } else if words.first == "all" {
            isExtended = true
            words = words.dropFirst()
        }
        var place = request.arguments.count - words.count
        while let word = words.popFirst() {
            place += 1
            switch word {
            case "backend":
                guard let proxy = request.backend(named: request.argument(place)) else {
                    request.refuse("No such backend.")
                    return nil
                }
                backend = proxy.index
            case "frontend":
                guard let proxy = request.frontend(place) else { return nil }
                frontend = proxy.settings.name
            case "server":
                guard let (proxy, state) = request.server(place) else { return nil }
                backend = proxy.index
                server = proxy.servers.firstIndex { $0 === state }
            case "older":
                guard let age = Delay.parse(request.argument(place), unit: 1000) else {
                    request.refuse("Invalid age.")
                    return nil
                }
                oldest = age.rawValue / 1000
            default: continue
            }
            place += 1
            words = words.dropFirst()
        }
    }

    func includes(_ stream: StreamReport) -> Bool {
        if let identifier, identifier != stream.identifier { return false }
        if let backend, backend != stream.backend { return false }
        if let frontend, frontend != stream.frontend { return false }
        if let server, server != stream.server { return false }
        if let oldest, stream.age < oldest { return false }
        return true
    }

    /// `0x7f…` of a line of `show sess`.
    static func identifier(_ text: String) -> UInt? {
        guard text.hasPrefix("0x") else { return nil }
        return UInt(text.dropFirst(2), radix: 16)
    }
}
