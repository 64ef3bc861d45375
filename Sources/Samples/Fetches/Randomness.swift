import Memory

/// Numbers that nobody chose (manual, 7.3.2).
extension SampleFetch {
    /// `rand([<range>])`
    static let random = SampleFetch(
        "rand", gives: .integer, takes: ArgumentGrammar(optional: [.integer]), in: .everywhere,
        "A random number of 32 bits, or one below a limit.",
        check: { arguments in
            let limit = arguments.bytes(0).isEmpty ? 1 << 32 : arguments.integer(0)
            guard (0...1 << 32).contains(limit) else {
                throw arguments.refuse("expects a range between 0 and 4294967296, got '\(limit)'.")
            }
            arguments.set(limit, at: 0)
        },
        find: { arguments, evaluation in
            let limit = UInt64(bitPattern: arguments.integer(0))
            return .integer(Int64(bitPattern: evaluation.random.next().multipliedFullWidth(by: limit).high))
        })

    /// `uuid([<version>])`
    static let uuid = SampleFetch(
        "uuid", gives: .string, takes: ArgumentGrammar(optional: [.integer]), in: .everywhere,
        "A universally unique identifier, random or ordered by time (RFC 9562).",
        check: { arguments in
            let version = arguments.bytes(0).isEmpty ? 4 : arguments.integer(0)
            guard version == 4 || version == 7 else {
                throw arguments.refuse("Unsupported UUID version: '\(version)'.")
            }
            arguments.set(version, at: 0)
        },
        find: { arguments, evaluation in
            var high = evaluation.random.next()
            let version = UInt64(bitPattern: arguments.integer(0))
            if version == 7 {
                let now = WallTime.now
                high = UInt64(bitPattern: now.seconds * 1000 + now.microseconds / 1000) << 16 | high & 0xfff
            }
            high = high & 0xffff_ffff_ffff_0fff | version << 12
            let low = evaluation.random.next() >> 2 | 1 << 63
            return evaluation.write { $0.append(uuid: high, low) }.map { .string($0) }
        })
}

extension Buffer {
    /// Appends 128 bits in groups of hexadecimal digits.
    fileprivate func append(uuid high: UInt64, _ low: UInt64) -> Bool {
        for (index, word) in [high >> 32, high >> 16 & 0xffff, high & 0xffff, low >> 48].enumerated() {
            guard append(hexadecimal: word, digits: index == 0 ? 8 : 4), append(45) else { return false }
        }
        return append(hexadecimal: low & 0xffff_ffff_ffff, digits: 12)
    }

    /// Appends so many digits, small letters among them.
    private func append(hexadecimal value: UInt64, digits: UInt64) -> Bool {
        for index in 1...digits {
            let digit = UInt8(truncatingIfNeeded: value >> (4 * (digits - index)) & 15)
            guard append(digit < 10 ? 48 &+ digit : 87 &+ digit) else { return false }
        }
        return true
    }
}
