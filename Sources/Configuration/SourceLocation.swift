/// A place in a configuration: a file, a line counted from one, and the column of a byte counted from one when it is
/// known.
public struct SourceLocation: Sendable, Hashable {
    public var file: String
    // Every line of a configuration has one, so they are kept small.
    private var lineStore: Int32
    /// 0 for none.
    private var columnStore: Int32

    public init(file: String, line: Int, column: Int? = nil) {
        self.file = file
        lineStore = Int32(clamping: line)
        columnStore = Int32(clamping: column ?? 0)
    }

    /// From 1.
    public var line: Int {
        get { Int(lineStore) }
        set { lineStore = Int32(clamping: newValue) }
    }

    /// From 1, in bytes; nil for the whole line.
    public var column: Int? {
        get { columnStore == 0 ? nil : Int(columnStore) }
        set { columnStore = Int32(clamping: newValue ?? 0) }
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
