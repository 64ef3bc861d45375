/// Why a head was refused, and with it the status of the answer to a request; a response gives 502 for each.
public enum H1Error: UInt8, Sendable, Error {
    case malformedStartLine
    case malformedHeader
    case malformedName
    case controlCharacter
    case tooManyHeaders
    case invalidLength
    case invalidTransferEncoding
    case unprocessableTransferEncoding
    case invalidHost
    case invalidTarget
    case invalidUpgrade
    case targetTooLong
    case headTooLong
    case invalidChunk
    case http2Preface
    /// A body that an HTTP/1.0 server may not look for.
    case unexpectedBody

    /// The status that the client gets.
    public var status: UInt16 {
        switch self {
        case .unprocessableTransferEncoding: 422
        case .targetTooLong: 414
        case .headTooLong: 431
        case .unexpectedBody: 413
        default: 400
        }
    }

    /// What was wrong, in a few words.
    public var summary: String {
        switch self {
        case .malformedStartLine: "malformed start line"
        case .malformedHeader: "malformed header"
        case .malformedName: "malformed header name"
        case .controlCharacter: "forbidden control character"
        case .tooManyHeaders: "too many headers"
        case .invalidLength: "invalid content-length"
        case .invalidTransferEncoding: "invalid transfer-encoding"
        case .unprocessableTransferEncoding: "unsupported transfer-encoding"
        case .invalidHost: "invalid host"
        case .invalidTarget: "invalid target"
        case .invalidUpgrade: "invalid upgrade"
        case .targetTooLong: "target too long"
        case .headTooLong: "head too long"
        case .invalidChunk: "invalid chunk"
        case .http2Preface: "HTTP/2 preface"
        case .unexpectedBody: "body that an HTTP/1.0 server may not expect"
        }
    }
}

extension Message {
    /// Where the part of a head lies that its rules refuse.
    func position(of error: H1Error) -> Int {
        let name: HeaderName? =
            switch error {
            case .invalidLength: .contentLength
            case .invalidTransferEncoding, .unprocessableTransferEncoding: .transferEncoding
            case .invalidHost: .host
            case .invalidUpgrade: .upgrade
            default: nil
            }
        let field = name.flatMap { name in headers.fields.last { $0.name == name } }
        return field?.valueSlice.start ?? target.start
    }
}
