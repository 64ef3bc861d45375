/// What a listening socket hands on to the sessions it begins.
struct ListenerTraits {
    /// `maxconn` of the bind line.
    var limit: ConnectionLimit?
    /// `nice`
    var nice: Int16 = 0
    /// `id`
    var identifier: Int32 = 0
    /// `name`
    var name = ""
}
