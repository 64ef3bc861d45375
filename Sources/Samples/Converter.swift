import Configuration

/// A word that makes one value of another (manual, 7.3.1): one row in one file, and one line in a catalogue.
public struct Converter: Sendable {
    /// Converts a value that already has the type which the converter takes; nil means that there is no value any more. It must
    /// not allocate in the usual case: results are written to `evaluation.scratch`, see `Evaluation.write`.
    public typealias Apply = @Sendable (Sample, StepArguments, Evaluation) -> Sample?
    /// Checks arguments beyond their types, when a configuration is read.
    public typealias Check = @Sendable (inout PreparedArguments) throws -> Void

    public let name: String
    public let input: SampleType
    public let output: SampleType
    public let arguments: ArgumentGrammar
    /// One sentence.
    public let summary: String
    let check: Check?
    let apply: Apply
    /// A known converter whose work is not built: what it comes with.
    public let waitsFor: String?
    /// It asks a loop: there is none while a configuration is read.
    private(set) var needsLoop = false

    public init(
        _ name: String, takes input: SampleType, gives output: SampleType, arguments: ArgumentGrammar = .none,
        _ summary: String = "", check: Check? = nil, apply: @escaping Apply
    ) {
        self.name = name
        self.input = input
        self.output = output
        self.arguments = arguments
        self.summary = summary
        self.check = check
        self.apply = apply
        waitsFor = nil
    }

    private init(planned name: String, waitingFor: String) {
        self.name = name
        input = .any
        output = .any
        arguments = .none
        summary = ""
        check = nil
        apply = { _, _, _ in nil }
        waitsFor = waitingFor
    }

    /// A known converter whose work is not built; `waitingFor` says what it comes with.
    public static func planned(_ name: String, waitingFor: String) -> Converter {
        Converter(planned: name, waitingFor: waitingFor)
    }

    /// The same converter where it asks a loop for the state of something.
    public var askingALoop: Converter {
        var converter = self
        converter.needsLoop = true
        return converter
    }

    /// As dumps show it: `field(integer,string[,integer])`.
    public var signature: String { name + arguments.signature }
}
