import EventLoop
import Glibc
import Memory

/// A `peers` section at work: the tables that it shares and the peers that it shares them with. Lives on the first loop.
final class PeerGroup: EventSource {
    let settings: PeersSettings
    let localName: String
    let tables: [PeerTable]
    private(set) var remotes: [RemotePeer] = []
    /// The process before this one, once it has come.
    private(set) var predecessor: RemotePeer?
    /// The process after this one, once this one ends.
    private var successor: RemotePeer?
    private var isEnding = false
    /// Nothing is left to be told before the process may end.
    private(set) var isHandedOver = false
    /// Connections that have not said yet whose they are.
    private var strangers: [PeerConnection] = []
    unowned(unsafe) let context: LoopContext
    /// Nil without `log` lines.
    let journal: PeerJournal?
    /// What a new process does to learn what others know.
    private(set) var resync = Resync.wanted
    private(set) var resyncDeadline: Milliseconds
    /// When it began to work, in milliseconds since 1970.
    let began = Clock.wall()
    /// How often there was something to do.
    private(set) var rounds = 0

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
    /// How long a lesson may hold back what has changed here.
    private static let longestHold = Milliseconds.seconds(30)
    private var holdDeadline = Milliseconds.zero

    init(_ peers: Peers, _ context: LoopContext, _ logs: LoopLogs) {
        settings = peers.settings
        localName = peers.localName
        tables = peers.tables.enumerated().map {
            PeerTable($1, section: peers.settings.name, identifier: UInt64($0 + 1), copy: peers.copies[$0])
        }
        self.context = context
        journal = PeerJournal(peers, logs)
        resyncDeadline = context.now + PeerGroup.resyncTimeout
        super.init()
        context.loop.register(self)
        remotes = settings.remotes.map { RemotePeer($0, self) }
    }

    func start(at place: Int) {
        for table in tables { table.table.news?.listen(context.mailbox, group: place) }
        for remote in remotes { remote.connect() }
    }

    /// Ends all connections, and tells what it knows to the process that has taken over, if there is one.
    func handOver() {
        guard !isEnding else { return }
        isEnding = true
        for stranger in strangers { stranger.close() }
        for remote in remotes { remote.end() }
        predecessor?.end()
        context.loop.unregister(self)
        guard !settings.isDisabled, !tables.isEmpty, let address = settings.bind?.address,
            address.family != .descriptor
        else {
            isHandedOver = true
            return
        }
        let heir = PeerSettings(name: localName, location: settings.location, route: PlainRoute(to: address))
        let successor = RemotePeer(heir, self, .successor)
        self.successor = successor
        successor.connect()
    }

    /// The process that has taken over knows all, or there is none.
    func handedOver() {
        guard !isHandedOver else { return }
        isHandedOver = true
        successor?.end()
        context.endIfIdle()
    }

    // MARK: Changes

    /// Tables have changed on some loop.
    func hasNews() {
        guard !isEnding else { return }
        context.loop.setDeadline(self, context.now + PeerGroup.delay)
    }

    override func expired() {
        rounds &+= 1
        for table in tables { table.table.news?.reset() }
        pushAll()
    }

    // MARK: Connections from others

    /// Connections that may be without a name at once; each has some seconds to say who it is.
    private static let mostStrangers = 64

    /// A peer has connected; who it is, its greeting will say.
    func accept(_ descriptor: Int32) {
        guard !isEnding, strangers.count < PeerGroup.mostStrangers else {
            close(descriptor)
            return
        }
        if let connection = PeerConnection.accept(descriptor, self) { strangers.append(connection) }
    }

    func forget(_ stranger: PeerConnection) { strangers.removeAll { $0 === stranger } }

    /// Another process of the section; who has this one's name is the process that it takes over from.
    func remote(named name: String) -> RemotePeer? {
        guard name == localName else { return remotes.first { $0.name == name } }
        if predecessor == nil, let address = settings.bind?.address {
            let settings = PeerSettings(name: name, location: settings.location, route: PlainRoute(to: address))
            predecessor = RemotePeer(settings, self, .predecessor)
        }
        return predecessor
    }

    /// Which part of the entries a peer gets; 0 for all.
    func part(of remote: RemotePeer?) -> Int {
        guard let part = remote?.settings.shard, part <= settings.shards else { return 0 }
        return part
    }

    // MARK: Learning what others know

    /// Whether a peer that has just been reached is to teach this process.
    func wantsLesson(from remote: RemotePeer) -> Bool {
        if resync != .done, context.now >= resyncDeadline, resync == .wanted { resync = .done }
        guard resync == .wanted, !remote.hasTaught else { return false }
        beginLesson()
        return true
    }

    /// A peer teaches without being asked.
    func lessonBegun() { if resync == .wanted { beginLesson() } }

    private func beginLesson() {
        resync = .asked
        holdDeadline = context.now + PeerGroup.longestHold
    }

    /// What has changed here is not told yet: it would replace what the others know, which a lesson is about to bring.
    var holdsChanges: Bool { resync == .asked && context.now < holdDeadline }

    /// Tells what was held.
    private func pushAll() { for remote in remotes { remote.connection?.push() } }

    /// A peer has told all that it knows.
    func lessonEnded(by remote: RemotePeer, isComplete: Bool) {
        remote.hasTaught = true
        guard resync != .done else { return }
        if isComplete {
            resync = .done
            hasNews()
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
        hasNews()
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
    /// What gets a copy of some of what is learned (`write-to`).
    let copy: StickTable?

    /// A table of the section itself has its short name behind a slash, so that it is not taken for a proxy's.
    init(_ table: StickTable, section: String, identifier: UInt64, copy: StickTable? = nil) {
        self.table = table
        self.copy = copy
        self.identifier = identifier
        let prefix = section + "/"
        wireName = Array((table.name.hasPrefix(prefix) ? "/" + table.name.dropFirst(prefix.count) : table.name).utf8)
    }
}
