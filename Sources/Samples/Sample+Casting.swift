import HTTP
import Memory

extension SampleType {
    /// Whether a value of this type can become one of another, as far as types tell.
    public func casts(to other: SampleType) -> Bool {
        if self == other || self == .any || self == .same || other == .any || other == .same { return true }
        return switch (self, other) {
        case (.boolean, .integer), (.boolean, .string), (.boolean, .binary): true
        case (.integer, .boolean), (.integer, .address), (.integer, .ipv4), (.integer, .ipv6), (.integer, .string),
            (.integer, .binary):
            true
        case (.address, .ipv4), (.address, .ipv6), (.address, .string), (.address, .binary), (.address, .integer): true
        case (.ipv4, .integer), (.ipv4, .address), (.ipv4, .ipv6), (.ipv4, .string), (.ipv4, .binary): true
        case (.ipv6, .address), (.ipv6, .ipv4), (.ipv6, .string), (.ipv6, .binary): true
        case (.string, _): true
        case (.binary, .string), (.binary, .method), (.binary, .address), (.binary, .ipv4), (.binary, .ipv6): true
        case (.method, .string), (.method, .binary): true
        default: false
        }
    }
}

extension ByteView {
    /// The whole text as an IP address.
    public var address: Sample? {
        if let ipv4 { return .ipv4(ipv4) }
        return ipv6.map { .ipv6(high: $0.high, low: $0.low) }
    }

    /// The IP address that the text is, or the IPv4 address that it begins with: headers have ports behind addresses.
    var leadingAddress: Sample? {
        if let address { return address }
        var end = 0
        while let byte = byte(at: end), byte == 46 || byte &- 48 < 10 { end += 1 }
        return end == 0 || end == count ? nil : slice(0, end).ipv4.map { .ipv4($0) }
    }
}

extension Sample {
    /// The value as another type (manual, 7.3: samples are converted where a type is expected); nil when it is none.
    @inline(__always)
    public func cast(to target: SampleType, _ evaluation: Evaluation) -> Sample? {
        switch (self, target) {
        case (_, .any), (_, .same), (.string, .string), (.integer, .integer), (.boolean, .boolean),
            (.binary, .binary), (.ipv4, .ipv4), (.ipv4, .address), (.ipv6, .ipv6), (.ipv6, .address),
            (.method, .method):
            return self
        // Text and bytes are the same memory.
        case (.string(let view), .binary), (.method(_, let view), .binary): return .binary(view)
        case (.method(_, let view), .string): return .string(view)
        case (.binary(let view), .string): return .string(view.slice(0, view.firstIndex(of: 0) ?? view.count))
        default: return converted(to: target, evaluation)
        }
    }

    private func converted(to target: SampleType, _ evaluation: Evaluation) -> Sample? {
        switch target {
        case .boolean: asInteger.map { .boolean($0 != 0) }
        case .integer: asInteger.map { .integer($0) }
        case .ipv4: asAddress.flatMap { address in isText ? address.onlyIPv4 : address.asIPv4 }
        case .ipv6: asAddress.flatMap { address in isText ? address.onlyIPv6 : address.asIPv6 }
        case .address: asAddress
        case .string: evaluation.write { appendText(to: $0) }.map { .string($0) }
        case .binary: evaluation.write { appendBinary(to: $0) }.map { .binary($0) }
        case .method: view.map { .method(Method(view: $0), $0) }
        case .any, .same: self
        }
    }

    private var isText: Bool { if case .string = self { true } else { false } }

    // A text is an address of the family that it is written in, and of no other.
    private var onlyIPv4: Sample? { if case .ipv4 = self { self } else { nil } }
    private var onlyIPv6: Sample? { if case .ipv6 = self { self } else { nil } }

    private var asInteger: Int64? {
        switch self {
        case .boolean(let value): value ? 1 : 0
        case .integer(let value): value
        case .ipv4(let value): Int64(value)
        case .string(let view): view.isEmpty ? nil : view.integerPrefix
        case .ipv6, .binary, .method: nil
        }
    }

    private var asAddress: Sample? {
        switch self {
        case .ipv4, .ipv6: return self
        case .integer(let value): return .ipv4(UInt32(truncatingIfNeeded: value))
        case .string(let view): return view.leadingAddress
        case .binary(let view):
            if view.count == 4 { return .ipv4(UInt32(truncatingIfNeeded: view.bigEndian(0, 4))) }
            guard view.count == 16 else { return nil }
            return .ipv6(high: view.bigEndian(0, 8), low: view.bigEndian(8, 16))
        case .boolean, .method: return nil
        }
    }

    private var asIPv4: Sample? {
        switch self {
        case .ipv4: return self
        case .ipv6(let high, let low):
            // ::ffff:a.b.c.d, ::a.b.c.d and 2002:a.b:c.d:: stand for an IPv4 address (manual, 7.1.6).
            if high == 0, low >> 32 == 0xffff || low >> 32 == 0 { return .ipv4(UInt32(truncatingIfNeeded: low)) }
            if high >> 48 == 0x2002 { return .ipv4(UInt32(truncatingIfNeeded: high >> 16)) }
            return nil
        default: return nil
        }
    }

    private var asIPv6: Sample? {
        switch self {
        case .ipv6: self
        case .ipv4(let value): .ipv6(high: 0, low: 0xffff_0000_0000 | UInt64(value))
        default: nil
        }
    }

    /// Appends the value as text; false without room.
    public func appendText(to buffer: Buffer) -> Bool {
        switch self {
        case .boolean(let value): return buffer.append(value ? 49 : 48)
        case .integer(let value):
            if value < 0, !buffer.append(45) { return false }
            return buffer.append(decimal: value.magnitude)
        case .ipv4(let value): return buffer.append(ipv4: value)
        case .ipv6(let high, let low): return buffer.append(ipv6: high, low)
        case .string(let view), .binary(let view), .method(_, let view): return buffer.append(view)
        }
    }

    private func appendBinary(to buffer: Buffer) -> Bool {
        switch self {
        case .string, .binary, .method: return false
        case .boolean(let value): return buffer.append(bigEndian: value ? 1 : 0, count: 8)
        case .integer(let value): return buffer.append(bigEndian: UInt64(bitPattern: value), count: 8)
        case .ipv4(let value): return buffer.append(bigEndian: UInt64(value), count: 4)
        case .ipv6(let high, let low):
            return buffer.append(bigEndian: high, count: 8) && buffer.append(bigEndian: low, count: 8)
        }
    }
}
