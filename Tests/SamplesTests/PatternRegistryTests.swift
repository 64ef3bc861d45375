import Glibc
import Memory
import Testing

@testable import Samples

@Suite struct PatternRegistryTests {
    /// A file that is gone when `body` returns.
    static func withFile(_ text: String, _ body: (String) throws -> Void) throws {
        var template = Array("/tmp/apus-patterns-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        let path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        _ = text.utf8CString.withUnsafeBytes { write(descriptor, $0.baseAddress, text.utf8.count) }
        close(descriptor)
        try body(path)
    }

    static func keys(_ reference: PatternReference) -> [String] {
        reference.entries().map { String(decoding: $0.key, as: UTF8.self) }
    }

    @Test func linesOfAList() throws {
        let text = "# comment\n  abc def\nabc\n\n   #hash\r\ntail trailing  \t\n \t \nlast"
        try Self.withFile(text) { path in
            let registry = PatternRegistry()
            let list = try registry.named(path, .one)
            #expect(Self.keys(list) == ["abc def", "abc", "#hash", "tail trailing  \t", "last"])
            #expect(try registry.named("file@" + path, .one) === list)
            #expect(try registry.named("opt@" + path, .one) === list)
            #expect(
                failures { _ = try registry.named(path, .two) } == [
                    "The file \"\(path)\" is already used as one column file and cannot be used by as two column file."
                ])
        }
    }

    @Test func linesOfAMap() throws {
        try Self.withFile("# c\n  k1   v1 with space  \nk2\tv2\nk1 dup\nnoval\n") { path in
            let map = try PatternRegistry().named(path, .two)
            let entries = map.entries().map {
                [String(decoding: $0.key, as: UTF8.self), String(decoding: $0.value, as: UTF8.self)]
            }
            #expect(entries == [["k1", "v1 with space"], ["k2", "v2"], ["k1", "dup"], ["noval", ""]])
        }
    }

    @Test func missingFiles() throws {
        let registry = PatternRegistry()
        #expect(
            failures { _ = try registry.named("/nonexistent", .one) } == ["failed to open pattern file </nonexistent>"])
        #expect(
            failures { _ = try registry.named("/tmp", .one) } == [
                "error encountered while reading  </tmp> : Is a directory"
            ])
        #expect(try registry.named("opt@/nonexistent", .one).count == 0)
        let virtual = try registry.named("virt@list", .two)
        #expect(virtual.count == 0 && virtual.name == "virt@list")
        #expect(try registry.named("virt@list", .two) === virtual)
    }

    @Test func everyErrorOfAFileIsReported() throws {
        try Self.withFile("1 a\n\nx b\n2 c\n5:1 d\n") { path in
            let registry = PatternRegistry()
            let map = try registry.named(path, .two)
            #expect(
                failures { _ = try registry.slot(map, PatternUse(.integer, value: .string)) } == [
                    "'x' is not a number at line 3 of file '\(path)'",
                    "'5:1' is not a valid number range at line 5 of file '\(path)'",
                ])
            #expect(
                failures { _ = try registry.slot(map, PatternUse(.string, value: .integer)) }.first
                    == "unable to parse 'a' at line 1 of file '\(path)'")
        }
        let lines = (0..<50).map { _ in "x\n" }.joined()
        try Self.withFile(lines) { path in
            let registry = PatternRegistry()
            let messages = failures { _ = try registry.slot(registry.named(path, .one), PatternUse(.integer)) }
            #expect(messages.count == 21 && messages.last == "30 more patterns are invalid")
        }
    }

    @Test func everyErrorOfALineIsReported() throws {
        let registry = PatternRegistry()
        let words = try registry.anonymous("acl")
        for word in ["x", "1", "2", "y", "3", "z"] { try words.append(Array(word.utf8)) }
        #expect(
            failures { _ = try registry.slot(words, PatternUse(.integer)) } == [
                "'x' is not a number", "'y' is not a number", "'z' is not a number",
            ])
    }

    @Test func reports() throws {
        try Self.withFile("k v\n") { path in
            let registry = PatternRegistry()
            let map = try registry.named(path, .two)
            _ = try registry.slot(map, PatternUse(.string, value: .string), user: "map at file 't.cfg' line 10")
            let words = try registry.anonymous("acl 'path' file 't.cfg' line 11")
            try words.append(Array("/x".utf8))
            _ = try registry.slot(words, PatternUse(.prefix, ignoresCase: true))
            let numbered = try registry.anonymous("acl 'path' file 't.cfg' line 12", identifier: 1)
            _ = try registry.slot(numbered, PatternUse(.string))
            _ = try registry.slot(map, PatternUse(.string), user: "acl at file 't.cfg' line 13")
            #expect(failures { _ = try registry.anonymous("", identifier: 1) } == ["the id is already used"])
            registry.number()
            #expect(
                registry.references(.acl).map(\.report) == [
                    "0 (\(path)) pattern loaded from file '\(path)' used by map at file 't.cfg' line 10, "
                        + "by acl at file 't.cfg' line 13. curr_ver=0 next_ver=0 entry_cnt=1",
                    "1 () acl 'path' file 't.cfg' line 12. curr_ver=0 next_ver=0 entry_cnt=0",
                    "2 () acl 'path' file 't.cfg' line 11. curr_ver=0 next_ver=0 entry_cnt=1",
                ])
            #expect(registry.references(.map).map(\.name) == [path])
            #expect(registry.find("#2", .acl) === words)
            #expect(registry.find("#2", .map) == nil)
            #expect(registry.find(path, .map) === map)
            #expect(registry.find("", .acl) == nil)
            try Self.expectLookups(map, words)
        }
    }

    static func expectLookups(_ map: PatternReference, _ words: PatternReference) throws {
        let key = ConstantBytes(Array("k".utf8))
        let path = ConstantBytes(Array("/Xy".utf8))
        #expect(
            map.lookups(.map, key.view) { view, _ in .string(view) } == [
                "type=str, case=sensitive, found=yes, idx=tree, key=\"k\", value=\"v\", type=\"str\"",
                "type=str, case=sensitive, found=yes, idx=tree, key=\"k\", value=none",
            ])
        #expect(
            words.lookups(.acl, path.view) { view, _ in .string(view) } == [
                "type=beg, case=insensitive, match=yes, idx=list, pattern=\"/x\""
            ])
        #expect(
            words.lookups(.acl, key.view) { view, _ in .string(view) } == ["type=beg, case=insensitive, match=no"])
        withExtendedLifetime((key, path)) {}
    }
}
