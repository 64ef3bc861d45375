import Memory

/// How a peer's table looks: what the updates behind it consist of (peers protocol 2.1, Definition message).
struct PeerTableDefinition: Equatable {
    /// What the sender calls the table in later messages.
    var identifier: UInt64
    var name: [UInt8]
    /// The number of the type of keys.
    var keyType: UInt64
    /// Bytes of a key; of texts one more than the longest has.
    var keyLength: UInt64
    /// What is stored, a bit for each `StickData`.
    var data: UInt64
    /// Milliseconds; 0 for never.
    var expiry: UInt64
    /// Elements of arrays and periods of rates, by `StickData`.
    var details: [Detail] = []

    struct Detail: Equatable {
        var data: StickData
        /// Elements.
        var count: UInt64 = 1
        /// Milliseconds, of a rate.
        var period: UInt64 = 0
    }

    /// Reads the body of the message; nil when it makes no sense. What a later version says behind it is skipped.
    init?(_ body: ByteView) {
        var cursor = ByteCursor(body)
        guard let identifier = cursor.peerInteger(), let length = cursor.peerInteger(), length <= 1024,
            let name = cursor.take(Int(length)), let keyType = cursor.peerInteger(),
            let keyLength = cursor.peerInteger(), let data = cursor.peerInteger()
        else { return nil }
        self.identifier = identifier
        self.name = name.bytes
        self.keyType = keyType
        self.keyLength = keyLength
        self.data = data
        // Old peers end here.
        expiry = cursor.peerInteger() ?? 0
        while !cursor.isAtEnd {
            guard let number = cursor.peerInteger() else { return nil }
            guard let kind = UInt8(exactly: number).flatMap({ StickData(rawValue: $0) }), has(kind),
                !details.contains(where: { $0.data == kind }),
                let detail = PeerTableDefinition.detail(kind, &cursor)
            else { return }
            details.append(detail)
        }
    }

    private static func detail(_ data: StickData, _ cursor: inout ByteCursor) -> Detail? {
        var detail = Detail(data: data)
        if data.isArray {
            guard let count = cursor.peerInteger(), count <= 100 else { return nil }
            detail.count = count
        }
        if data.form == .rate {
            guard let period = cursor.peerInteger() else { return nil }
            detail.period = period
        }
        return detail
    }

    func has(_ kind: StickData) -> Bool { data >> UInt64(kind.rawValue) & 1 == 1 }

    /// How many values of a kind an update has.
    func count(of kind: StickData) -> Int {
        guard kind.isArray else { return 1 }
        return Int(details.first { $0.data == kind }?.count ?? 0)
    }
}

extension PeerTableDefinition {
    /// What this process says of a table of its own.
    init(_ settings: StickTableSettings, name: [UInt8], identifier: UInt64) {
        self.identifier = identifier
        self.name = name
        let keyType = settings.keyType ?? .ipv4
        self.keyType = keyType.peerNumber
        keyLength = UInt64(settings.keyLength) + (keyType == .string ? 1 : 0)
        data = settings.stores.keys.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
        expiry = UInt64(clamping: settings.expiry?.rawValue ?? 0)
        for kind in StickData.allCases {
            guard let store = settings.stores[kind], kind.isArray || kind.form == .rate else { continue }
            details.append(Detail(data: kind, count: UInt64(store.count), period: UInt64(store.period)))
        }
    }

    /// Writes the body of the message; false when there is no room.
    func write(to buffer: Buffer) -> Bool {
        var isWritten =
            PeerInteger.append(identifier, to: buffer) && PeerInteger.append(UInt64(name.count), to: buffer)
            && buffer.append(name)
        for number in [keyType, keyLength, data, expiry] {
            isWritten = isWritten && PeerInteger.append(number, to: buffer)
        }
        for detail in details {
            isWritten = isWritten && PeerInteger.append(UInt64(detail.data.rawValue), to: buffer)
            if detail.data.isArray { isWritten = isWritten && PeerInteger.append(detail.count, to: buffer) }
            if detail.data.form == .rate { isWritten = isWritten && PeerInteger.append(detail.period, to: buffer) }
        }
        return isWritten
    }
}

extension StickTableSettings.KeyType {
    /// The number of the type in definitions.
    var peerNumber: UInt64 {
        switch self {
        case .integer: 2
        case .ipv4: 4
        case .ipv6: 5
        case .string: 6
        case .binary: 7
        }
    }
}
