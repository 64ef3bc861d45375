import Memory
import Samples

/// Keys of entries as bytes (manual, 11.1 `type`): numbers and addresses most significant byte first, texts and binaries without
/// the zeros that fill an entry behind them.
enum StickKey {
    /// Calls `body` with the key that a sample is for a table; nil when it is none.
    @inline(__always)
    static func with<Result>(
        _ sample: Sample, _ table: StickTable, _ evaluation: Evaluation, _ body: (ByteView) -> Result?
    ) -> Result? {
        switch table.keyType {
        case .ipv4:
            guard case .ipv4(let address)? = sample.cast(to: .ipv4, evaluation) else { return nil }
            return with(UInt64(address), bytes: 4, body)
        case .integer:
            guard case .integer(let number)? = sample.cast(to: .integer, evaluation) else { return nil }
            return with(UInt64(truncatingIfNeeded: number) & 0xffff_ffff, bytes: 4, body)
        case .ipv6:
            guard case .ipv6(let high, let low)? = sample.cast(to: .ipv6, evaluation) else { return nil }
            return with(high, low, body)
        case .string:
            guard let view = sample.cast(to: .string, evaluation)?.view else { return nil }
            return body(canonical(view, table.layout, isText: true))
        case .binary:
            guard let view = sample.cast(to: .binary, evaluation)?.view else { return nil }
            return body(canonical(view, table.layout, isText: false))
        }
    }

    /// Calls `body` with a number of so many bytes.
    @inline(__always)
    static func with<Result>(_ value: UInt64, bytes: Int, _ body: (ByteView) -> Result?) -> Result? {
        ByteView.with(value << UInt64(8 * (8 - bytes)), 0) { body($0.slice(0, bytes)) }
    }

    /// Calls `body` with an IPv6 address.
    @inline(__always)
    static func with<Result>(_ high: UInt64, _ low: UInt64, _ body: (ByteView) -> Result?) -> Result? {
        ByteView.with(high, low, body)
    }

    /// A text or a binary without what does not count: what is longer than a key, and zeros at its end.
    static func canonical(_ view: ByteView, _ layout: StickLayout, isText: Bool) -> ByteView {
        let cut = view.slice(0, layout.keyLength)
        guard !isText else { return cut.slice(0, cut.firstIndex(of: 0) ?? cut.count) }
        var end = cut.count
        while end > 0, cut.byte(at: end &- 1) == 0 { end &-= 1 }
        return cut.slice(0, end)
    }

    /// The key of an entry as it was hashed.
    static func canonical(_ key: ByteView, _ layout: StickLayout) -> ByteView {
        switch layout.keyType {
        case .ipv4, .ipv6, .integer: key
        case .string: canonical(key, layout, isText: true)
        case .binary: canonical(key, layout, isText: false)
        }
    }

    /// The key as a sample; texts are copied to scratch memory.
    static func sample(_ key: ByteView, _ layout: StickLayout, _ evaluation: Evaluation) -> Sample? {
        switch layout.keyType {
        case .ipv4: .ipv4(UInt32(truncatingIfNeeded: number(key, 0, 4)))
        case .integer: .integer(Int64(truncatingIfNeeded: number(key, 0, 4)))
        case .ipv6: .ipv6(high: number(key, 0, 8), low: number(key, 8, 16))
        case .string: evaluation.write { $0.append(canonical(key, layout)) }.map { .string($0) }
        case .binary: evaluation.write { $0.append(key) }.map { .binary($0) }
        }
    }

    private static func number(_ key: ByteView, _ start: Int, _ end: Int) -> UInt64 {
        var value: UInt64 = 0
        for position in start..<end { value = value << 8 | UInt64(key.byte(at: position) ?? 0) }
        return value
    }
}

extension StickKey {
    /// Calls `body` with the key that a text is; nil when it is none, or when keys cannot be written as text.
    static func with<Result>(text: String, _ table: StickTable, _ body: (ByteView) -> Result?) -> Result? {
        let bytes = Array(text.utf8)
        return bytes.withView { view in
            switch table.keyType {
            case .ipv4: view.ipv4.flatMap { with(UInt64($0), bytes: 4, body) }
            case .ipv6: view.ipv6.flatMap { with($0.high, $0.low, body) }
            case .integer: UInt32(text).flatMap { with(UInt64($0), bytes: 4, body) }
            case .string: body(canonical(view, table.layout, isText: true))
            case .binary: nil
            }
        }
    }

    /// The key of an entry as the runtime API shows it.
    static func text(_ key: ByteView, _ layout: StickLayout) -> [UInt8] {
        switch layout.keyType {
        case .ipv4:
            return Array((0..<4).map { String(key.byte(at: $0) ?? 0) }.joined(separator: ".").utf8)
        case .integer: return Array(String(number(key, 0, 4)).utf8)
        case .ipv6:
            let text = Buffer(capacity: 64)
            _ = text.append(ipv6: number(key, 0, 8), number(key, 8, 16))
            return text.withBytes { Array($0) }
        case .string: return escaped(canonical(key, layout).bytes)
        case .binary: return key.bytes.flatMap { hexadecimal($0) }
        }
    }

    /// What a terminal must not see, and blanks, are written as numbers.
    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            let isPlain = byte > 32 && byte < 127 && byte != 61 && byte != 92
            return isPlain ? [byte] : [32, 61, 92].contains(byte) ? [92, byte] : Array("\\x".utf8) + hexadecimal(byte)
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
