/// A parser and what must hold for every input. The fuzzer looks for inputs; the tests replay what it kept.
public struct FuzzTarget: Sendable {
    public let name: String
    /// Throws what does not hold.
    public let check: @Sendable ([UInt8]) throws(Violation) -> Void

    public static let all = [
        request, response, chunks, proxyHeader, logLine, configuration, expression, logFormat, condition, patternFile,
        converter, nameServerAnswer, checkReply, peerMessages,
    ]

    public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
