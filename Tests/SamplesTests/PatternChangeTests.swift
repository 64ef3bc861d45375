import Memory
import Synchronization
import Testing

@testable import Samples

/// Changes at run time: what a loop sees, and when.
@Suite struct PatternChangeTests {
    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func listing(_ reference: PatternReference, _ version: UInt32? = nil) -> [String] {
        reference.entries(of: version).map { String(decoding: $0.key + [32] + $0.value, as: UTF8.self) }
    }

    @Test func addSetRemove() throws {
        let list = try PatternFixture(.string, "a 1\nb 2\na 3\n")
        try list.reference.add([(Self.bytes("c"), Self.bytes("4"))])
        #expect(list.value("c") == "4")
        #expect(try list.reference.set(PatternSelection("a"), value: Self.bytes("5")) == 2)
        #expect(Self.listing(list.reference) == ["a 5", "b 2", "a 5", "c 4"])
        #expect(list.value("a") == "5")
        let second = try #require(list.reference.entries().first { $0.key == Self.bytes("a") }).identifier
        #expect(list.reference.remove(.identifier(second)) == 1)
        #expect(list.value("a") == "5")
        #expect(list.reference.remove(PatternSelection("a")) == 1)
        #expect(list.value("a") == nil)
        #expect(list.reference.remove(PatternSelection("#0x999")) == 0)
        #expect(try list.reference.set(PatternSelection("zz"), value: []) == 0)
        let (key, first, latest) = (ConstantBytes([110]), ConstantBytes([49]), ConstantBytes([50]))
        try list.reference.put(key.view, value: first.view)
        try list.reference.put(key.view, value: latest.view)
        withExtendedLifetime((key, first, latest)) {}
        #expect(Self.listing(list.reference) == ["b 2", "c 4", "n 2"])
        list.reference.clear()
        #expect(list.value("b") == nil && list.reference.count == 0)
    }

    @Test func whatIsSoAlreadyChangesNothing() throws {
        let list = try PatternFixture(.string, "a 1\nb 2\na 1\n")
        let (a, b, one, two) = (ConstantBytes([97]), ConstantBytes([98]), ConstantBytes([49]), ConstantBytes([50]))
        let version = list.reference.version.load(ordering: .relaxed)
        try list.reference.put(a.view, value: one.view)
        [120].withView { list.reference.remove($0) }
        #expect(list.reference.version.load(ordering: .relaxed) == version)
        try list.reference.put(a.view, value: two.view)
        list.reference.remove(b.view)
        #expect(Self.listing(list.reference) == ["a 2", "a 2"])
        try list.reference.put(b.view, value: one.view)
        #expect(Self.listing(list.reference) == ["a 2", "a 2", "b 1"])
        withExtendedLifetime((a, b, one, two)) {}
    }

