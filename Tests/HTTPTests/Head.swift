import Memory

@testable import HTTP

/// A head that was parsed, with the buffer that it lies in.
struct Head {
    let pool = BufferPool(name: "test", bufferSize: 65_536)
    let buffer: Buffer
    let message = Message()
    private(set) var progress = H1Progress.incomplete

    /// Parses `parts`, which arrive one after the other.
    init(request parts: [String], limits: H1Limits = H1Limits()) {
        self.init(parts) { parser, buffer, message in parser.parseRequest(buffer, into: message, limits: limits) }
    }

    init(request text: String, limits: H1Limits = H1Limits()) { self.init(request: [text], limits: limits) }

    init(response text: String, limits: H1Limits = H1Limits()) {
        self.init([text]) { parser, buffer, message in parser.parseResponse(buffer, into: message, limits: limits) }
    }

    init(trailers text: String) {
        self.init([text]) { parser, buffer, message in
            parser.parseTrailers(buffer, into: message, limits: H1Limits())
        }
    }

    private init(_ parts: [String], _ parse: (inout H1HeadParser, Buffer, Message) -> H1Progress) {
        guard let buffer = pool.take() else { preconditionFailure("no memory") }
        self.buffer = buffer
        message.arena = buffer
        var parser = H1HeadParser(at: 0)
        for part in parts {
            buffer.append(part.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
            progress = parse(&parser, buffer, message)
            if progress != .incomplete { break }
        }
    }

    var error: H1Error? {
        if case .malformed(let error) = progress { error } else { nil }
    }

    var isComplete: Bool {
        if case .complete = progress { true } else { false }
    }

    func text(_ slice: ByteSlice) -> String { String(decoding: buffer.bytes(in: slice), as: UTF8.self) }

    /// `name: value` of each field that is not taken out.
    var fields: [String] {
        message.headers.fields.filter { !$0.isRemoved }.map { "\(text($0.nameSlice)): \(text($0.valueSlice))" }
    }

    var target: String { text(message.target) }
}
