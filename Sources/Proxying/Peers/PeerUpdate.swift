import Memory

/// An update that a peer sent: which entry of a table it is about, and the values (peers protocol 2.1, Entry update message).
struct PeerUpdate {
    /// The sender's number for the update; nil for the one before and one more.
    var identifier: UInt32?
    /// Milliseconds until the entry expires; nil where the message does not say.
    var remaining: UInt32?
    var key: ByteView
    /// Behind the key.
    var values: ByteView

    /// The update in the body of a message; nil when it makes no sense.
    init?(_ body: ByteView, _ form: PeerUpdateForm, _ definition: PeerTableDefinition) {
        var cursor = ByteCursor(body)
        if !form.contains(.incremental) {
            guard let number = cursor.number(4) else { return nil }
            identifier = UInt32(truncatingIfNeeded: number)
        }
        if form.contains(.timed) {
            guard let number = cursor.number(4) else { return nil }
            remaining = UInt32(truncatingIfNeeded: number)
        }
        guard let key = PeerUpdate.key(&cursor, definition) else { return nil }
        self.key = key
        values = cursor.rest
    }

    private static func key(_ cursor: inout ByteCursor, _ definition: PeerTableDefinition) -> ByteView? {
        var length = definition.keyLength
        if definition.keyType == StickTableSettings.KeyType.integer.peerNumber {
            length = 4
        } else if definition.keyType == StickTableSettings.KeyType.string.peerNumber {
            guard let own = cursor.peerInteger() else { return nil }
            length = own
        }
        return Int(exactly: length).flatMap { cursor.take($0) }
    }
}

/// One value of an update.
enum PeerValue: Equatable {
    case number(UInt64)
    /// Events of a period that began so many milliseconds ago, and those of the one before.
    case rate(elapsed: UInt32, current: UInt32, previous: UInt32)
    /// A text by its number among those that the sender has named, with the text itself when it is new; number 0 for none.
    case text(number: UInt64, [UInt8]?)

    /// The next value of a kind; nil when it makes no sense.
    init?(_ cursor: inout ByteCursor, _ form: StickData.Form) {
        switch form {
        case .counter, .wideCounter:
            guard let value = cursor.peerInteger() else { return nil }
            self = .number(value)
        case .rate:
            guard let elapsed = cursor.peerInteger(), let current = cursor.peerInteger(),
                let previous = cursor.peerInteger()
            else { return nil }
            self = .rate(
                elapsed: UInt32(truncatingIfNeeded: elapsed), current: UInt32(clamping: current),
                previous: UInt32(clamping: previous))
        case .text:
            guard let length = cursor.peerInteger(), let count = Int(exactly: length), let block = cursor.take(count)
            else { return nil }
            var inner = ByteCursor(block)
            guard !block.isEmpty else {
                self = .text(number: 0, nil)
                return
            }
            guard let number = inner.peerInteger() else { return nil }
            guard !inner.isAtEnd else {
                self = .text(number: number, nil)
                return
            }
            guard let size = inner.peerInteger(), let bytes = Int(exactly: size).flatMap({ inner.take($0) }) else {
                return nil
            }
            self = .text(number: number, bytes.bytes)
        }
    }

    /// Appends the value; false when there is no room.
    func write(to buffer: Buffer) -> Bool {
        switch self {
        case .number(let value): return PeerInteger.append(value, to: buffer)
        case .rate(let elapsed, let current, let previous):
            return PeerInteger.append(UInt64(elapsed), to: buffer) && PeerInteger.append(UInt64(current), to: buffer)
                && PeerInteger.append(UInt64(previous), to: buffer)
        case .text(0, _): return PeerInteger.append(0, to: buffer)
        case .text(let number, let bytes):
            let own = PeerInteger.size(number)
            guard let bytes else {
                return PeerInteger.append(UInt64(own), to: buffer) && PeerInteger.append(number, to: buffer)
            }
            let length = own + PeerInteger.size(UInt64(bytes.count)) + bytes.count
            return PeerInteger.append(UInt64(length), to: buffer) && PeerInteger.append(number, to: buffer)
                && PeerInteger.append(UInt64(bytes.count), to: buffer) && buffer.append(bytes)
        }
    }
}
