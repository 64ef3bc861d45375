import Balancing
import Configuration
import Samples

extension Keyword<ProxyBuilder> {
    /// `balance` and the words about hashing (manual, 4.2).
    static let balancing: [Keyword] = [
        Keyword(
            "balance", in: [.defaults, .backend], usage: "<algorithm> [<arguments>]",
            summary: "Says how servers are chosen."
        ) { arguments, proxy in
            guard let word = arguments.optional() else {
                proxy.settings.balance.algorithm = .roundRobin
                proxy.settings.balanceKey = .none
                return
            }
            let choice =
                switch word.text {
                case "hash": try hash(&arguments, proxy)
                case "log-hash": try lineHash(&arguments, proxy)
                case let text where text.hasPrefix("rdp-cookie"):
                    try RemoteDesktopWord.balance(word, arguments, proxy)
                default: try BalanceArguments.parse(word, &arguments)
                }
            proxy.settings.balance.algorithm = choice.algorithm
            proxy.settings.balanceKey = choice.key
            proxy.hasBalance = true
        },
        Keyword(
            "hash-type", in: [.defaults, .backend], usage: "<method> [<function> [<modifier>]]",
            summary: "Says how keys are hashed."
        ) { arguments, proxy in
            let method: BalanceSettings.HashMethod
            let word = arguments.optional()
            switch word?.text {
            case "map-based": method = .mapBased
            case "consistent": method = .consistent
            default:
                throw ConfigurationError("'hash-type' only supports 'consistent' and 'map-based'.", at: word)
            }
            let function = try HashArguments.function(&arguments)
            let modifier = try HashArguments.modifier(&arguments)
            let old = proxy.settings.balance
            proxy.settings.balance = BalanceSettings(
                algorithm: old.algorithm, method: method, function: function,
                modifier: modifier ?? (function == nil ? nil : HashModifier.none), affinity: old.affinity,
                balanceFactor: old.balanceFactor)
        },
        Keyword(
            "hash-balance-factor", in: [.defaults, .backend], usage: "<factor>",
            summary: "Limits how much more than others a hashed server gets."
        ) { arguments, proxy in
            guard let word = arguments.peek else {
                throw ConfigurationError("'hash-balance-factor' expects an integer argument.")
            }
            let factor = try arguments.integer(named: "<factor>", in: 0...Int(Int32.max))
            guard factor == 0 || factor > 100 else {
                throw ConfigurationError("'hash-balance-factor' must be 0 or greater than 100.", at: word)
            }
            proxy.settings.balance.balanceFactor = factor
        },
        Keyword(
            "hash-preserve-affinity", in: [.defaults, .backend], usage: "{ always | maxconn | maxqueue }",
            summary: "Says when a key may go to another server."
        ) { arguments, proxy in
            proxy.settings.balance.affinity = try arguments.oneOf([
                "always": BalanceSettings.Affinity.always, "maxconn": .connections, "maxqueue": .queue,
            ])
        },
    ]

    /// `balance hash <expr>`
    private static func hash(
        _ arguments: inout Arguments, _ proxy: ProxyBuilder
    ) throws -> BalanceArguments.Choice {
        guard let word = arguments.optional() else {
            throw ConfigurationError("balance hash requires a sample expression.")
        }
        let expression = try parser(arguments, word, proxy).parse(word, following: &arguments)
        try refuseMore("balance hash", arguments)
        return (.hash, .expression(expression))
    }

    /// `balance log-hash <converters>`
    private static func lineHash(
        _ arguments: inout Arguments, _ proxy: ProxyBuilder
    ) throws -> BalanceArguments.Choice {
        guard let word = arguments.optional() else {
            throw ConfigurationError("balance log-hash requires a list of converters, such as 'field(1,:),lower'.")
        }
        let expression = try parser(arguments, word, proxy).parseConvertersOfLogLines(word)
        try refuseMore("balance log-hash", arguments)
        return (.hash, .logLine(expression))
    }

    private static func parser(_ arguments: Arguments, _ word: Word, _ proxy: ProxyBuilder) -> ExpressionParser {
        ExpressionParser(
            proxy.expressions,
            at: ExpressionPlace(
                line: arguments.line, word: word, section: arguments.context.name ?? "", uses: .serverChoice))
    }

    private static func refuseMore(_ what: String, _ arguments: Arguments) throws(ConfigurationError) {
        guard let extra = arguments.peek else { return }
        throw ConfigurationError("\(what) takes no other argument (got '\(extra.text)').", at: extra)
    }
}

/// The words of `hash-type`.
private enum HashArguments {
    static func function(_ arguments: inout Arguments) throws(ConfigurationError) -> HashFunction? {
        guard let word = arguments.optional() else { return nil }
        switch word.text {
        case "sdbm": return .sdbm
        case "djb2": return .djb2
        case "wt6": return .wt6
        case "crc32": return .crc32
        case "none": return HashFunction.none
        case "avalanche":
            throw ConfigurationError(
                "'hash-type' expects a hash function before the modifier 'avalanche'.", at: word)
        default:
            throw ConfigurationError(
                "'hash-type' only supports 'sdbm', 'djb2', 'crc32', 'wt6' or 'none' hash functions.", at: word)
        }
    }

    static func modifier(_ arguments: inout Arguments) throws(ConfigurationError) -> HashModifier? {
        guard let word = arguments.optional() else { return nil }
        guard word.text == "avalanche" else {
            throw ConfigurationError(
                "'hash-type' only supports 'avalanche' as a modifier for hash functions.", at: word)
        }
        return .avalanche
    }
}
