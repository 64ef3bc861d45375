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

    /// The status that the client gets.
    public var status: UInt16 {
        switch self {
        case .unprocessableTransferEncoding: 422
        case .targetTooLong: 414
        case .headTooLong: 431
        default: 400
        }
    }
}
