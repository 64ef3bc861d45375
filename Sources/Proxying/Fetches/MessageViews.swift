import Memory
import Samples

/// How a message lies in memory, for those who look for faults (manual, 7.3.8). Types, positions and contents of blocks are HAProxy's, sizes
/// those that its form would take.
extension SampleFetch {
    static let messageViews: [SampleFetch] = [
        SampleFetch(
            "internal.strm.is_htx", gives: .boolean, in: .process, "Whether the stream carries messages of HTTP."
        ) { _, evaluation in
            .boolean(evaluation.isOfLoop && evaluation.loops.withStream { $0.session.mode == .http } ?? false)
        },
        ofBlocks("internal.htx.data", gives: .integer, "The bytes of a message's blocks.") { blocks, _ in
            .integer(blocks.dataSize)
        },
        ofBlocks("internal.htx.used", gives: .integer, "The same with what is kept of each block.") { blocks, _ in
            .integer(blocks.usedSize)
        },
        ofBlocks("internal.htx.size", gives: .integer, "The bytes that a message may take.") { _, context in
            .integer(context.messageRoom)
        },
        ofBlocks("internal.htx.free", gives: .integer, "What a message leaves of that.") { blocks, context in
            .integer(max(0, context.messageRoom - blocks.usedSize))
        },
        ofBlocks("internal.htx.free_data", gives: .integer, "The same, with one more block.") { blocks, context in
            .integer(max(0, context.messageRoom - blocks.usedSize - MessageBlock.ownSize))
        },
        ofBlocks("internal.htx.has_eom", gives: .boolean, "Whether all of a message is here.") { blocks, _ in
            .boolean(blocks.isWhole)
        },
        ofBlocks("internal.htx.nbblks", gives: .integer, "How many blocks a message has.") { blocks, _ in
            .integer(blocks.blocks.count)
        },
        ofBlock("size", gives: .integer, "The bytes of a block; 0 without one.") { block, _ in
            .integer(block?.size ?? 0)
        },
        ofBlock("type", gives: .string, "What a block is.") { block, _ in
            .string(ByteView((block ?? MessageBlock(kind: .unused)).typeName))
        },
        ofBlock("data", gives: .binary, "The bytes of a block of data.") { block, evaluation in
            bytes(block?.kind == .data ? block?.value : nil, evaluation).map { .binary($0) }
        },
        ofBlock("hdrname", gives: .string, "The name of a field, trailers included.") { block, evaluation in
            bytes(block?.name, evaluation).map { .string($0) }
        },
        ofBlock("hdrval", gives: .string, "The value of a field, trailers included.") { block, evaluation in
            bytes(block?.isField == true ? block?.value : nil, evaluation).map { .string($0) }
        },
        ofBlock("start_line", gives: .string, "The start line of a message.") { block, evaluation in
            bytes(block?.isStartLine == true ? block?.value : nil, evaluation).map { .string($0) }
        },
    ]

    private static func ofBlocks(
        _ name: String, gives type: SampleType, _ summary: String,
        _ find: @escaping @Sendable (MessageBlocks, LoopContext) -> Sample?
    ) -> SampleFetch {
        SampleFetch(name, gives: type, in: .content, summary) { _, evaluation in
            find(MessageBlocks(evaluation.loops), evaluation.loops.context)
        }
    }

    private static func ofBlock(
        _ part: String, gives type: SampleType, _ summary: String,
        _ find: @escaping @Sendable (MessageBlock?, Evaluation) -> Sample?
    ) -> SampleFetch {
        SampleFetch(
            "internal.htx_blk.\(part)", gives: type, takes: ArgumentGrammar([.string]), in: .content, summary,
            check: { arguments in
                let text = arguments.text(0)
                switch text {
                // Nothing of a message has gone on while it is looked at.
                case "head", "first": arguments.set(0, at: 0)
                case "tail": arguments.set(-1, at: 0)
                case "":
                    throw arguments.refuse(
                        "a block position is expected (> 0) or a special block name (head, tail, first).")
                default:
                    guard let position = Int64(text), (0...Int64(Int32.max)).contains(position) else {
                        throw arguments.refuse("invalid block position.")
                    }
                    arguments.set(position, at: 0)
                }
            },
            find: { arguments, evaluation in
                find(MessageBlocks(evaluation.loops).block(at: arguments.integer(0)), evaluation)
            })
    }

    private static func bytes(_ bytes: [UInt8]?, _ evaluation: Evaluation) -> ByteView? {
        evaluation.write { out in bytes.map { out.append($0) } ?? true }
    }
}

extension LoopContext {
    /// What a buffer leaves to a message of HAProxy's form.
    fileprivate var messageRoom: Int { evaluation.valueLimit - 48 }
}
