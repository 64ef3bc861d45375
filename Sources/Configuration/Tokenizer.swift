/// Cuts a line into words (sections 2.2 and 2.3): quotes, escapes, comments and environment variables.
public struct Tokenizer {
    /// Why a line cannot be cut into words.
    public struct Failure: Error, Hashable {
        public let message: String
        /// The offending byte, counted from one.
        public let column: Int

        init(_ problem: String, column: Int) {
            self.message = "\(problem) at position \(column)"
            self.column = column
        }
    }

    /// What `.FILE`, `.LINE` and `.SECTION` stand for.
    public struct PseudoVariables: Sendable, Hashable {
        public var file: String
        public var line: Int
        public var section: String

        public init(file: String = "", line: Int = 0, section: String = "") {
            self.file = file
            self.line = line
            self.section = section
        }
    }

    var cursor: ByteCursor
    let environment: Environment
    let pseudoVariables: PseudoVariables
    let endsAtComment: Bool
    private var words: [Word] = []
    private var current: [UInt8]?
    private var column = 1
    private var isQuoted = false

    private init(_ line: [UInt8], _ environment: Environment, _ pseudoVariables: PseudoVariables, _ endsAtComment: Bool)
    {
        self.cursor = ByteCursor(line)
        self.environment = environment
        self.pseudoVariables = pseudoVariables
        self.endsAtComment = endsAtComment
    }

    /// The words of a line that has lost its line end. A comment ends the line unless `endsAtComment` is false.
    public static func words(
        of line: [UInt8], environment: Environment, pseudoVariables: PseudoVariables = PseudoVariables(),
        endsAtComment: Bool = true
    ) throws(Failure) -> [Word] {
        var tokenizer = Tokenizer(line, environment, pseudoVariables, endsAtComment)
        try tokenizer.run()
        return tokenizer.words
    }

    private mutating func run() throws(Failure) {
        while let byte = cursor.peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                cursor.advance()
                endWord()
            case UInt8(ascii: "#") where endsAtComment:
                cursor.move(to: cursor.bytes.count)
            case UInt8(ascii: "\""):
                try readWeakQuotes()
            case UInt8(ascii: "'"):
                try readStrongQuotes()
            case UInt8(ascii: "\\"):
                try readEscape(inQuotes: false)
            case UInt8(ascii: "\r"):
                throw Failure("stray carriage return", column: cursor.position + 1)
            default:
                append(byte, from: cursor.position)
                cursor.advance()
            }
        }
        endWord()
    }

    // MARK: Words

    /// Adds a byte to the current word, which starts at `position` if it is the first one.
    mutating func append(_ byte: UInt8, from position: Int) {
        begin(at: position)
        current?.append(byte)
    }

    /// Starts a word unless one is open.
    mutating func begin(at position: Int) {
        guard current == nil else { return }
        current = []
        column = position + 1
        isQuoted = false
    }

    /// Ends the open word. A NUL, which only an escape can make, ends its text as it does for HAProxy.
    mutating func endWord() {
        guard let bytes = current else { return }
        let text = bytes.contains(0) ? Array(bytes.prefix { $0 != 0 }) : bytes
        words.append(Word(bytes: text, column: column, isQuoted: isQuoted))
        current = nil
    }

    mutating func markQuoted() { isQuoted = true }

    // MARK: Quotes and escapes

    private mutating func readStrongQuotes() throws(Failure) {
        let start = cursor.position
        begin(at: start)
        markQuoted()
        cursor.advance()
        while let byte = cursor.next() {
            if byte == UInt8(ascii: "'") { return }
            if byte == UInt8(ascii: "\r") { break }
            append(byte, from: start)
        }
        throw Failure("unmatched quote", column: start + 1)
    }

    private mutating func readWeakQuotes() throws(Failure) {
        let start = cursor.position
        begin(at: start)
        markQuoted()
        cursor.advance()
        while let byte = cursor.peek() {
            switch byte {
            case UInt8(ascii: "\""):
                cursor.advance()
                return
            case UInt8(ascii: "\\"):
                try readEscape(inQuotes: true)
            case UInt8(ascii: "$"):
                try readVariable()
            case UInt8(ascii: "\r"):
                throw Failure("unmatched quote", column: start + 1)
            default:
                append(byte, from: cursor.position)
                cursor.advance()
            }
        }
        throw Failure("unmatched quote", column: start + 1)
    }

    /// A backslash and what it protects. One that protects nothing known stays, as regular expressions need it to;
    /// HAProxy also keeps the one of `\$` outside quotes, where a dollar is no variable.
    private mutating func readEscape(inQuotes: Bool) throws(Failure) {
        let start = cursor.position
        guard let byte = cursor.peek(1) else {
            append(UInt8(ascii: "\\"), from: start)
            cursor.advance()
            return
        }
        var length = 2
        let value: UInt8
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "#"), UInt8(ascii: "\\"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            value = byte
        case UInt8(ascii: "$") where inQuotes: value = byte
        case UInt8(ascii: "n"): value = UInt8(ascii: "\n")
        case UInt8(ascii: "r"): value = UInt8(ascii: "\r")
        case UInt8(ascii: "t"): value = UInt8(ascii: "\t")
        case UInt8(ascii: "x"):
            guard let high = cursor.peek(2)?.hexadecimalValue, let low = cursor.peek(3)?.hexadecimalValue else {
                throw Failure("truncated or invalid hexadecimal sequence", column: start + 1)
            }
            value = high << 4 | low
            length = 4
        default:
            value = UInt8(ascii: "\\")
            length = 1
        }
        append(value, from: start)
        cursor.advance(length)
    }
}
