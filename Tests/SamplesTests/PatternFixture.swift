import Memory

@testable import Samples

/// A list with one use, and a loop's readers of it.
final class PatternFixture {
    let registry = PatternRegistry()
    let reference: PatternReference
    let slot: PatternSlot
    let readers: PatternReaders

    /// `text` is what a file would hold: keys and values.
    init(_ use: PatternUse, _ text: String, columns: PatternReference.Columns = .two) throws {
        var list = PatternList()
        try list.load { (builder, identifier) throws(PatternFailure) in
            try PatternFile.parse(Array(text.utf8), columns, into: &builder, identifier: &identifier)
        }
        reference = PatternReference(name: "test.map", columns: columns, origin: "pattern", list: list)
        slot = try registry.slot(reference, use)
        readers = PatternReaders(registry)
    }

    convenience init(_ method: MatchMethod, ignoresCase: Bool = false, _ text: String) throws {
        try self.init(PatternUse(method, ignoresCase: ignoresCase, value: .string), text)
    }

    /// The value that a sample finds.
    func value(_ sample: Sample) -> String? { readers.find(slot, sample)?.value.text }

    func value(_ text: String) -> String? {
        let bytes = ConstantBytes(Array(text.utf8))
        return withExtendedLifetime(bytes) { value(.string(bytes.view)) }
    }

    func value(_ number: Int64) -> String? { value(.integer(number)) }

    /// The value that an address finds.
    func address(_ text: String) -> String? { Self.address(text).flatMap(value) }

    static func address(_ text: String) -> Sample? {
        let bytes = ConstantBytes(Array(text.utf8))
        return withExtendedLifetime(bytes) { AddressText.sample(bytes.view) }
    }
}

/// The messages of the failure that `body` throws.
func failures(_ body: () throws -> Void) -> [String] {
    do {
        try body()
        return []
    } catch let failure as PatternFailure {
        return failure.messages
    } catch {
        return ["\(error)"]
    }
}
