import Memory

/// Bytes as text of 64 characters and back (RFC 4648, 4 and 5).
extension Converter {
    /// `base64`
    static let base64 = Converter("base64", takes: .binary, gives: .string, "Bytes as base64.") {
        value, _, evaluation in
        value.rewritten(evaluation) { view, out in Base64.standard.encode(view, into: out) }
    }

    /// `ub64enc`
    static let ub64enc = Converter("ub64enc", takes: .binary, gives: .string, "Bytes as base64url, without padding.") {
        value, _, evaluation in
        value.rewritten(evaluation) { view, out in Base64.url.encode(view, into: out) }
    }

    /// `b64dec`
    static let b64dec = Converter("b64dec", takes: .string, gives: .binary, "The bytes that base64 stands for.") {
        value, _, evaluation in
        guard let view = value.view else { return nil }
        return evaluation.write { Base64.standard.decode(view, into: $0) }.map { .binary($0) }
    }

    /// `ub64dec`
    static let ub64dec = Converter(
        "ub64dec", takes: .string, gives: .binary, "The bytes that base64url stands for, with or without padding."
    ) { value, _, evaluation in
        guard let view = value.view else { return nil }
        return evaluation.write { Base64.url.decode(view, into: $0) }.map { .binary($0) }
    }
}
