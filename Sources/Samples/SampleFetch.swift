import Configuration

/// A word that finds a value in the connection, the messages or the process (manual, 7.3.2 to 7.3.7): one row in one file, and one
/// line in a catalogue.
public struct SampleFetch: Sendable {
    /// Finds the value; nil when there is none. It must not allocate in the usual case and must never end anything.
    ///
    /// A fetch that could find something once more data is here sets `evaluation.needsMore`. One that has several values reads
    /// `evaluation.cursor`, 0 at first, and with a value after which others may follow calls `evaluation.continue(at:)`.
    public typealias Find = @Sendable (StepArguments, Evaluation) -> Sample?
    /// Checks arguments beyond their types, when a configuration is read.
    public typealias Check = @Sendable (inout PreparedArguments) throws -> Void

    public let name: String
    public let output: SampleType
    public let arguments: ArgumentGrammar
    public let places: SamplePlaces
    /// One sentence.
    public let summary: String
    let check: Check?
    public let find: Find
    /// A known fetch whose work is not built: what it comes with.
    public let waitsFor: String?

    public init(
        _ name: String, gives output: SampleType, takes arguments: ArgumentGrammar = .none, in places: SamplePlaces,
        _ summary: String = "", check: Check? = nil, find: @escaping Find
    ) {
        self.name = name
        self.output = output
        self.arguments = arguments
        self.places = places
        self.summary = summary
        self.check = check
        self.find = find
        waitsFor = nil
    }

    private init(planned name: String, waitingFor: String) {
        self.name = name
        output = .any
        arguments = .none
        places = .everywhere
        summary = ""
        check = nil
        find = { _, _ in nil }
        waitsFor = waitingFor
    }

    /// A known fetch whose work is not built; `waitingFor` says what it comes with.
    public static func planned(_ name: String, waitingFor: String) -> SampleFetch {
        SampleFetch(planned: name, waitingFor: waitingFor)
    }

    /// The same fetch under another name.
    public func named(_ name: String) -> SampleFetch {
        SampleFetch(
            name, gives: output, takes: arguments, in: places, "As `\(self.name)`.", check: check, find: find)
    }

    /// As dumps show it: `req.hdr([string,integer])`.
    public var signature: String { name + arguments.signature }
}
