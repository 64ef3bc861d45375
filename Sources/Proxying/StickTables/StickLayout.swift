import Memory

/// Where the parts of an entry are in its record; a plain value that all shards of a table hold.
struct StickLayout: BitwiseCopyable, Sendable {
    struct Field: BitwiseCopyable, Sendable {
        /// In the record; below zero for what the table does not store.
        var offset: Int32 = -1
        /// Elements.
        var count: UInt32 = 0
        /// Milliseconds, of a rate.
        var period: UInt32 = 0
    }

    /// In front of the key: the next record of the bucket, the older and the newer entry, the expiry, and how many track it.
    static let next = 0
    static let older = 4
    static let newer = 8
    static let expiry = 12
    static let users = 16
    static let key = 20

    /// Behind the data of a table that peers share: the entry that was changed before and behind this one, and the number of the
    /// last change, 0 for none.
    struct Changes: BitwiseCopyable, Sendable {
        let older: Int
        var newer: Int { older &+ 4 }
        var number: Int { older &+ 8 }
        static let size = 12
    }

    let changes: Changes?
    let keyType: StickTableSettings.KeyType
    let keyLength: Int
    let dataStart: Int
    let stride: Int
    /// Milliseconds; 0 when entries do not expire.
    let lifetime: UInt32
    /// By `StickData`; owned by the table.
    let fields: ArrayView<Field>

    /// The place of an element; nil when the table has none.
    @inline(__always)
    func field(_ data: StickData, _ index: Int = 0) -> Field? {
        guard var field = fields.at(Int(data.rawValue)), index >= 0, index < Int(field.count) else { return nil }
        field.offset &+= Int32(truncatingIfNeeded: index &* data.form.size)
        return field
    }

    /// Whether the table stores such data.
    func has(_ data: StickData) -> Bool { field(data) != nil }
}

extension StickTableSettings {
    /// The fields of an entry and how long it is.
    func fields(from start: Int) -> (fields: [StickLayout.Field], stride: Int) {
        var offset = start
        var fields: [StickLayout.Field] = []
        for data in StickData.allCases {
            guard let store = stores[data] else {
                fields.append(StickLayout.Field())
                continue
            }
            fields.append(
                StickLayout.Field(
                    offset: Int32(clamping: offset), count: UInt32(clamping: store.count), period: store.period))
            offset += store.count * data.form.size
        }
        return (fields, offset)
    }
}
