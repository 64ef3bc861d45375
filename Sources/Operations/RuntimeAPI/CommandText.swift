/// A command as it was typed: its words, and the bytes that follow it.
struct CommandText: Equatable {
    var words: [String]
    var payload: [UInt8]?

    /// Splits a line into commands at semicolons and into words at spaces; a backslash takes either's meaning away.
    static func split(_ line: [UInt8]) -> [CommandText] {
        var commands: [CommandText] = []
        var words: [String] = []
        var word: [UInt8]?
        var isEscaped = false
        func endWord() {
            if let bytes = word { words.append(String(decoding: bytes, as: UTF8.self)) }
            word = nil
        }
        for byte in line {
            if isEscaped {
                word = (word ?? []) + [byte]
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: " "), UInt8(ascii: "\t"): endWord()
            case UInt8(ascii: ";"):
                endWord()
                commands.append(CommandText(words: words))
                words = []
            default: word = (word ?? []) + [byte]
            }
        }
        endWord()
        commands.append(CommandText(words: words))
        return commands
    }

    /// The line without the `<<` at its end, and what ends the payload that follows; nil when none follows. The
    /// pattern has at most 64 characters and stands after a space.
    static func payloadStart(_ line: [UInt8]) -> (command: [UInt8], terminator: [UInt8])? {
        let start = line.lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 } ?? 0
        let last = line[start...]
        guard last.starts(with: "<<".utf8), last.count <= 66 else { return nil }
        return (Array(line[..<start]), Array(last.dropFirst(2)))
    }
}
