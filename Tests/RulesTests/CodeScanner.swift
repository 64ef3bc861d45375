/// Removes comments and the contents of string literals from Swift, a line at a time.
struct CodeScanner {
    private enum State: Equatable {
        case code
        case blockComment(depth: Int)
        case longString(hashes: Int)
    }

    private var state = State.code

    mutating func code(of line: String) -> String {
        var out = ""
        var rest = Array(line)[...]
        while let character = rest.first {
            switch state {
            case .blockComment(let depth):
                if rest.starts(with: "*/") {
                    rest = rest.dropFirst(2)
                    state = depth > 1 ? .blockComment(depth: depth - 1) : .code
                } else if rest.starts(with: "/*") {
                    rest = rest.dropFirst(2)
                    state = .blockComment(depth: depth + 1)
                } else {
                    rest = rest.dropFirst()
                }
            case .longString(let hashes):
                let end = "\"\"\"" + String(repeating: "#", count: hashes)
                if rest.starts(with: end) {
                    rest = rest.dropFirst(end.count)
                    out += "\""
                    state = .code
                } else if character == "\\" && hashes == 0 {
                    rest = rest.dropFirst(2)
                } else {
                    rest = rest.dropFirst()
                }
            case .code:
                if rest.starts(with: "//") { return out }
                if rest.starts(with: "/*") {
                    rest = rest.dropFirst(2)
                    state = .blockComment(depth: 1)
                } else if character == "\"" || character == "#", let literal = Self.opening(of: rest) {
                    out += "\""
                    rest = rest.dropFirst(literal.length)
                    if literal.isLong {
                        state = .longString(hashes: literal.hashes)
                    } else {
                        rest = Self.afterString(rest, hashes: literal.hashes)
                        out += "\""
                    }
                } else {
                    out.append(character)
                    rest = rest.dropFirst()
                }
            }
        }
        return out
    }

    /// The length of the marks that open a string literal here, if any.
    private static func opening(of rest: ArraySlice<Character>) -> (hashes: Int, isLong: Bool, length: Int)? {
        let hashes = rest.prefix { $0 == "#" }.count
        let quotes = rest.dropFirst(hashes).prefix { $0 == "\"" }.count
        switch quotes {
        case 0: return nil
        case 1, 2: return (hashes, false, hashes + 1)
        default: return (hashes, true, hashes + 3)
        }
    }

    /// What follows a string literal of one line whose opening has been passed.
    private static func afterString(_ text: ArraySlice<Character>, hashes: Int) -> ArraySlice<Character> {
        let marks = String(repeating: "#", count: hashes)
        var rest = text
        while let character = rest.first {
            if rest.starts(with: "\"" + marks) { return rest.dropFirst(1 + hashes) }
            rest = rest.dropFirst(character == "\\" && hashes == 0 ? 2 : 1)
        }
        return rest
    }
}
