import Testing

@testable import Configuration

@Suite struct TokenizerTests {
    static let environment = Environment([
        "A": "1", "E": "", "L": "a b  c", "L2": " x ", "Q": "a\"b c#d\\e", "HAPROXY_X": "y", "_U": "u",
    ])

    static func words(_ text: String) throws(Tokenizer.Failure) -> [Word] {
        try Tokenizer.words(
            of: Array(text.utf8), environment: environment,
            pseudoVariables: Tokenizer.PseudoVariables(file: "t.cfg", line: 7, section: "web"))
    }

    /// What Debian's HAProxy makes of these, where section 2.2 does not say otherwise.
    static let splits: [(String, [String])] = [
        ("", []),
        ("  \t ", []),
        ("# comment", []),
        ("a b\tc", ["a", "b", "c"]),
        ("  daemon#daemonize", ["daemon"]),
        (##"a\#b"##, ["a#b"]),
        (##""a#b" 'c#d'"##, ["a#b", "c#d"]),
        (#"\ \ a"#, ["  a"]),
        (#""a b" 'c d' e\ f"#, ["a b", "c d", "e f"]),
        ("a\\\tb", ["a\tb"]),
        (#"\n\r\t|"#, ["\n\r\t|"]),
        (#""\n\r\t|""#, ["\n\r\t|"]),
        (#"'\n\x41'"#, [#"\n\x41"#]),
        (#"\x41\x4a\x7e"#, ["AJ~"]),
        (#"\\ \" \' \q \. \1"#, [#"\"#, "\"", "'", #"\q"#, #"\."#, #"\1"#]),
        (#""\\ \" \' \q \$A""#, [#"\ " ' \q $A"#]),
        (#"\$A $A '$A'"#, [#"\$A"#, "$A", "$A"]),
        (#"a""b''c"#, ["abc"]),
        (#""" '' x"#, ["", "", "x"]),
        (#"a'b c'd"e f"g"#, ["ab cde fg"]),
        (#""a'b" 'a"b'"#, ["a'b", "a\"b"]),
        (#"end\"#, [#"end\"#]),
        (#"a\x00b c"#, ["a", "c"]),
        (##"log-format "%{+Q}o %t"' %s'\ %{-Q}r"##, ["log-format", "%{+Q}o %t %s %{-Q}r"]),
        (#"set-path %[path,regsub(\"(foo|bar)\",blah,g)]"#, ["set-path", #"%[path,regsub("(foo|bar)",blah,g)]"#]),
        (#"str("\\'foo\\'")"#, [#"str(\'foo\')"#]),
    ]

    @Test(arguments: splits)
    func quotesAndEscapes(line: String, expected: [String]) throws {
        #expect(try Self.words(line).map(\.text) == expected)
    }

    static let expansions: [(String, [String])] = [
        (#""$A" "${A}" "x${A}y" "$HAPROXY_X" "$_U""#, ["1", "1", "x1y", "y", "u"]),
        (#""a$b"c "$A[0]" "$A-x" "$A.LINE""#, ["ac", "1[0]", "1-x", "1.LINE"]),
        (#""${ZZ-def x}" "${ZZ-}|" "${A-x}" "${E-x}""#, ["def x", "|", "1", ""]),
        (#""${ZZ-a[*]}" "${ZZ-"}" "${ZZ-'}" "${ZZ-$A}" "${ZZ-\}}""#, ["a[*]", "\"", "'", "$A", #"\}"#]),
        (#""${A-${A}}" "${ZZ-a}b}""#, ["1}", "ab}"]),
        (#""${Q}""#, ["a\"b c#d\\e"]),
        (#""${L}""#, ["a b  c"]),
        (#""${L[*]}""#, ["a", "b", "c"]),
        (#""a ${L[*]} d""#, ["a a", "b", "c d"]),
        (#""${L[*]}${L[*]}""#, ["a", "b", "ca", "b", "c"]),
        (#"x"${L2[*]}"y"#, ["x", "x", "y"]),
        (#""${L2[*]}" z"#, ["", "x", "", "z"]),
        (#"x"${E[*]}"y "${E[*]}" "${ZZ[*]}" z"#, ["xy", "", "", "z"]),
        (#""${ZZ[*]-a b}" "${L[*]-zz}""#, ["a", "b", "a", "b", "c"]),
        (#""${Q[*]}""#, ["a\"b", "c#d\\e"]),
        (#"${L[*]} ${A}"#, ["${L[*]}", "${A}"]),
        (#""$.FILE:${.LINE}:$.SECTION""#, ["t.cfg:7:web"]),
    ]

    @Test(arguments: expansions)
    func variables(line: String, expected: [String]) throws {
        #expect(try Self.words(line).map(\.text) == expected)
    }

    static let mistakes: [(String, String)] = [
        (#"  maxconn "abc"#, "unmatched quote at position 11"),
        (#"  maxconn 'abc"#, "unmatched quote at position 11"),
        (#".notice "\""#, "unmatched quote at position 9"),
        (#".notice a"b"#, "unmatched quote at position 10"),
        (#".notice "${A}"#, "unmatched quote at position 9"),
        (#"  maxconn \x4"#, "truncated or invalid hexadecimal sequence at position 11"),
        (#"  maxconn \xZZ"#, "truncated or invalid hexadecimal sequence at position 11"),
        (#".notice "\x4""#, "truncated or invalid hexadecimal sequence at position 10"),
        (#"  maxconn "${A""#, "unmatched brace in environment variable name at position 13"),
        (#"  maxconn "${A b}""#, "unmatched brace in environment variable name at position 13"),
        (#".notice "${A.B}""#, "unmatched brace in environment variable name at position 11"),
        (#".notice "${A[*]x}""#, "unmatched brace in environment variable name at position 11"),
        (#".notice "${ZZ-x"#, "unmatched brace in environment variable name at position 11"),
        (#"  maxconn "$1""#, "forbidden first char in environment variable name at position 13"),
        (#"  maxconn "${}""#, "forbidden first char in environment variable name at position 14"),
        (#".notice "$""#, "forbidden first char in environment variable name at position 11"),
        (#".notice "$é""#, "forbidden first char in environment variable name at position 11"),
        (#".notice "$.LINEX""#, "forbidden first char in environment variable name at position 11"),
        (#".notice "${.}""#, "forbidden first char in environment variable name at position 12"),
        (#".notice "${-x}""#, "forbidden first char in environment variable name at position 12"),
        (#"  maxconn "${A[1]}""#, "truncated or invalid word expansion sequence at position 15"),
        (#".notice "${A[*"#, "truncated or invalid word expansion sequence at position 13"),
        ("maxconn \"1\r2\"", "unmatched quote at position 9"),
        ("global\rdaemon", "stray carriage return at position 7"),
    ]

    @Test(arguments: mistakes)
    func failures(line: String, message: String) {
        #expect(throws: Tokenizer.Failure.self) { try Self.words(line) }
        do throws(Tokenizer.Failure) {
            _ = try Self.words(line)
        } catch {
            #expect(error.message == message)
            #expect(message.hasSuffix(" \(error.column)"))
        }
    }

    @Test func columnsAndQuotes() throws {
        let words = try Self.words(#"  bind  "a b"c 'x' "${L[*]}" é z"#)
        #expect(words.map(\.column) == [3, 9, 16, 20, 21, 21, 30, 33])
        #expect(words.map(\.isQuoted) == [false, true, true, true, true, true, false, false])
    }

    @Test func bytesThatAreNoUTF8StayIntact() throws {
        let words = try Tokenizer.words(of: [0x61, 0xFF, 0x80, 0x20, 0xC3, 0xA9], environment: Environment())
        #expect(words.map(\.bytes) == [[0x61, 0xFF, 0x80], [0xC3, 0xA9]])
        #expect(words.map(\.text) == ["a\u{FFFD}\u{FFFD}", "é"])
        let escaped = try Tokenizer.words(of: Array(#"a\x80\xff"#.utf8), environment: Environment())
        #expect(escaped.map(\.bytes) == [[0x61, 0x80, 0xFF]])
    }

    @Test func commentsCanBeTurnedOff() throws {
        let words = try Tokenizer.words(of: Array("1 # 2".utf8), environment: Environment(), endsAtComment: false)
        #expect(words.map(\.text) == ["1", "#", "2"])
    }

    @Test func argumentLists() throws {
        func parse(_ text: String) throws -> [String] {
            try ArgumentList.parse(Array(text.utf8)).arguments.map(\.text)
        }
        #expect(try parse(")") == [""])
        #expect(try parse("a,b)c") == ["a", "b"])
        #expect(try parse(##""a,b)",'c)',d\ e,\n\x41\#)"##) == ["a,b)", "c)", "d e", "\n\\x41\\#"])
        #expect(try parse(#"'^/(here)(/|$)','my/\1',g)"#) == ["^/(here)(/|$)", #"my/\1"#, "g"])
        #expect(try ArgumentList.parse(Array("a,b)c".utf8)).end == 4)
        #expect(throws: ArgumentList.Failure.unterminated) { try parse("a,b") }
        #expect(throws: ArgumentList.Failure.unmatchedQuote(2)) { try parse("a,\"b)") }
    }
}
