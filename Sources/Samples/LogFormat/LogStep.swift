import Memory

/// A node of a format in the form in which a line is written: flat and trivially copied, so that nothing is counted on the way.
///
/// The format owns what it points to; nothing of it changes once the configuration runs, which makes it Sendable.
struct LogStep: @unchecked Sendable {
    enum Kind: UInt8 {
        case text, separator, expression, alias
        /// An item that is written in an encoding.
        case encoded
    }

    let kind: Kind
    let flags: LogFormatFlags
    var text = ByteView.empty
    var expression: Unmanaged<Expression>?
    var alias: Unmanaged<AliasWriter>?

    /// What writes an alias, where it can be followed without counting.
    final class AliasWriter: Sendable {
        let write: LogAlias.Write
        let isText: Bool
        let textUse: LogFormatUse?
        let closesGap: Bool

        init(_ alias: LogAlias) {
            write = alias.write
            isText = alias.isText
            textUse = alias.textUse
            closesGap = alias.closesGap
        }
    }

    /// - Parameter writers: gets what writes an alias, to be kept.
    init(_ node: LogFormat.Node, _ writers: inout [AliasWriter]) {
        switch node {
        case .text(let bytes):
            (kind, flags) = (.text, [])
            text = bytes.view
        case .separator: (kind, flags) = (.separator, [])
        case .expression(let own, let item):
            (kind, flags) = (item.flags.encodes ? .encoded : .expression, item.flags)
            expression = .passUnretained(own)
        case .alias(let own, let item):
            (kind, flags) = (item.flags.encodes ? .encoded : .alias, item.flags)
            let writer = AliasWriter(own)
            writers.append(writer)
            alias = .passUnretained(writer)
        }
    }
}
