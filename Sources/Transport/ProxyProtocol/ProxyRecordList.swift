import Memory

/// The records of a PROXY header, kept as they came, one behind the other.
public final class ProxyRecordList {
    private let bytes: ConstantBytes

    /// `bytes` are whole records.
    init(_ bytes: [UInt8]) { self.bytes = ConstantBytes(bytes) }

    /// How many bytes are kept.
    public var count: Int { bytes.count }

    /// The value of a type's record, of several the one with this number, from 0. Valid as long as the list.
    public func value(_ type: UInt8, number: Int = 0) -> ByteView? {
        let all = bytes.view
        var position = 0
        var left = number
        while let record = all.withSpan({ ProxyRecord($0, at: position) }) {
            position = record.value.upperBound
            guard record.kind.rawValue == type else { continue }
            if left == 0 { return all.slice(record.value.lowerBound, position) }
            left -= 1
        }
        return nil
    }
}
