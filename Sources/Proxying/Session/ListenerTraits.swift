/// What a listening socket hands on to the sessions it begins.
struct ListenerTraits {
    /// `maxconn` of the bind line.
    var limit: ConnectionLimit?
    /// `nice`
    var nice: Int16 = 0

    /// A socket that says nothing of its own.
    static let usual = ListenerTraits()

    var isUsual: Bool { limit == nil && nice == 0 }
}
