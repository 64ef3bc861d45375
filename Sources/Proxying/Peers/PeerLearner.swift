import Memory

/// What this process learns from one peer: its tables and the values in them.
struct PeerLearner {
    /// A table of the peer's, as it defined it.
    private struct Lesson {
        var definition: PeerTableDefinition
        /// Where the values go; nil when no table here is like it.
        var table: StickTable?
        /// Where those go, too, that nobody counts with (`write-to`).
        var copy: StickTable?
        /// The values of an update that this process keeps.
        var fields: [Field]
        /// The number of the last update, and the last one that the peer knows to have arrived.
        var last: UInt32 = 0
        var acknowledged: UInt32 = 0
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
    private var lessons: [Lesson] = []
    /// Their places, by the peer's numbers for the tables.
    private var places: [UInt64: Int] = [:]
    /// The one that updates are about.
    private var current: Int?
    /// Texts that the peer has named.
    private var texts: [UInt64: [UInt8]] = [:]
    /// Of the update at work; kept for its memory.
    private var values: [LearnedValue] = []
    /// A text is a server's name or address.
    private static let longestText = 255
    private static let mostTables = 1024

    /// A table is defined; false when that makes no sense.
    mutating func define(_ body: ByteView, _ tables: [PeerTable]) -> Bool {
        guard let definition = PeerTableDefinition(body) else { return false }
        let known = places[definition.identifier]
        guard known != nil || lessons.count < PeerLearner.mostTables else { return false }
        let place = known ?? lessons.count
        current = place
        places[definition.identifier] = place
        guard place < lessons.count else {
            lessons.append(PeerLearner.lesson(definition, tables))
            return true
        }
        if lessons[place].definition != definition { lessons[place] = PeerLearner.lesson(definition, tables) }
        return true
    }

    /// Back to a table that was defined before; updates for one that is not known make no sense.
    mutating func turn(to body: ByteView) {
        var cursor = ByteCursor(body)
        current = cursor.peerInteger().flatMap { places[$0] }
    }

    private static func lesson(_ definition: PeerTableDefinition, _ tables: [PeerTable]) -> Lesson {
        let own = tables.first { $0.wireName == definition.name }
        let table = own.flatMap { definition.hasKeys(of: $0.table) ? $0.table : nil }
        return Lesson(
            definition: definition, table: table, copy: table == nil ? nil : own?.copy,
            fields: fields(of: definition, table))
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
        guard let current, var update = PeerUpdate(body, form, lessons[current].definition) else { return false }
        lessons[current].last = update.identifier ?? lessons[current].last &+ 1
        lessons[current].isAcknowledged = false
        guard readValues(update.values, of: current) else { return false }
        guard let table = lessons[current].table else { return true }
        table.learn(update, values, isLesson: isLearning, now)
        guard let copy = lessons[current].copy else { return true }
        values.removeAll { !$0.data.isCopied }
        update.remaining = nil
        copy.learn(update, values, now)
        return true
    }

    /// Reads the values behind the key; false when they make no sense.
    private mutating func readValues(_ bytes: ByteView, of place: Int) -> Bool {
        var cursor = ByteCursor(bytes)
        values.removeAll(keepingCapacity: true)
        for field in lessons[place].fields {
            guard let value = PeerValue(&cursor, field.data.form) else { return false }
            var text: [UInt8]?
            if case .text(let number, let bytes) = value {
                if let bytes { remember(bytes, number) }
                text = texts[number]
            }
            if field.isKept {
                values.append(LearnedValue(data: field.data, index: field.index, value: value, text: text))
            }
        }
        return true
    }

    private mutating func remember(_ text: [UInt8], _ number: UInt64) {
        guard texts.count < PeerTexts.limit || texts[number] != nil else { return }
        texts[number] = text.count <= PeerLearner.longestText ? text : nil
    }

    /// Writes for each table how far this process has come.
    mutating func acknowledge(to buffer: Buffer) {
        for place in lessons.indices where !lessons[place].isAcknowledged {
            let identifier = lessons[place].definition.identifier
            let length = PeerInteger.size(identifier) + 4
            guard buffer.room >= length + 2 + PeerInteger.longest else { return }
            _ = buffer.append(PeerFrame.bytes(.acknowledgement))
            _ = PeerInteger.append(UInt64(length), to: buffer)
            _ = PeerInteger.append(identifier, to: buffer)
            _ = buffer.append(bigEndian: UInt64(lessons[place].last), count: 4)
            lessons[place].isAcknowledged = true
            lessons[place].acknowledged = lessons[place].last
        }
    }
}

/// For reports.
extension PeerLearner {
    /// How far this process has followed a table of the peer's.
    struct Progress {
        /// The peer's number for it; 0 before it has defined it.
        var identifier: UInt64 = 0
        var data: UInt64 = 0
        var last: UInt32 = 0
        var acknowledged: UInt32 = 0
    }

    func progress(named name: [UInt8]) -> Progress {
        guard let lesson = lessons.first(where: { $0.definition.name == name }) else { return Progress() }
        return Progress(
            identifier: lesson.definition.identifier, data: lesson.definition.data, last: lesson.last,
            acknowledged: lesson.acknowledged)
    }

    var currentName: [UInt8]? { current.map { lessons[$0].definition.name } }

    func text(number: Int) -> String? {
        texts[UInt64(clamping: number)].map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A value that a peer sent and this process keeps.
struct LearnedValue {
    var data: StickData
    var index: Int
    var value: PeerValue
    var text: [UInt8]?
}

extension StickData {
    /// It is set and not counted: `write-to` passes it on, as a sum would grow with each copy.
    var isCopied: Bool { [.serverID, .serverKey, .gpt0, .gpt].contains(self) }
}

extension PeerTableDefinition {
    /// Keys of the peer's table can be keys of this one.
    func hasKeys(of table: StickTable) -> Bool {
        let own = table.settings
        guard let type = own.keyType, type.peerNumber == keyType else { return false }
        // Of texts the length on the wire is one more.
        return UInt64(own.keyLength) + (type == .string ? 1 : 0) == keyLength
    }
}
