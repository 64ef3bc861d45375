/// A place in a configuration: a file, a line counted from one, and the column of a byte counted from one when it is
/// known.
public struct SourceLocation: Sendable, Hashable {
    public var file: String
    public var line: Int
    public var column: Int?

    public init(file: String, line: Int, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The same line, at `column`.
    public func at(column: Int?) -> SourceLocation { SourceLocation(file: file, line: line, column: column) }
}

extension SourceLocation: CustomStringConvertible {
    public var description: String {
        guard let column else { return "\(file):\(line)" }
        return "\(file):\(line):\(column)"
    }
}
