/// How far a peer has followed one table.
///
/// Every shard numbers the changes of its entries. What is sent is numbered anew for each peer, since the peers' protocol knows one
/// row of numbers for a table; a peer acknowledges those.
struct PeerTableProgress {
    /// The last change of each shard that was sent.
    private(set) var sent: [UInt32]
    /// Those that the peer has acknowledged.
    private var acknowledged: [UInt32]
    /// What was sent when the message of a number went out.
    private var checkpoint: (number: UInt32, sent: [UInt32])?
    /// The number of the last message.
    private(set) var number: UInt32 = 0
    private(set) var lastAcknowledged: UInt32 = 0

    init(_ table: StickTable) {
        sent = [UInt32](repeating: 0, count: table.shardCount)
        acknowledged = sent
    }

    /// The number of the next message.
    mutating func next() -> UInt32 {
        number &+= 1
        return number
    }

    mutating func didSend(_ change: UInt32, ofShard shard: Int) {
        guard sent.indices.contains(shard) else { return }
        sent[shard] = change
        if checkpoint == nil { checkpoint = (number, sent) }
    }

    /// The peer has got everything up to a message.
    mutating func acknowledge(_ number: UInt32) {
        lastAcknowledged = number
        guard let (reached, state) = checkpoint, Int32(bitPattern: number &- reached) >= 0 else { return }
        // Nothing is on its way any more, or only what the checkpoint does not cover.
        acknowledged = number == self.number ? sent : state
        checkpoint = number == self.number ? nil : (self.number, sent)
    }

    /// A new connection: what was not acknowledged is sent again.
    mutating func restart() {
        sent = acknowledged
        checkpoint = nil
    }
}
