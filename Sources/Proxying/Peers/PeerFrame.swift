import Memory

/// One message of the peers' protocol: a class, a type and, with most types, a body (peers protocol 2.1, Messages).
struct PeerFrame {
    enum Kind: Equatable {
        case resyncRequest, resyncFinished, resyncPartial, resyncConfirmed, heartbeat
        case protocolError, sizeError
        case update(PeerUpdateForm)
        case definition
        /// Goes back to a table that was defined before.
        case tableSwitch
        case acknowledgement
        /// Of a later version: is skipped.
        case unknown
    }

    var kind: Kind
    var body: ByteView

    enum Parsed {
        case incomplete
        case wrong
        case found(PeerFrame, length: Int)
    }

    /// From this type on there is a body behind its length.
    static let firstWithBody: UInt8 = 128

    /// Reads the message at the beginning of `data`. A body longer than `limit` bytes is wrong.
    static func parse(_ data: ByteView, limit: Int) -> Parsed {
        guard let group = data.byte(at: 0), let type = data.byte(at: 1) else { return .incomplete }
        let kind = kind(group, type)
        guard type >= firstWithBody else {
            // What it means, and how long it is, nobody can know.
            guard kind != .unknown else { return .wrong }
            return .found(PeerFrame(kind: kind, body: .empty), length: 2)
        }
        var cursor = ByteCursor(data.slice(2))
        guard let length = cursor.peerInteger() else {
            return data.count > 2 + PeerInteger.longest ? .wrong : .incomplete
        }
        guard length <= UInt64(limit), let count = Int(exactly: length) else { return .wrong }
        guard let body = cursor.take(count) else { return .incomplete }
        return .found(PeerFrame(kind: kind, body: body), length: 2 + cursor.position)
    }

    private static func kind(_ group: UInt8, _ type: UInt8) -> Kind {
        switch (group, type) {
        case (0, 0): .resyncRequest
        case (0, 1): .resyncFinished
        case (0, 2): .resyncPartial
        case (0, 3): .resyncConfirmed
        case (0, 4): .heartbeat
        case (1, 0): .protocolError
        case (1, 1): .sizeError
        case (10, 128): .update(.full)
        case (10, 129): .update(.incremental)
        case (10, 130): .definition
        case (10, 131): .tableSwitch
        case (10, 132): .acknowledgement
        case (10, 133): .update([.full, .timed])
        case (10, 134): .update([.incremental, .timed])
        default: .unknown
        }
    }

    /// The two bytes of a message without a body.
    static func bytes(_ kind: Kind) -> [UInt8] {
        switch kind {
        case .resyncRequest: [0, 0]
        case .resyncFinished: [0, 1]
        case .resyncPartial: [0, 2]
        case .resyncConfirmed: [0, 3]
        case .heartbeat: [0, 4]
        case .protocolError: [1, 0]
        case .sizeError: [1, 1]
        case .update(let form): [10, form.type]
        case .definition: [10, 130]
        case .tableSwitch: [10, 131]
        case .acknowledgement: [10, 132]
        case .unknown: []
        }
    }
}

/// What an update says besides key and data.
struct PeerUpdateForm: OptionSet, Hashable {
    let rawValue: UInt8

    static let full: PeerUpdateForm = []
    /// Its number is that of the one before and one more.
    static let incremental = PeerUpdateForm(rawValue: 1)
    /// When the entry expires is part of it.
    static let timed = PeerUpdateForm(rawValue: 2)

    var type: UInt8 {
        switch (contains(.incremental), contains(.timed)) {
        case (false, false): 128
        case (true, false): 129
        case (false, true): 133
        case (true, true): 134
        }
    }
}
