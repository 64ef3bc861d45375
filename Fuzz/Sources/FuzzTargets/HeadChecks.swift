import HTTP
import Memory

/// What holds for the heads of requests and of responses.
struct HeadChecks {
    let isRequest: Bool
    /// With `accept-unsafe-violations-in-http-…`: what is accepted then is still written cleanly.
    let isRelaxed: Bool

    /// Where parsing ended; errors count by the status that they give.
    enum Outcome: Equatable {
        case incomplete
        case complete(body: Int, HeadRecord)
        case malformed(status: UInt16, isPreface: Bool)
    }

    func run(_ bytes: [UInt8]) throws(Violation) {
        let whole = parse(bytes, steps: [bytes.count])
        let steps = stride(from: 0, to: bytes.count, by: bytes.count <= 600 ? 1 : 37) + [bytes.count]
        try requireEqual(parse(bytes, steps: steps), whole, "in steps and at once")
        guard case .complete(let body, let record) = whole else { return }
        try require(body <= bytes.count, "the body begins behind the end")
        try record.checkFields(allowsNUL: isRelaxed)
        try record.checkFraming()
        if isRequest {
            try record.checkRequestLine(isRelaxed: isRelaxed)
        } else {
            try record.checkStatusLine(isRelaxed: isRelaxed)
        }
        try checkSerialized(bytes, record)
    }

    /// Parses while more and more of the input is there: up to each of `steps`, one after the other.
    private func parse(_ bytes: [UInt8], steps: [Int]) -> Outcome {
        ExactBuffer.with(capacity: bytes.count) { buffer in
            let message = Message()
            message.arena = buffer
            var parser = H1HeadParser(at: 0)
            for step in steps {
                buffer.append(Array(bytes[buffer.end..<step]))
                let outcome = outcome(progress(&parser, buffer, message), message, buffer)
                if outcome != .incomplete { return outcome }
            }
            return .incomplete
        }
    }

    private func progress(_ parser: inout H1HeadParser, _ buffer: Buffer, _ message: Message) -> H1Progress {
        var limits = H1Limits()
        limits.isRelaxed = isRelaxed
        return isRequest
            ? parser.parseRequest(buffer, into: message, limits: limits)
            : parser.parseResponse(buffer, into: message, limits: limits)
    }

    private func outcome(_ progress: H1Progress, _ message: Message, _ buffer: Buffer) -> Outcome {
        switch progress {
        case .incomplete: .incomplete
        case .malformed(let error): .malformed(status: error.status, isPreface: error == .http2Preface)
        case .complete(let body): .complete(body: body, HeadRecord(message, in: buffer, isRequest: isRequest))
        }
    }

    /// What is written is plain HTTP, and says the same when it is read again.
    private func checkSerialized(_ bytes: [UInt8], _ record: HeadRecord) throws(Violation) {
        let written = try serialized(bytes)
        let line = written.prefix { $0 != 10 }.count + 1
        try requireEqual(Array(written.dropFirst(line)), record.plainFields, "the fields as written and as parsed")
        let head = written + Array("\r\n".utf8)
        guard case .complete(let body, let again) = parse(head, steps: [head.count]) else {
            throw Violation("what was written is not parsed: \(String(decoding: head, as: UTF8.self))")
        }
        try requireEqual(body, head.count, "the end of the head that was written")
        try requireEqual(again, record, "written and parsed again")
    }

    /// What is sent for a head, without the empty line.
    private func serialized(_ bytes: [UInt8]) throws(Violation) -> [UInt8] {
        try ExactBuffer.with(bytes) { buffer throws(Violation) in
            let message = Message()
            message.arena = buffer
            var parser = H1HeadParser(at: 0)
            guard case .complete = progress(&parser, buffer, message) else { throw Violation("parsed once only") }
            return try ExactBuffer.with(capacity: bytes.count * 3 + 64) { out throws(Violation) in
                let isWritten =
                    isRequest
                    ? H1Serializer.writeRequest(message, into: out) : H1Serializer.writeResponse(message, into: out)
                try require(isWritten, "there was no room to write the head")
                return out.data
            }
        }
    }
}

extension FuzzTarget {
    static let request = FuzzTarget(name: "request") { bytes throws(Violation) in
        for isRelaxed in [false, true] { try HeadChecks(isRequest: true, isRelaxed: isRelaxed).run(bytes) }
    }

    static let response = FuzzTarget(name: "response") { bytes throws(Violation) in
        for isRelaxed in [false, true] { try HeadChecks(isRequest: false, isRelaxed: isRelaxed).run(bytes) }
    }
}
