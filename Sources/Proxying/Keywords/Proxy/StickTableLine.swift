import Configuration
import Memory

/// `stick-table` (manual, 11.1).
extension Keyword<ProxyBuilder> {
    static let stickTable = Keyword(
        "stick-table", in: .listen,
        usage: "type <type> size <size> [expire <expire>] [nopurge] [srvkey <srvkey>] [store <data_type>]* "
            + "[brates-factor <factor>]",
        summary: "Declares a table of keys and what is known of them."
    ) { arguments, proxy in
        if let other = proxy.settings.stickTable {
            throw ConfigurationError(
                "stick-table name '\(proxy.settings.name)' conflicts with table declared in \(proxy.settings.kindName) "
                    + "'\(proxy.settings.name)' at \(other.location.text).")
        }
        proxy.settings.stickTable = try StickTableReader.read(
            &arguments, StickTableSettings(name: proxy.settings.name, location: arguments.line.location))
    }
}

/// The words of a table's declaration.
struct StickTableReader {
    private var settings: StickTableSettings
    /// The keyword of the line, which messages begin with.
    private let subject: String

    static func read(
        _ arguments: inout Arguments, _ settings: StickTableSettings, subject: String = "stick-table"
    ) throws -> StickTableSettings {
        var reader = StickTableReader(settings: settings, subject: subject)
        arguments.subject = subject
        defer { arguments.subject = nil }
        while let word = arguments.optional() { try reader.readOption(word, &arguments) }
        guard reader.settings.size > 0 else { throw reader.refusal("missing size.", nil) }
        guard reader.settings.keyType != nil else { throw reader.refusal("missing type.", nil) }
        try reader.checkArrays()
        return reader.settings
    }

    private func refusal(_ text: String, _ word: Word?, among words: [String] = []) -> ConfigurationError {
        ConfigurationError(
            "\(subject): \(text)", at: word,
            suggestions: word.map { Suggestion.nearest(to: $0.text, among: words) } ?? [])
    }

    private mutating func readOption(_ word: Word, _ arguments: inout Arguments) throws {
        switch word.text {
        case "type": try readType(&arguments)
        case "size": settings.size = try size(&arguments)
        case "expire": settings.expiry = try expiry(&arguments)
        case "nopurge": settings.evicts = false
        case "store": try readStores(&arguments)
        case "srvkey":
            let value = arguments.optional()
            switch value?.text {
            case "name": settings.serverIdentity = .name
            case "addr": settings.serverIdentity = .address
            default:
                throw refusal("unknown server key type '\(value?.text ?? "")'.", value, among: ["name", "addr"])
            }
        case "brates-factor":
            let value = try argument(of: word, &arguments)
            guard let factor = UInt32(value.text), (1...1024).contains(factor) else {
                throw refusal("argument '\(value.text)' of 'brates-factor' is not between 1 and 1024.", value)
            }
            settings.byteRateFactor = factor
        case "peers":
            guard settings.peers == nil else { throw refusal("unknown argument 'peers'.", word) }
            settings.peers = try argument(of: word, &arguments).text
        case "recv-only": settings.isReceiving = true
        case "write-to": settings.learner = try argument(of: word, &arguments).text
        default:
            throw refusal("unknown argument '\(word.text)'.", word, among: Self.words)
        }
    }

    private static let words = [
        "type", "size", "expire", "nopurge", "store", "srvkey", "brates-factor", "peers", "recv-only", "write-to",
    ]

    private func argument(of word: Word, _ arguments: inout Arguments) throws -> Word {
        guard let value = arguments.optional() else {
            throw refusal("missing argument after '\(word.text)'.", word)
        }
        return value
    }

    // MARK: Keys, sizes, times

    private mutating func readType(_ arguments: inout Arguments) throws {
        let word = arguments.optional()
        switch word?.text {
        case "ip", "ipv4": (settings.keyType, settings.keyLength) = (.ipv4, 4)
        case "ipv6": (settings.keyType, settings.keyLength) = (.ipv6, 16)
        case "integer": (settings.keyType, settings.keyLength) = (.integer, 4)
        case "string": (settings.keyType, settings.keyLength) = (.string, try length(&arguments, orElse: 31))
        case "binary": (settings.keyType, settings.keyLength) = (.binary, try length(&arguments, orElse: 32))
        default:
            throw refusal(
                "unknown type '\(word?.text ?? "")'.", word, among: ["ipv4", "ipv6", "integer", "string", "binary"])
        }
    }

