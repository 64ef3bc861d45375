import Memory

/// A format of logs, header fields and other texts, compiled once (manual, 8.2.6).
public final class LogFormat: Sendable {
    enum Node: Sendable {
        case text(ConstantBytes)
        /// One blank, for any number of them.
        case separator
        case expression(Expression, LogItem)
        case alias(LogAlias, LogItem)

        fileprivate var isRaw: Bool {
            switch self {
            case .text, .separator: false
            case .expression(_, let item), .alias(_, let item): item.flags.contains(.binary)
            }
        }
    }

    let nodes: ContiguousArray<Node>
    /// The nodes again, as they are written.
    private let steps: ContiguousArray<LogStep>
    private let writers: [LogStep.AliasWriter]
    /// As written.
    public let text: String
    /// Set when the format is a plain text without any item.
    public let constant: ConstantBytes?
    /// An item that only HTTP has, if there is one.
    public let aliasOfHTTP: String?

    /// Bytes of values are written as they are (`+bin`).
    public let isRaw: Bool

    /// Set when the items are members of one map in an encoding.
    private let mapFlags: LogFormatFlags?

    init(_ nodes: [Node], text: String, aliasOfHTTP: String?, mapFlags: LogFormatFlags? = nil) {
        self.nodes = ContiguousArray(nodes)
        var writers: [LogStep.AliasWriter] = []
        steps = ContiguousArray(nodes.map { LogStep($0, &writers) })
        self.writers = writers
        self.text = text
        self.aliasOfHTTP = aliasOfHTTP
        self.mapFlags = mapFlags
        isRaw = nodes.contains { $0.isRaw } || mapFlags?.contains(.binary) == true
        switch nodes.first {
        case _ where mapFlags != nil: constant = nil
        case nil: constant = ConstantBytes([])
        case .text(let bytes) where nodes.count == 1: constant = bytes
        default: constant = nil
        }
    }

    /// A format that is a plain text.
    public convenience init(constant text: [UInt8]) {
        self.init(
            text.isEmpty ? [] : [.text(ConstantBytes(text))], text: String(decoding: text, as: UTF8.self),
            aliasOfHTTP: nil)
    }

    /// Writes the line; false when there was no room for all of it.
    public func write(_ evaluation: Evaluation, for use: LogFormatUse, into out: Buffer) -> Bool {
        if let mapFlags { return writeMap(mapFlags, evaluation, into: out) }
        var isComplete = true
        // Only a blank of the format itself counts: one at the end of a value does not.
        var isBehindBlank = false
        for position in steps.indices {
            let step = steps[position]
            let end = out.end
            let wasBehindBlank = isBehindBlank
            isBehindBlank = false
            switch step.kind {
            case .text: isComplete = out.append(step.text) && isComplete
            case .separator:
                isBehindBlank = true
                if !wasBehindBlank { isComplete = out.append(32) && isComplete }
            case .expression:
                isComplete = write(step.expression, step.flags, evaluation, use, out) && isComplete
            case .alias:
                guard let alias = step.alias else { continue }
                isComplete = write(alias, step.flags, evaluation, use, out) && isComplete
                let closesGap = alias._withUnsafeGuaranteedRef { $0.closesGap }
                isBehindBlank = wasBehindBlank && closesGap && out.end == end
            case .encoded: isComplete = writeEncoded(nodes[position], evaluation, into: out) && isComplete
            }
        }
        return isComplete
    }

    /// The line in the evaluation's scratch memory; nil without room.
    public func evaluate(_ evaluation: Evaluation, for use: LogFormatUse = .text) -> ByteView? {
        if let constant { return constant.view }
        // Nodes use the same memory, so that what they leave there is moved behind the line.
        return evaluation.line { write(evaluation, for: use, into: $0) }
    }

    private func write(
        _ expression: Unmanaged<Expression>?, _ flags: LogFormatFlags, _ evaluation: Evaluation, _ use: LogFormatUse,
        _ out: Buffer
    ) -> Bool {
        let mark = evaluation.scratch.end
        defer { evaluation.scratch.truncate(at: mark) }
        let value = expression?._withUnsafeGuaranteedRef { $0.evaluate(evaluation) }
        guard let text = value?.cast(to: .string, evaluation), let view = textView(value, text, flags) else {
            return writeNothing(flags, use, out)
        }
        return LogText.write(view, flags, use, into: out)
    }

    /// As a text, binary values end at the first zero; with `+bin` they keep all their bytes.
    private func textView(_ value: Sample?, _ text: Sample, _ flags: LogFormatFlags) -> ByteView? {
        if flags.contains(.binary), case .binary(let view) = value { return view }
        return text.view
    }

    private func write(
        _ alias: Unmanaged<LogStep.AliasWriter>, _ flags: LogFormatFlags, _ evaluation: Evaluation, _ use: LogFormatUse,
        _ out: Buffer
    ) -> Bool {
        alias._withUnsafeGuaranteedRef { alias in
            guard alias.isText else { return alias.write(evaluation, flags, out) || writeNothing(flags, use, out) }
            let mark = evaluation.scratch.end
            defer { evaluation.scratch.truncate(at: mark) }
            guard alias.write(evaluation, flags, evaluation.scratch) else { return writeNothing(flags, use, out) }
            return LogText.write(evaluation.scratch.view(from: mark), flags, alias.textUse ?? use, into: out)
        }
    }

    private func writeNothing(_ flags: LogFormatFlags, _ use: LogFormatUse, _ out: Buffer) -> Bool {
        guard use == .log else { return true }
        return flags.contains(.quoted) ? out.append("\"\"") : out.append(45)
    }

    func writeHexadecimal(_ value: Sample, _ out: Buffer) -> Bool? {
        switch value {
        case .integer(let number): out.append(capitals: UInt64(bitPattern: number), digits: 1)
        case .ipv4(let address): out.append(capitals: UInt64(address), digits: 8)
        default: nil
        }
    }
}

extension LogFormat: Hashable {
    /// A format is equal to itself only.
    public static func == (left: LogFormat, right: LogFormat) -> Bool { left === right }
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
