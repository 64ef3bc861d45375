import Configuration
import HTTP
import Memory
import Samples

/// `add-headers-bin`, `set-headers-bin` and `del-headers-bin` (manual, 4.4): fields in the form of `req.hdrs_bin`.
extension Action {
    static let addHeadersBinary = fields("add-headers-bin", "Appends many fields at once.", replaces: false)
    static let setHeadersBinary = fields("set-headers-bin", "Replaces many fields at once.", replaces: true)

    static let delHeadersBinary = Action(
        "del-headers-bin", in: .http, usage: "<expr> [-m <meth>]", "Takes out many fields at once.",
        parse: { reader in
            let expression = try reader.expression()
            guard reader.arguments.flag("-m") else {
                return RuleArguments(expression: expression, number: NameMatch.whole.rawValue)
            }
            let word = try reader.word(or: "-m flag expects exactly 1 argument.")
            guard let method = NameMatch(word.text), method != .expression else {
                throw ConfigurationError("-m with unsupported matching method '\(word.text)'.", at: word)
            }
            return RuleArguments(expression: expression, number: method.rawValue)
        },
        run: { arguments, evaluation in
            guard let method = NameMatch(rawValue: arguments.number),
                let block = arguments.expression?.evaluate(evaluation, as: .binary)?.view
            else { return .next }
            return evaluation.edit { message in
                var names = HeaderBlock(block)
                while let written = names.next() {
                    if written.isEmpty { return true }
                    guard let name = evaluation.lowercase(written) else { return false }
                    message.removeFields { method.matches($0, name) }
                }
                return names.isWhole
            }
        })

    private static func fields(_ name: String, _ summary: String, replaces: Bool) -> Action {
        Action(
            name, in: .http, usage: "<expr> [prefix <str>]", summary,
            parse: { reader in
                let expression = try reader.expression()
                guard reader.arguments.flag("prefix") else { return RuleArguments(expression: expression) }
                let prefix = try reader.word(or: "'prefix' expects exactly 1 argument.")
                return RuleArguments(expression: expression, name: Array(prefix.text.lowercased().utf8))
            },
            run: { arguments, evaluation in
                guard let block = arguments.expression?.evaluate(evaluation, as: .binary)?.view else { return .next }
                let prefix = arguments.name.view
                return evaluation.edit { message in
                    if replaces {
                        let isRemoved = HeaderBlock.forEach(block, prefix, evaluation.lowercase) { name, _ in
                            message.removeFields(named: name)
                            return true
                        }
                        guard isRemoved else { return false }
                    }
                    return HeaderBlock.forEach(block, prefix, evaluation.lowercase) { message.addField($0, $1) }
                }
            })
    }
}

extension ByteView {
    /// Nothing in it ends a line.
    fileprivate var isFieldText: Bool {
        firstIndex(of: 13) == nil && firstIndex(of: 10) == nil && firstIndex(of: 0) == nil
    }

    /// A colon or a blank in it would make another field of it.
    fileprivate var isFieldName: Bool { !isEmpty && withSpan { $0.consists(of: .token, in: 0..<$0.count) } }
}

extension StreamEvaluation {
    /// A name of a field as heads have it here; nil without room.
    fileprivate func lowercase(_ name: ByteView) -> ByteView? {
        write { out in
            let start = out.end
            guard out.append(name) else { return false }
            out.lowercase(ByteSlice(start, out.end))
            return true
        }
    }
}

/// Texts behind their lengths, each a variable-size integer of the Stream Processing Offload Protocol.
struct HeaderBlock {
    private let block: ByteView
    private var position = 0
    /// False once something is cut short.
    private(set) var isWhole = true

    init(_ block: ByteView) { self.block = block }

    /// The next text; nil at the end.
    mutating func next() -> ByteView? {
        guard position < block.count else { return nil }
        guard let length = length(), length <= block.count - position else {
            isWhole = false
            return nil
        }
        defer { position += length }
        return block.slice(position, position + length)
    }

    private mutating func length() -> Int? {
        guard let first = block.byte(at: position) else { return nil }
        position += 1
        var value = UInt64(first)
        guard first >= 240 else { return Int(value) }
        var shift: UInt64 = 4
        while let byte = block.byte(at: position) {
            position += 1
            // More than five groups say more than any message has.
            guard shift < 40 else { return nil }
            value += UInt64(byte) << shift
            if byte < 128 { return Int(value) }
            shift += 7
        }
        return nil
    }

    /// Calls `body` with each name that begins with a prefix, in lower case, and its value, up to the empty name that ends the
    /// list; false when that is malformed or `body` fails.
    ///
    /// - Parameter lowercase: gives a name in lower case.
    static func forEach(
        _ block: ByteView, _ prefix: ByteView, _ lowercase: (ByteView) -> ByteView?,
        _ body: (ByteView, ByteView) -> Bool
    ) -> Bool {
        var texts = HeaderBlock(block)
        while let name = texts.next() {
            guard let value = texts.next() else { return name.isEmpty && texts.isWhole }
            if name.isEmpty, value.isEmpty { return true }
            // A line end would begin a field, or a message, of its own.
            guard name.isFieldName, value.isFieldText, let name = lowercase(name) else { return false }
            if name.slice(0, prefix.count).equals(prefix), !body(name, value) { return false }
        }
        return texts.isWhole
    }
}
