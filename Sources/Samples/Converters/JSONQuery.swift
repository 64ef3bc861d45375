import Memory

extension Converter {
    /// `json_query(<json_path>[,<output_type>])`
    static let jsonQuery = Converter(
        "json_query", takes: .string, gives: .any, arguments: ArgumentGrammar([.string], optional: [.string]),
        "A value of a JSON text, found by its path.",
        check: { arguments in
            if arguments.bytes(0).isEmpty { throw arguments.refuse("json_path must not be empty.") }
            guard arguments.bytes(0).withView({ JSONPath($0).isValid }) else {
                throw arguments.refuse(
                    "json_path '\(arguments.text(0))' must be '$' with members such as '.name' and elements such as '[0]'."
                )
            }
            guard arguments.bytes(1).isEmpty || arguments.text(1) == "int" else {
                throw arguments.refuse("output_type only supports \"int\" as argument.")
            }
            arguments.set(arguments.bytes(1).isEmpty ? 0 : 1, at: 1)
        }
    ) { value, arguments, evaluation in
        guard let view = value.view, let found = JSONText(view: view).find(JSONPath(arguments.text(0))) else {
            return nil
        }
        return JSONValue(text: found).sample(asInteger: arguments.integer(1) == 1, evaluation)
    }
}

/// A path of members and elements: `$.name[0].other`. A point in a name has a backslash in front.
struct JSONPath {
    enum Step {
        /// As written, with its backslashes.
        case member(ByteView)
        case element(Int64)
    }

    private let text: ByteView
    private var position = 1

    init(_ text: ByteView) { self.text = text }

    /// Whether all of it can be understood.
    var isValid: Bool {
        guard text.byte(at: 0) == 36 else { return false }
        var rest = self
        while rest.next() != nil {}
        return rest.position == text.count
    }

    var isAtEnd: Bool { position >= text.count }

    mutating func next() -> Step? {
        switch text.byte(at: position) {
        case 46:
            var end = position + 1
            while let byte = text.byte(at: end), byte != 46, byte != 91 { end += byte == 92 ? 2 : 1 }
            let name = text.slice(position + 1, end)
            guard end <= text.count, !name.isEmpty, !name.equals("*") else { return nil }
            position = end
            return .member(name)
        case 91:
            guard let end = text.firstIndex(of: 93, from: position) else { return nil }
            let digits = text.slice(position + 1, end)
            guard let first = digits.byte(at: 0), first &- 48 < 10, let index = digits.integer else { return nil }
            position = end + 1
            return .element(index)
        default: return nil
        }
    }

    /// Whether a name of the path is that of a member.
    static func name(_ name: ByteView, is key: ByteView) -> Bool {
        var position = 0
        var matched = 0
        while var byte = name.byte(at: position) {
            if byte == 92, let escaped = name.byte(at: position + 1) {
                byte = escaped
                position += 1
            }
            guard key.byte(at: matched) == byte else { return false }
            position += 1
            matched += 1
        }
        return matched == key.count
    }
}

/// A JSON text, which is read only as far as a value is looked for; nesting costs a counter and no stack.
struct JSONText {
    let view: ByteView

    /// The text of the value at a path.
    func find(_ path: JSONPath) -> ByteView? {
        var path = path
        var position = skipBlanks(0)
        while !path.isAtEnd {
            guard let step = path.next(), let inside = enter(step, at: position) else { return nil }
            position = inside
        }
        return end(of: position).map { view.slice(position, $0) }
    }

    /// Where a part of the value at a position begins.
    private func enter(_ step: JSONPath.Step, at start: Int) -> Int? {
        let open: UInt8
        if case .member = step { open = 123 } else { open = 91 }
        guard view.byte(at: start) == open else { return nil }
        var position = skipBlanks(start + 1)
        var index: Int64 = 0
        while true {
            switch step {
            case .member(let name):
                guard view.byte(at: position) == 34, let keyEnd = end(of: position) else { return nil }
                let key = view.slice(position + 1, keyEnd - 1)
                position = skipBlanks(keyEnd)
                guard view.byte(at: position) == 58 else { return nil }
                position = skipBlanks(position + 1)
                if JSONPath.name(name, is: key) { return position }
            case .element(let wanted):
                guard view.byte(at: position) != 93 else { return nil }
                if index == wanted { return position }
                index += 1
            }
            guard let valueEnd = end(of: position) else { return nil }
            position = skipBlanks(valueEnd)
            guard view.byte(at: position) == 44 else { return nil }
            position = skipBlanks(position + 1)
        }
    }

    private func skipBlanks(_ start: Int) -> Int {
        var position = start
        while let byte = view.byte(at: position), byte == 32 || byte == 9 || byte == 10 || byte == 13 { position += 1 }
        return position
    }

    /// The position behind the value that begins at another; nil when there is none or it does not end.
    private func end(of start: Int) -> Int? {
        guard let first = view.byte(at: start) else { return nil }
        switch first {
        case 34: return endOfString(start)
        case 91, 123: return endOfNest(start)
        default:
            var position = start
            while let byte = view.byte(at: position), Self.isScalar(byte) { position += 1 }
            return position > start ? position : nil
        }
    }

    private func endOfString(_ start: Int) -> Int? {
        var position = start + 1
        while let byte = view.byte(at: position) {
            if byte == 34 { return position + 1 }
            position += byte == 92 ? 2 : 1
        }
        return nil
    }

    private func endOfNest(_ start: Int) -> Int? {
        var depth = 0
        var position = start
        while let byte = view.byte(at: position) {
            switch byte {
            case 34:
                guard let end = endOfString(position) else { return nil }
                position = end
                continue
            case 91, 123: depth += 1
            case 93, 125:
                depth -= 1
                if depth == 0 { return position + 1 }
            default: break
            }
            position += 1
        }
        return nil
    }

    /// Letters, digits, signs and points.
    private static func isScalar(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == 43 || byte == 45 || byte == 46
    }
}
