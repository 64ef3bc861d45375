import Memory

/// A replacement with back references: `\0` is the whole match, `\1` to `\9` its captures, `\x41` a byte, and a backslash before
/// anything else gives that character.
public struct Substitution: Sendable {
    private let template: ConstantBytes

    /// Fails on a replacement that ends in the middle of an escape.
    public init(_ text: String) throws(PatternFailure) {
        template = ConstantBytes(Array(text.utf8))
        guard Self.isComplete(template.view) else {
            throw PatternFailure("replacement '\(text)' ends with an incomplete escape")
        }
    }

    /// Appends the replacement for the last match in `scratch`; false when there is no room.
    public func append(to buffer: Buffer, of subject: ByteView, _ scratch: RegularExpressionScratch) -> Bool {
        Self.append(template.view, to: buffer, of: subject, scratch)
    }

    /// The same for a template that only the evaluation knows: a map's value, the result of a format.
    public static func append(
        _ template: ByteView, to buffer: Buffer, of subject: ByteView, _ scratch: RegularExpressionScratch
    ) -> Bool {
        var position = 0
        while let escape = template.firstIndex(of: UInt8(ascii: "\\"), from: position) {
            guard buffer.append(template.slice(position, escape)), let next = template.byte(at: escape + 1) else {
                return false
            }
            position = escape + 2
            if next >= UInt8(ascii: "0"), next <= UInt8(ascii: "9") {
                guard let range = scratch.capture(Int(next - UInt8(ascii: "0"))) else { continue }
                guard buffer.append(subject.slice(range.lowerBound, range.upperBound)) else { return false }
            } else if next == UInt8(ascii: "x"), let byte = hexadecimal(template, at: position) {
                guard buffer.append(byte) else { return false }
                position += 2
            } else {
                guard buffer.append(next) else { return false }
            }
        }
        return buffer.append(template.slice(position))
    }

    /// Appends `subject` with the first or all matches of `expression` replaced, as `regsub` does; false when there is no room.
    public static func replace(
        _ expression: RegularExpression, in subject: ByteView, with template: ByteView, all: Bool, to buffer: Buffer,
        _ scratch: RegularExpressionScratch
    ) -> Bool {
        var position = 0
        var copied = 0
        while position <= subject.count, expression.captures(subject, from: position, scratch),
            let range = scratch.capture(0)
        {
            // A look-behind with `\K` may give a match that starts before the last one ended.
            guard range.lowerBound >= copied else { break }
            guard buffer.append(subject.slice(copied, range.lowerBound)),
                append(template, to: buffer, of: subject, scratch)
            else { return false }
            copied = range.upperBound
            position = range.isEmpty ? copied + 1 : copied
            if !all { break }
        }
        return buffer.append(subject.slice(copied))
    }

    /// The bytes of the template.
    public var view: ByteView { template.view }

    private static func hexadecimal(_ template: ByteView, at position: Int) -> UInt8? {
        guard let high = template.byte(at: position).flatMap(HexadecimalText.digit),
            let low = template.byte(at: position + 1).flatMap(HexadecimalText.digit)
        else { return nil }
        return high << 4 | low
    }

    private static func isComplete(_ template: ByteView) -> Bool {
        var position = 0
        while let escape = template.firstIndex(of: UInt8(ascii: "\\"), from: position) {
            guard template.byte(at: escape + 1) != nil else { return false }
            position = escape + 2
        }
        return true
    }
}
