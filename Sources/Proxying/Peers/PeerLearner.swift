import Memory

/// What this process learns from one peer: its tables and the values in them.
struct PeerLearner {
    /// A table of the peer's, as it defined it.
    private struct Lesson {
        var definition: PeerTableDefinition
        /// Where the values go; nil when no table here is like it.
        var table: StickTable?
        /// The values of an update that this process keeps.
        var fields: [Field]
        /// The number of the last update.
        var last: UInt32 = 0
        var isAcknowledged = true
    }

    /// One value of each update.
    private struct Field {
        var data: StickData
        var index: Int
        var isKept: Bool
    }

    /// The peer was asked to teach and has not ended.
    var isLearning = false
    private var lessons: [UInt64: Lesson] = [:]
    /// The table that updates are about.
    private var current: UInt64?
    /// Texts that the peer has named.
    private var texts: [UInt64: [UInt8]] = [:]
    private static let mostTexts = 128
    /// A text is a server's name or address.
    private static let longestText = 255
    private static let mostTables = 4096

    /// A table is defined; false when that makes no sense.
    mutating func define(_ body: ByteView, _ tables: [PeerTable]) -> Bool {
        guard let definition = PeerTableDefinition(body),
            lessons.count < PeerLearner.mostTables || lessons[definition.identifier] != nil
        else { return false }
        current = definition.identifier
        if let known = lessons[definition.identifier], known.definition == definition { return true }
        let own = tables.first { $0.wireName == definition.name }?.table
        let target = own?.settings.learner.map { name in tables.first { $0.table.name == name }?.table } ?? own
        let table = target.flatMap { definition.hasKeys(of: $0) ? $0 : nil }
        lessons[definition.identifier] = Lesson(
            definition: definition, table: table, fields: PeerLearner.fields(of: definition, table))
        return true
    }

    private static func fields(of definition: PeerTableDefinition, _ table: StickTable?) -> [Field] {
        var fields: [Field] = []
        for data in StickData.allCases where definition.has(data) {
            let detail = definition.details.first { $0.data == data }
            let store = table?.settings.stores[data]
            let hasSamePeriod = data.form != .rate || store.map { UInt64($0.period) } == detail?.period
            // What is connected to another process is not connected to this one.
            let isOwn = data == .currentConnections && table?.settings.isReceiving != true
            for index in 0..<definition.count(of: data) {
                let isKept = store.map { index < $0.count } == true && hasSamePeriod && !isOwn
                fields.append(Field(data: data, index: index, isKept: isKept))
            }
        }
        return fields
    }

    /// An entry has changed; false when the message makes no sense.
    mutating func learn(_ body: ByteView, _ form: PeerUpdateForm, _ now: UInt32) -> Bool {
        guard let current, var lesson = lessons[current],
            let update = PeerUpdate(body, form, lesson.definition)
        else { return false }
        lesson.last = update.identifier ?? lesson.last &+ 1
        lesson.isAcknowledged = false
        lessons[current] = lesson
        guard let values = values(of: update, lesson.fields) else { return false }
        if let table = lesson.table { table.learn(update, values, now) }
        return true
    }

    private mutating func values(of update: PeerUpdate, _ fields: [Field]) -> [LearnedValue]? {
        var cursor = ByteCursor(update.values)
        var values: [LearnedValue] = []
        for field in fields {
            guard let value = PeerValue(&cursor, field.data.form) else { return nil }
            var text: [UInt8]?
            if case .text(let number, let bytes) = value {
                if let bytes, bytes.count <= PeerLearner.longestText,
                    texts.count < PeerLearner.mostTexts || texts[number] != nil
                {
                    texts[number] = bytes
                }
                text = texts[number]
            }
            if field.isKept {
                values.append(LearnedValue(data: field.data, index: field.index, value: value, text: text))
            }
        }
        return values
    }

    /// Writes for each table how far this process has come.
    mutating func acknowledge(to buffer: Buffer) {
        for (identifier, lesson) in lessons where !lesson.isAcknowledged {
            let length = PeerInteger.size(identifier) + 4
            guard buffer.room >= length + 2 + PeerInteger.longest else { return }
            _ = buffer.append(PeerFrame.bytes(.acknowledgement))
            _ = PeerInteger.append(UInt64(length), to: buffer)
            _ = PeerInteger.append(identifier, to: buffer)
            _ = buffer.append(bigEndian: UInt64(lesson.last), count: 4)
            lessons[identifier]?.isAcknowledged = true
        }
    }
}

/// A value that a peer sent and this process keeps.
struct LearnedValue {
    var data: StickData
    var index: Int
    var value: PeerValue
    var text: [UInt8]?
}

extension PeerTableDefinition {
    /// Keys of the peer's table can be keys of this one.
    func hasKeys(of table: StickTable) -> Bool {
        let own = table.settings
        guard let type = own.keyType, type.peerNumber == keyType else { return false }
        return type == .string || UInt64(own.keyLength) == keyLength
    }
}