    /// - Parameter usual: bytes of a key where nothing is said; of 32, a text's last one is not used.
    private func length(_ arguments: inout Arguments, orElse usual: Int) throws -> Int {
        guard arguments.flag("len") else { return usual }
        let word = arguments.optional()
        guard let length = Int(word?.text ?? ""), (1...65535).contains(length) else {
            throw refusal("'\(word?.text ?? "")' is no length of keys between 1 and 65535.", word)
        }
        return length
    }

    private func size(_ arguments: inout Arguments) throws -> Int {
        guard let word = arguments.optional() else { throw refusal("missing argument after 'size'.", nil) }
        do {
            let size = try ByteCount(configuration: word.text).rawValue
            // Entries are numbered with 32 bits.
            guard size < Int(UInt32.max) else { throw SizeFailure.overflow }
            return size
        } catch SizeFailure.unexpectedCharacter(let character) {
            throw refusal("unexpected character '\(character)' in argument of 'size'.", word)
        } catch {
            throw refusal("size '\(word.text)' is too large.", word)
        }
    }

    private func expiry(_ arguments: inout Arguments) throws -> Milliseconds? {
        guard let word = arguments.optional() else { throw refusal("missing argument after 'expire'.", nil) }
        do {
            let time = try Milliseconds(configuration: word.text)
            return time == .zero ? nil : time
        } catch .overflow {
            throw refusal(
                "timer overflow in argument <\(word.text)> to <expire>, maximum value is 2147483647 ms (~24.8 days).",
                word)
        } catch .unexpectedCharacter(let character), .trailingCharacter(let character, _) {
            throw refusal("unexpected character '\(character)' in argument of 'expire'.", word)
        } catch {
            throw refusal("missing argument after 'expire'.", word)
        }
    }
}

/// What a table stores.
extension StickTableReader {
    /// Takes a list of data types that are separated by commas.
    private mutating func readStores(_ arguments: inout Arguments) throws {
        guard let word = arguments.optional() else { return }
        var rest = Substring(word.text)
        while !rest.isEmpty {
            let name = rest.prefix { $0 != "," && $0 != "(" }
            rest = rest.dropFirst(name.count)
            var call: [Substring]?
            if rest.first == "(" {
                guard let end = rest.firstIndex(of: ")") else {
                    throw refusal("missing closing parenthesis after store option '\(name)'.", word)
                }
                call = rest[rest.index(after: rest.startIndex)..<end].split(
                    separator: ",", omittingEmptySubsequences: false)
                rest = rest[rest.index(after: end)...]
            }
            if rest.first == "," { rest = rest.dropFirst() }
            try store(String(name), call, word, arguments)
        }
    }

    private mutating func store(_ name: String, _ call: [Substring]?, _ word: Word, _ arguments: Arguments) throws {
        guard let data = StickData(word: name) else {
            throw refusal(
                "unknown store option '\(name)'.", word, among: StickData.allCases.map(\.word))
        }
        let needed = (data.isArray ? 1 : 0) + (data.form == .rate ? 1 : 0)
        guard (call?.count ?? 0) >= needed else {
            throw refusal("missing argument to store option '\(name)'.", word)
        }
        guard call == nil || call?.count == needed else {
            throw refusal("unexpected argument to store option '\(name)'.", word)
        }
        var values = (call ?? [])[...]
        var store = StickTableSettings.Store()
        if data.isArray {
            guard let count = values.popFirst().flatMap({ Int($0) }), (1...100).contains(count) else {
                throw refusal("array size is out of allowed range (1-100) for store option '\(name)'.", word)
            }
            store.count = count
        }
        if let text = values.popFirst() {
            guard let period = try? Milliseconds(configuration: String(text)) else {
                throw refusal("error when processing store option '\(name)'.", word)
            }
            store.period = UInt32(clamping: period.rawValue)
        }
        if settings.stores[data] != nil {
            arguments.warn("store option '\(name)' already enabled, ignored.", at: word)
        } else {
            settings.stores[data] = store
        }
    }

    /// An array takes the place of the single elements that were there before it.
    private func checkArrays() throws {
        let pairs: [(StickData, [StickData], String)] = [
            (.gpc, [.gpc0, .gpc1], "gpc[0/1]"), (.gpcRate, [.gpc0Rate, .gpc1Rate], "gpc[0/1]_rate"),
            (.gpt, [.gpt0], "gpt0"),
        ]
        for (array, singles, name) in pairs
        where settings.stores[array] != nil && singles.contains(where: { settings.stores[$0] != nil }) {
            throw refusal(
                "simultaneous usage of '\(array.word)' and '\(name)' in a same table is not permitted as "
                    + "'\(array.word)' overrides '\(name)'.", nil)
        }
    }
}
