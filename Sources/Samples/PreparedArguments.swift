import Configuration
import Memory

/// Arguments on their way from text to a step: a row's check reads them, may replace numbers and may prepare an object.
public struct PreparedArguments {
    struct Value {
        var bytes: [UInt8] = []
        var integer: Int64 = 0
        var variable: VariableName?
    }

    /// How many were given.
    public let count: Int
    var values: [Value]
    /// What the expression stands in; nil for none at all.
    public let scope: ExpressionScope?
    /// Where it stands; nil for none at all.
    public let place: ExpressionPlace?
    /// What the step will find in `StepArguments.object`.
    public var object: (any AnyObject & Sendable)?
    /// What the step gives, where the arguments decide that.
    public var output: SampleType?

    init(count: Int, values: [Value], scope: ExpressionScope?, place: ExpressionPlace? = nil) {
        self.place = place
        self.count = count
        self.values = values
        self.scope = scope
    }

    /// Where it stands, as commands show it.
    var location: String {
        guard let location = place?.line.location else { return "the command line" }
        return "file '\(location.file)' line \(location.line)"
    }

    public func has(_ position: Int) -> Bool { position < count }

    /// The text of an argument; empty when it was not given.
    public func text(_ position: Int) -> String { String(decoding: bytes(position), as: UTF8.self) }

    public func bytes(_ position: Int) -> [UInt8] { position < values.count ? values[position].bytes : [] }

    public func integer(_ position: Int) -> Int64 { position < values.count ? values[position].integer : 0 }

    public func variable(_ position: Int) -> VariableName? {
        position < values.count ? values[position].variable : nil
    }

    /// Sets what the step will read at a position, also of an argument that was not given.
    public mutating func set(_ integer: Int64, at position: Int) {
        extend(to: position)
        values[position].integer = integer
    }

    /// Replaces the bytes that the step will read at a position.
    public mutating func set(_ bytes: [UInt8], at position: Int) {
        extend(to: position)
        values[position].bytes = bytes
    }

    private mutating func extend(to position: Int) {
        while values.count <= position { values.append(Value()) }
    }

    /// There must be a ring of that name, once all sections are read.
    func expectRing(named name: String) {
        guard let scope, let place else { return }
        scope.ringNames.append((name, place))
    }

    /// A refusal in the form of a row's check.
    public func refuse(_ message: String) -> ConfigurationError { ConfigurationError(message) }
}
