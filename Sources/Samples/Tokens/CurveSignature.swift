import Memory

/// The two numbers of a signature by an elliptic curve, which tokens hold one behind the other (RFC 7518, 3.4) and OpenSSL wants
/// as a sequence in DER.
struct CurveSignature {
    private let first: ByteView
    private let second: ByteView

    /// - Parameter bits: of the curve.
    init?(_ signature: ByteView, bits: Int) {
        let length = (bits + 7) / 8
        guard signature.count == 2 * length else { return nil }
        first = signature.slice(0, length).withoutLeadingZeros
        second = signature.slice(length).withoutLeadingZeros
    }

    func append(to buffer: Buffer) -> Bool {
        let length = Self.length(of: first) + Self.length(of: second)
        guard let short = UInt8(exactly: length), buffer.append(0x30) else { return false }
        if short > 127, !buffer.append(0x81) { return false }
        return buffer.append(short) && append(first, to: buffer) && append(second, to: buffer)
    }

    private func append(_ number: ByteView, to buffer: Buffer) -> Bool {
        guard buffer.append(2), buffer.append(UInt8(truncatingIfNeeded: Self.length(of: number) - 2)) else {
            return false
        }
        if Self.isPadded(number), !buffer.append(0) { return false }
        return buffer.append(number)
    }

    private static func length(of number: ByteView) -> Int { 2 + number.count + (isPadded(number) ? 1 : 0) }

    /// Numbers have a sign: what would be read as negative gets a zero in front, and so does nothing at all.
    private static func isPadded(_ number: ByteView) -> Bool { (number.byte(at: 0) ?? 0x80) >= 0x80 }
}

extension ByteView {
    fileprivate var withoutLeadingZeros: ByteView {
        var position = 0
        while byte(at: position) == 0 { position += 1 }
        return slice(position)
    }
}
