import Configuration
import Memory
import Proxying

/// What holds for messages of peers, which are trusted with the content of tables and with nothing else.
enum PeerMessageChecks {
    private static let size = 16

    static func run(_ bytes: [UInt8]) throws(Violation) {
        let content = ConstantBytes(bytes)
        let whole = try take(content.view)
        // More bytes never change what was made of the first ones.
        for count in stride(from: 0, to: min(bytes.count, 64), by: 7) {
            let part = try take(content.view.slice(0, count))
            try require(part.used <= whole.used, "less is used of a part than of the whole")
            try require(!part.isWrong || whole.isWrong, "what makes no sense makes none with more behind it")
        }
        withExtendedLifetime(content) {}
    }

    private static func take(_ bytes: ByteView) throws(Violation) -> (used: Int, isWrong: Bool) {
        let table = StickTable(settings, loops: 1)
        let result = PeerMessages.take(bytes, into: table)
        try require(result.used <= bytes.count, "no more is used than there is")
        try require(table.count <= size, "a table keeps its size")
        return result
    }

    private static var settings: StickTableSettings {
        var settings = StickTableSettings(name: "t", location: SourceLocation(file: "", line: 0))
        settings.keyType = .string
        settings.keyLength = 20
        settings.size = size
        settings.expiry = .seconds(60)
        settings.peers = "p"
        for data in StickData.allCases { settings.stores[data] = .init(count: data.isArray ? 2 : 1, period: 1000) }
        return settings
    }
}

extension FuzzTarget {
    static let peerMessages = FuzzTarget(name: "peer-messages") { bytes throws(Violation) in
        try PeerMessageChecks.run(bytes)
    }
}
