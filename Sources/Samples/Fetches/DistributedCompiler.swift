import Memory

/// Messages of the distributed compiler distcc (manual, 7.3.5): four letters, a number as eight hexadecimal digits, and for
/// some as many bytes.
extension SampleFetch {
    static let distributedCompiler: [SampleFetch] = [
        SampleFetch(
            "distcc_body", gives: .binary, takes: ArgumentGrammar([.string], optional: [.integer]), in: .content,
            "The bytes behind a token of distcc.", check: prepareToken
        ) { arguments, evaluation in distributedCompilerToken(arguments, evaluation).map { .binary($0.body) } },
        SampleFetch(
            "distcc_param", gives: .integer, takes: ArgumentGrammar([.string], optional: [.integer]), in: .content,
            "The number behind a token of distcc.", check: prepareToken
        ) { arguments, evaluation in distributedCompilerToken(arguments, evaluation).map { .integer($0.parameter) } },
    ]

    private static func prepareToken(_ arguments: inout PreparedArguments) throws {
        guard arguments.bytes(0).count == 4 else {
            throw arguments.refuse("token name must be exactly 4 characters")
        }
        guard arguments.integer(1) >= 0 else { throw arguments.refuse("the occurrence must not be negative") }
    }

    /// The token with the name in the first argument, the first or that of an occurrence.
    private static func distributedCompilerToken(
        _ arguments: StepArguments, _ evaluation: Evaluation
    ) -> (parameter: Int64, body: ByteView)? {
        guard let content = evaluation.content(.atHand, as: .raw) else {
            evaluation.awaitMore()
            return nil
        }
        var cursor = ByteCursor(content)
        var missing = arguments.integer(1)
        while let head = cursor.take(12) {
            guard let parameter = head.slice(4).hexadecimal else { return nil }
            let name = head.slice(0, 4)
            let length = hasBody(name) ? Int(parameter) : 0
            let whole = cursor.take(length)
            if name.equals(arguments.text(0)) {
                if missing <= 1 {
                    if whole == nil { evaluation.awaitMore() }
                    return (Int64(parameter), whole ?? cursor.rest)
                }
                missing -= 1
            }
            if whole == nil { break }
        }
        evaluation.awaitMore()
        return nil
    }

    /// The number is a length.
    private static func hasBody(_ name: ByteView) -> Bool {
        switch name.bigEndian(0, 4) {
        // ARGV, CDIR, DOTI, DOTO, FILE, LINK, NAME, SERR, SOUT
        case 0x4152_4756, 0x4344_4952, 0x444f_5449, 0x444f_544f, 0x4649_4c45, 0x4c49_4e4b, 0x4e41_4d45, 0x5345_5252,
            0x534f_5554:
            true
        default: false
        }
    }
}

extension ByteView {
    /// The whole text as a hexadecimal number of at most eight digits.
    fileprivate var hexadecimal: UInt32? {
        guard count <= 8 else { return nil }
        var value: UInt32 = 0
        for position in 0..<count {
            guard let byte = byte(at: position) else { return nil }
            switch byte {
            case 48...57: value = value << 4 | UInt32(byte - 48)
            case 65...70, 97...102: value = value << 4 | UInt32((byte | 0x20) - 87)
            default: return nil
            }
        }
        return value
    }
}