    @Test func aChangeThatAUseCannotReadChangesNothing() throws {
        let list = try PatternFixture(PatternUse(.address, value: .integer), "10.0.0.0/8 1\n")
        #expect(
            failures { try list.reference.add([(Self.bytes("zz"), Self.bytes("5"))]) } == [
                "'zz' is not a valid IPv4 or IPv6 address"
            ])
        #expect(
            failures { try list.reference.add([(Self.bytes("1.1.1.1"), Self.bytes("abc"))]) } == [
                "unable to parse 'abc'"
            ])
        #expect(
            failures { _ = try list.reference.set(PatternSelection("10.0.0.0/8"), value: Self.bytes("x")) }.count == 1)
        #expect(list.address("10.1.1.1") == "1" && list.address("1.1.1.1") == nil && list.reference.count == 1)
    }

    @Test func versions() throws {
        let list = try PatternFixture(.string, "a 1\n")
        #expect(list.reference.prepare() == 1)
        #expect(list.reference.prepare() == 2)
        #expect(list.reference.prepare() == 3)
        try list.reference.add([(Self.bytes("b"), Self.bytes("2"))], to: 1)
        try list.reference.add([(Self.bytes("c"), Self.bytes("3"))], to: 2)
        try list.reference.add([(Self.bytes("d"), Self.bytes("4"))], to: 3)
        #expect(failures { try list.reference.add([([], [])], to: 4) }.count == 1)
        #expect(list.reference.count == 4 && list.value("c") == nil && list.value("a") == "1")
        #expect(Self.listing(list.reference, 2) == ["c 3"])
        #expect(failures { try list.reference.commit(4) } == ["Version number out of range."])
        #expect(failures { try list.reference.commit(0) } == ["Version number out of range."])
        try list.reference.commit(2)
        #expect(list.value("a") == nil && list.value("c") == "3")
        #expect(list.reference.versions == (2, 3) && list.reference.count == 2)
        #expect(failures { try list.reference.commit(1) }.count == 1)
        list.reference.clear(3)
        try list.reference.commit(3)
        #expect(list.reference.count == 0 && list.value("c") == nil)
    }

    @Test func viewsLastUntilTheLoopReleasesThem() throws {
        let list = try PatternFixture(.string, "a first\n")
        let text = ConstantBytes(Self.bytes("a"))
        let match = try #require(list.readers.find(list.slot, .string(text.view)))
        for round in 0..<3 {
            list.reference.clear()
            try list.reference.add([(Self.bytes("a"), Self.bytes("\(round)"))])
            #expect(list.value("a") == "\(round)")
        }
        #expect(match.value.text == "first")
        list.readers.release()
        #expect(list.value("a") == "2")
        withExtendedLifetime(text) {}
    }

    /// Every method under random changes finds what a list that is gone through from the start would.
    @Test(arguments: [
        MatchMethod.string, .prefix, .suffix, .substring, .directory, .domain, .integer, .length, .address, .binary,
        .expression,
    ])
    func likeAListBuiltAnew(_ method: MatchMethod) throws {
        let list = try PatternFixture(method, "")
        var model: [(key: String, value: String)] = []
        for step in 0..<400 {
            let key = Self.key(method)
            switch Int.random(in: 0..<10) {
            case 0..<6:
                try list.reference.add([(Self.bytes(key), Self.bytes("\(step)"))])
                model.append((key, "\(step)"))
            case 6..<8:
                list.reference.remove(PatternSelection(key))
                model.removeAll { $0.key == key }
            default:
                _ = try list.reference.set(PatternSelection(key), value: Self.bytes("\(step)"))
                for index in model.indices where model[index].key == key { model[index].value = "\(step)" }
            }
            if step % 8 == 0 {
                let anew = try PatternFixture(method, model.map { "\($0.key) \($0.value)\n" }.joined())
                for _ in 0..<20 {
                    let sample = Self.key(method)
                    #expect(
                        Self.value(list, method, sample) == Self.value(anew, method, sample), "\(sample) in \(model)")
                }
            }
            if step % 100 == 99 { list.readers.release() }
        }
        #expect(Self.listing(list.reference) == model.map { "\($0.key) \($0.value)" })
    }

    private static func value(_ list: PatternFixture, _ method: MatchMethod, _ sample: String) -> String? {
        switch method {
        case .address: list.address(String(sample.prefix { $0 != "/" }))
        case .integer: list.value(Int64(sample.split(separator: ":").first ?? "") ?? 0)
        case .length: list.value(String(repeating: "x", count: Int(sample.split(separator: ":").first ?? "") ?? 0))
        default: list.value(sample)
        }
    }

    private static func key(_ method: MatchMethod) -> String {
        switch method {
        case .integer, .length:
            let low = Int.random(in: 0..<20)
            return Bool.random() ? "\(low)" : "\(low):\(low + Int.random(in: 0..<9))"
        case .address:
            return "10.\(Int.random(in: 0..<3)).0.\(Int.random(in: 0..<4))/\([8, 16, 30, 32].randomElement() ?? 8)"
        case .binary: return ["6162", "63", "6364", "6163"].randomElement() ?? ""
        case .directory, .domain:
            return (0..<Int.random(in: 1...3)).map { _ in "abc".randomElement().map(String.init) ?? "" }.joined(
                separator: "/")
        default: return String((0..<Int.random(in: 1...4)).map { _ in "abc".randomElement() ?? "a" })
        }
    }

    /// Loops look up while another thread changes: nobody sees half a change.
    @Test func loopsReadWhileAnotherThreadChanges() async throws {
        let registry = PatternRegistry()
        let reference = PatternReference(name: "x", columns: .two, origin: "", list: PatternList())
        let slot = try registry.slot(reference, PatternUse(.string, value: .integer))
        try reference.add([(Self.bytes("a"), Self.bytes("0")), (Self.bytes("b"), Self.bytes("0"))])
        let wrong = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    let readers = PatternReaders(registry)
                    let text = ConstantBytes(Self.bytes("a"))
                    var wrong = 0
                    var last: Int64 = 0
                    for round in 0..<20_000 {
                        guard case .integer(let value)? = readers.find(slot, .string(text.view))?.sample(.integer),
                            value >= last
                        else {
                            wrong += 1
                            continue
                        }
                        last = value
                        if round % 16 == 0 { readers.release() }
                    }
                    return wrong
                }
            }
            group.addTask {
                for round in 1..<500 {
                    _ = try? reference.set(PatternSelection("a"), value: Self.bytes("\(round)"))
                    try? reference.add([(Self.bytes("k\(round)"), Self.bytes("1"))])
                }
                return 0
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }
}
