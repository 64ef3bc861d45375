extension Tokenizer {
    /// A reference to a variable inside weak quotes (section 2.3): `$NAME`, `${NAME}`, `${NAME-default}`,
    /// `${NAME[*]}`, `${NAME[*]-default}` and the pseudo-variables `.FILE`, `.LINE` and `.SECTION`.
    mutating func readVariable() throws(Failure) {
        let start = cursor.position
        cursor.advance()
        let brace = cursor.position
        let hasBrace = cursor.take("{")
        let value = try readVariableName()
        var isList = false
        var defaultValue: ArraySlice<UInt8> = []
        if hasBrace {
            isList = try readListMark()
            if cursor.take("-") { defaultValue = cursor.take { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "\r") } }
            guard cursor.take("}") else {
                throw Failure("unmatched brace in environment variable name", column: brace + 1)
            }
        }
        insert(value ?? Array(defaultValue), asList: isList, from: start)
    }

    private mutating func readVariableName() throws(Failure) -> [UInt8]? {
        let start = cursor.position
        guard let first = cursor.peek() else { throw forbiddenCharacter(at: start) }
        if first == UInt8(ascii: ".") {
            cursor.advance()
            switch String(decoding: cursor.take(while: \.isNameByte), as: UTF8.self) {
            case "FILE": return Array(pseudoVariables.file.utf8)
            case "LINE": return Array(String(pseudoVariables.line).utf8)
            case "SECTION": return Array(pseudoVariables.section.utf8)
            default: throw forbiddenCharacter(at: start)
            }
        }
        guard first.isNameByte, !first.isASCIIDigit else { throw forbiddenCharacter(at: start) }
        return environment.value(of: String(decoding: cursor.take(while: \.isNameByte), as: UTF8.self))
    }

    private func forbiddenCharacter(at position: Int) -> Failure {
        Failure("forbidden first char in environment variable name", column: position + 1)
    }

    /// Takes `[*]`; nothing else may follow an opening bracket.
    private mutating func readListMark() throws(Failure) -> Bool {
        let start = cursor.position
        guard cursor.take("[") else { return false }
        guard cursor.take("*"), cursor.take("]") else {
            throw Failure("truncated or invalid word expansion sequence", column: start + 1)
        }
        return true
    }

    /// Adds the value of a variable to the current word; the blanks of a list part words.
    private mutating func insert(_ value: [UInt8], asList: Bool, from position: Int) {
        guard asList else {
            for byte in value { append(byte, from: position) }
            return
        }
        var wasBlank = false
        for byte in value {
            if byte.isWhitespace {
                if !wasBlank { endWord() }
                wasBlank = true
            } else {
                append(byte, from: position)
                markQuoted()
                wasBlank = false
            }
        }
        if wasBlank {
            begin(at: position)
            markQuoted()
        }
    }
}
