import Memory
import Samples

/// What expressions are evaluated against where there is no connection: while the configuration is read, and for commands.
public final class ProcessEvaluation: Evaluation {
    private let variables: ProcessVariables

    public init(_ variables: ProcessVariables, valueLimit: Int) {
        self.variables = variables
        super.init(valueLimit: valueLimit)
    }

    /// Sets a variable to the value of an expression; false when it has none or there is no room.
    @discardableResult
    public func set(_ name: VariableName, to expression: Expression) -> Bool {
        // The value may lie in the expression.
        withExtendedLifetime(expression) { expression.evaluate(self).map { setVariable(name, to: $0) } ?? false }
    }

    /// Sets a variable to a text.
    @discardableResult
    public func set(_ name: VariableName, to format: LogFormat) -> Bool {
        withExtendedLifetime(format) { format.evaluate(self).map { setVariable(name, to: .string($0)) } ?? false }
    }

    /// The value of a variable as a text, if it can be one, and its type; nil when it is not set.
    public func text(of name: VariableName) -> (text: [UInt8]?, type: SampleType)? {
        withExtendedLifetime(self) {
            guard let value = variable(name) else { return nil }
            guard case .string(let view)? = value.cast(to: .string, self) else { return (nil, value.type) }
            return (view.bytes, value.type)
        }
    }

    override public func processVariable(_ name: VariableName) -> Sample? { variables.value(name, copiedTo: self) }

    override public func setProcessVariable(_ name: VariableName, to value: Sample) -> Bool {
        variables.set(name, value)
    }

    override public func forEachProcessVariable(_ body: (VariableName, Sample) -> Void) { variables.forEach(body) }

    override public func unsetProcessVariable(_ name: VariableName) { variables.unset(name) }
}
