import FoundationEssentials
import Testing

@testable import FuzzTargets

/// What the fuzzer has found worth keeping still holds.
struct CorpusTests {
    static let folder: String = {
        // This file is Tests/FuzzTests/CorpusTests.swift.
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/Fuzz"
    }()

    @Test(arguments: FuzzTarget.all.map(\.name))
    func corpusHolds(_ name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let inputs = try #require(Corpus.read("\(Self.folder)/Corpora/\(name).corpus"))
        #expect(inputs.count > 20)
        for (index, input) in inputs.enumerated() {
            #expect(throws: Never.self, "input \(index): \(String(decoding: input, as: UTF8.self).debugDescription)") {
                try target.check(input)
            }
        }
    }

    /// Inputs that once failed, one file each.
    @Test(arguments: FuzzTarget.all.map(\.name))
    func crashesStayFixed(_ name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let folder = "\(Self.folder)/Crashes/\(name)"
        for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let input = try #require(Corpus.content(of: "\(folder)/\(file)"))
            #expect(throws: Never.self, "\(file)") { try target.check(input) }
        }
    }

    @Test func convertersAreCalledAsTheyCanBe() {
        #expect(ConverterChecks.refusedCalls == [])
    }

    @Test func thereAreKeptCrashes() {
        #expect(
            !((try? FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/Crashes/request")) ?? []).isEmpty)
    }
}
