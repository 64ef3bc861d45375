import Memory

/// The checked arguments of one fetch or converter in one expression.
///
/// They are made when a configuration is read and never change once it runs, so that all loops read the same object; that is
/// why it is Sendable. An expression owns it; steps point to it without counting.
public final class StepArguments: @unchecked Sendable {
    /// How many were given.
    public let count: Int
    /// By position: numbers, and whatever a name was resolved to; 0 where none was given.
    public package(set) var integers: ContiguousArray<Int64>
    /// By position; empty where none was given.
    public let texts: ContiguousArray<ByteView>
    private let storage: ContiguousArray<ConstantBytes>
    /// By position: variables.
    let variables: ContiguousArray<VariableName?>
    /// What the row's check prepared.
    public let object: (any AnyObject & Sendable)?

    init(_ prepared: PreparedArguments) {
        count = prepared.count
        integers = ContiguousArray(prepared.values.map { $0.integer })
        storage = ContiguousArray(prepared.values.map { ConstantBytes($0.bytes) })
        texts = ContiguousArray(storage.map(\.view))
        variables = ContiguousArray(prepared.values.map(\.variable))
        object = prepared.object
    }

    public static let none = StepArguments(PreparedArguments(count: 0, values: [], scope: nil))

    /// Whether an argument was given at this position, if only an empty one.
    public func has(_ position: Int) -> Bool { position < count }

    /// The number at a position, 0 without one.
    public func integer(_ position: Int) -> Int64 { position < integers.count ? integers[position] : 0 }

    /// The text at a position, empty without one.
    public func text(_ position: Int) -> ByteView { position < texts.count ? texts[position] : .empty }

    /// The variable at a position.
    public func variable(_ position: Int) -> VariableName? { position < variables.count ? variables[position] : nil }

    /// A number, or the value of a variable as one; nil when the variable has none.
    public func number(_ position: Int, _ evaluation: Evaluation) -> Int64? {
        guard let name = variable(position) else { return integer(position) }
        guard let sample = evaluation.variable(name), case .integer(let value) = sample.cast(to: .integer, evaluation)
        else { return nil }
        return value
    }

    /// The prepared object, of a type that the row's own check has made.
    public func object<Object: AnyObject>(as type: Object.Type) -> Object? {
        object.map { unsafeDowncast($0, to: Object.self) }
    }
}
