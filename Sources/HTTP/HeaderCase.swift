import Memory

/// Header names that some peers need in another case than the lower one (manual, 3.1 `h1-case-adjust`).
///
/// A name and its replacement differ in case only, so that a head that is written already is changed in place.
public final class HeaderCase: Sendable {
    private let names: [(from: [UInt8], to: [UInt8])]

    /// - Parameter pairs: names in lower case and as they are sent, of the same length.
    public init(_ pairs: [String: String]) {
        names = pairs.sorted { $0.key < $1.key }.map { (Array($0.key.utf8), Array($0.value.utf8)) }
    }

    /// Changes the names in the lines of `buffer` from an absolute position up to the empty line or the end of the data.
    public func adjust(_ buffer: Buffer, from start: Int) {
        var line = start
        while line < buffer.end {
            var end = line
            var colon: Int?
            while let byte = buffer.byte(at: end), byte != 10 {
                if byte == 58, colon == nil { colon = end }
                end += 1
            }
            if end - line <= 1 { return }
            if let colon, let name = replacement(line..<colon, in: buffer) {
                for (offset, byte) in name.enumerated() { buffer.set(byte, at: line + offset) }
            }
            line = end + 1
        }
    }

    private func replacement(_ range: Range<Int>, in buffer: Buffer) -> [UInt8]? {
        buffer.withArena { bytes in names.first { bytes.equals($0.from, in: range) }?.to }
    }
}
