import EventLoop
import Memory

/// A `peers` section at work: the tables that it shares and the peers that it shares them with. Lives on the first loop.
final class PeerGroup: EventSource {
    let settings: PeersSettings
    let localName: String
    let tables: [PeerTable]
    let news: PeerNews
    private(set) var remotes: [RemotePeer] = []
    /// Connections that have not said yet whose they are.
    private var strangers: [PeerConnection] = []
    unowned(unsafe) let context: LoopContext
    /// What a new process does to learn what others know.
    private(set) var resync = Resync.wanted
    private var resyncDeadline: Milliseconds

    enum Resync {
        /// No peer was asked yet, or those that were asked did not know everything.
        case wanted
        /// A peer is teaching.
        case asked
        /// This process knows what the others know.
        case done
    }

    /// How long changes are collected before they are sent.
    private static let delay = Milliseconds(5)
    /// How long a peer may take to be found and to begin to teach.
    static let resyncTimeout = Milliseconds.seconds(5)

    init(_ settings: PeersSettings, localName: String, _ tables: [PeerTable], _ news: PeerNews, _ context: LoopContext) {
        self.settings = settings
        self.localName = localName
        self.tables = tables
        self.news = news
        self.context = context
        resyncDeadline = context.now + PeerGroup.resyncTimeout
        super.init()
        context.loop.register(self)
        remotes = settings.remotes.map { RemotePeer($0, self) }
    }

    func start(at place: Int) {
        news.listen(context.mailbox, group: place)
        for remote in remotes { remote.connect() }
    }

    /// Ends all connections, for good.
    func end() {
        for stranger in strangers { stranger.close() }
        for remote in remotes { remote.end() }
        context.loop.unregister(self)
    }

    // MARK: Changes

    /// Tables have changed on some loop.
    func hasNews() { context.loop.setDeadline(self, context.now + PeerGroup.delay) }

    override func expired() {
        news.reset()
        for remote in remotes { remote.connection?.push() }
    }

    // MARK: Connections from others

    /// A peer has connected; who it is, its greeting will say.
    func accept(_ descriptor: Int32) {
        if let connection = PeerConnection.accept(descriptor, self) { strangers.append(connection) }
    }

    func forget(_ stranger: PeerConnection) { strangers.removeAll { $0 === stranger } }

    func remote(named name: String) -> RemotePeer? {
        if let found = remotes.first(where: { $0.name == name }) { return found }
        return nil
    }

    // MARK: Learning what others know

    /// Whether a peer that has just been reached is to teach this process.
    func wantsLesson(from remote: RemotePeer) -> Bool {
        if resync != .done, context.now >= resyncDeadline, resync == .wanted { resync = .done }
        guard resync == .wanted, !remote.hasTaught else { return false }
        resync = .asked
        return true
    }

    /// A peer has told all that it knows.
    func lessonEnded(by remote: RemotePeer, isComplete: Bool) {
        remote.hasTaught = true
        guard resync != .done else { return }
        if isComplete {
            resync = .done
        } else {
            resync = .wanted
            resyncDeadline = context.now + PeerGroup.resyncTimeout
            askAnother()
        }
    }

    /// The peer that was teaching is gone.
    func lessonBroken() {
        guard resync == .asked else { return }
        resync = .wanted
        resyncDeadline = context.now + PeerGroup.resyncTimeout
        askAnother()
    }

    private func askAnother() {
        for remote in remotes.shuffled() where remote.connection?.isEstablished == true {
            if wantsLesson(from: remote) {
                remote.connection?.askForLesson()
                return
            }
        }
    }

    /// This process knows what its peers knew when it started, or nobody was there to tell.
    var isUpToDate: Bool { resync == .done || context.now >= resyncDeadline && resync == .wanted }
}

/// A table that a section's peers share.
struct PeerTable {
    let table: StickTable
    /// What the peers call it.
    let wireName: [UInt8]
    /// This process's number for it.
    let identifier: UInt64
}

extension LoopContext {
    func peerGroup(at place: Int) -> PeerGroup? { peerGroups.indices.contains(place) ? peerGroups[place] : nil }
}
