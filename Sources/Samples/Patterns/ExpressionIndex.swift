import Memory

/// Regular expressions, tried one after the other in the list's order: no index can tell which ones would match.
final class ExpressionIndex: Sendable {
    /// Kept for the pointers in `codes`.
    let expressions: [RegularExpression]
    private let codes: ConstantArray<OpaquePointer>
    let view: ExpressionIndexView

    /// Takes what an earlier index has compiled from `compiled`.
    init(
        _ table: PatternTableView, ignoresCase: Bool, _ compiled: CompiledExpressions
    ) throws(PatternProblems) {
        var expressions: [RegularExpression] = []
        var problems = PatternProblems()
        for number in 0..<table.entries.count {
            guard let entry = table.entries.at(number) else { continue }
            do throws(PatternFailure) {
                if let known = compiled.expression(entry.identifier) {
                    expressions.append(known)
                } else {
                    expressions.append(
                        try RegularExpression(bytes: table.key(entry).bytes, ignoresCase: ignoresCase))
                }
            } catch {
                problems.add(number, error)
            }
        }
        guard problems.isEmpty else { throw problems }
        self.expressions = expressions
        codes = ConstantArray(expressions.map(\.code))
        view = ExpressionIndexView(table: table, codes: codes.view)
    }

    var size: Int { codes.size }
}

/// What a lookup sees of an `ExpressionIndex`.
struct ExpressionIndexView: BitwiseCopyable, Sendable {
    let table: PatternTableView
    let codes: ArrayView<OpaquePointer>

    /// The first expression that matches and comes before `limit`: its position plus one.
    func entry(
        _ bytes: ByteView, before limit: UInt64, _ removed: RemovedEntries, _ scratch: RegularExpressionScratch
    ) -> UInt32 {
        var number = 0
        while let code = codes.at(number), let entry = table.entries.at(number), entry.identifier < limit {
            if !removed.contains(number), scratch.run(code, bytes, from: 0) { return UInt32(number + 1) }
            number &+= 1
        }
        return 0
    }
}

/// Expressions of earlier indexes by the identifier of their entry, so that a merge compiles nothing again.
struct CompiledExpressions {
    private var expressions: [UInt64: RegularExpression] = [:]

    func expression(_ identifier: UInt64) -> RegularExpression? { expressions[identifier] }

    mutating func add(_ index: PatternIndex?, of table: PatternTable) {
        guard case .expressions(let index) = index else { return }
        for (number, expression) in index.expressions.enumerated() {
            if let entry = table.view.entries.at(number) { expressions[entry.identifier] = expression }
        }
    }
}
