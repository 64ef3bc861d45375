import Memory

/// What a frontend captures (manual, 4.2 `capture`, `declare capture`): slots in the order of their declaration.
public struct CapturePlan: Sendable {
    public struct Slot: Sendable {
        /// The field that fills it, in lower case; nil for one that rules fill.
        let field: ConstantBytes?
        /// The longest value.
        let limit: Int
    }

    public struct Cookie: Sendable {
        /// How `name=value` begins.
        let start: ConstantBytes
        var limit: Int
    }

    var request: [Slot] = []
    var response: [Slot] = []
    var cookie: Cookie?

    public init() {}

    /// Some field or cookie is captured without a rule.
    var concernsMessages: Bool { cookie != nil || (request + response).contains { $0.field != nil } }

    /// Requests or responses.
    enum Side: Int64, Sendable {
        case request, response
    }

    subscript(side: Side) -> [Slot] {
        get { side == .request ? request : response }
        set {
            if side == .request { request = newValue } else { response = newValue }
        }
    }

    /// Where a stream keeps the value of a slot; nil for one that was not declared.
    func place(_ index: Int, _ side: Side) -> Int? {
        guard index >= 0, index < self[side].count else { return nil }
        return side == .request ? index : request.count + index
    }

    /// Where a stream keeps the cookie of its request or its response.
    func cookiePlace(_ side: Side) -> Int { request.count + response.count + (side == .request ? 0 : 1) }
}
