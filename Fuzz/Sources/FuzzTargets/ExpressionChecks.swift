import Configuration
import Memory
import Samples

/// What holds for every text of an expression, of a format and of a condition: it is refused with a message, or it is evaluated,
/// the same each time.
enum ExpressionChecks {
    static func runExpression(_ bytes: [UInt8]) throws(Violation) {
        guard ReproducibleText.isOne(bytes) else { return }
        let bench = SampleBench()
        guard let expression = try compiled({ try bench.parser().parse(Word(bytes: bytes, column: 1)) }) else { return }
        bench.ready()
        // Variables that an expression sets are there the second time.
        _ = try bench.bytes(expression)
        try requireEqual(try bench.bytes(expression), try bench.bytes(expression), "a third evaluation")
    }

    static func runFormat(_ bytes: [UInt8]) throws(Violation) {
        guard ReproducibleText.isOne(bytes) else { return }
        let bench = SampleBench()
        guard let format = try compiled({ try bench.parser().format(bytes) }) else { return }
        bench.ready()
        let values = (0..<3).map { _ in
            bench.evaluation.begin()
            return format.evaluate(bench.evaluation)?.bytes
        }
        try requireEqual(values[1], values[2], "a third evaluation")
        if !bytes.contains(37), !bytes.isEmpty { try require(values[0] != nil, "a constant without a value") }
    }

    static func runCondition(_ bytes: [UInt8]) throws(Violation) {
        guard ReproducibleText.isOne(bytes), let words = try? Tokenizer.words(of: bytes, environment: Environment([:])),
            !words.isEmpty
        else { return }
        let bench = SampleBench()
        let verdicts = try [false, true].map { isUnless throws(Violation) -> Verdict? in
            var table = ACLTable()
            guard
                let condition = try compiled({
                    try ACLConditionParser.parse(words, isUnless: isUnless, bench.parser(), &table)
                })
            else { return nil }
            bench.ready()
            _ = condition.matches(bench.evaluation)
            bench.ready()
            return condition.matches(bench.evaluation)
        }
        if let first = verdicts[0], let second = verdicts[1] {
            try require(first != second || first == .unknown, "the same verdict for if and unless: \(first)")
        }
    }

    private static func compiled<Result>(_ body: () throws -> Result) throws(Violation) -> Result? {
        do {
            return try body()
        } catch {
            try SampleBench.checkRefusal(error)
            return nil
        }
    }
}

extension FuzzTarget {
    static let expression = FuzzTarget(name: "expression") { bytes throws(Violation) in
        try ExpressionChecks.runExpression(bytes)
    }
    static let logFormat = FuzzTarget(name: "log-format") { bytes throws(Violation) in
        try ExpressionChecks.runFormat(bytes)
    }
    static let condition = FuzzTarget(name: "condition") { bytes throws(Violation) in
        try ExpressionChecks.runCondition(bytes)
    }
}
