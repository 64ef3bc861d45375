import Memory
import Samples

/// What a step of a check sends (manual, 4.2 `tcp-check send`).
enum CheckMessage: Sendable {
    case constant(ConstantBytes)
    case format(LogFormat)
    /// The text of a format is hexadecimal digits.
    case hexadecimal(LogFormat)

    /// Writes the message; false when it cannot be made or has no room.
    func write(into out: Buffer, _ evaluation: Evaluation) -> Bool {
        switch self {
        case .constant(let bytes): return out.append(bytes.view)
        case .format(let format): return format.evaluate(evaluation).map { out.append($0) } ?? false
        case .hexadecimal(let format):
            guard let digits = format.evaluate(evaluation), let bytes = digits.bytesOfDigits(evaluation) else {
                return false
            }
            return out.append(bytes)
        }
    }
}

extension ByteView {
    /// The bytes that hexadecimal digits stand for, in scratch memory; nil when they are no pairs of digits.
    func bytesOfDigits(_ evaluation: Evaluation) -> ByteView? {
        guard count.isMultiple(of: 2) else { return nil }
        return evaluation.write { out in
            var position = 0
            while let first = byte(at: position), let second = byte(at: position &+ 1) {
                guard let high = first.hexadecimalDigit, let low = second.hexadecimalDigit else { return false }
                guard out.append(high << 4 | low) else { return false }
                position &+= 2
            }
            return true
        }
    }

    /// The capitals of the digits that stand for these bytes, in scratch memory; nil without room.
    func digitsOfBytes(_ evaluation: Evaluation) -> ByteView? {
        evaluation.write { out in
            for position in 0..<count {
                let byte = byte(at: position) ?? 0
                guard out.append(Self.digit(byte >> 4)), out.append(Self.digit(byte & 15)) else { return false }
            }
            return true
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 &+ value : 55 &+ value }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexadecimalDigit: UInt8? {
        if self &- 48 < 10 { return self &- 48 }
        let letter = (self | 0x20) &- 97
        return letter < 6 ? letter &+ 10 : nil
    }
}
