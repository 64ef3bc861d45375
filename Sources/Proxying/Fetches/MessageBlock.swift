/// A part of a message as those see it who look for faults (manual, 7.3.8). Apus keeps messages otherwise: blocks are made when somebody
/// asks for them.
struct MessageBlock {
    enum Kind {
        /// A field that a rule has taken out.
        case unused
        case requestLine, statusLine, field, endOfHeaders, data, trailer, endOfTrailers
    }

    let kind: Kind
    /// Of a field, in lower case; else empty.
    var name: [UInt8] = []
    /// Of a field; the text of a start line; data.
    var value: [UInt8] = []

    var isField: Bool { kind == .field || kind == .trailer }
    var isStartLine: Bool { kind == .requestLine || kind == .statusLine }

    /// What it would take in a message of HAProxy's form, in bytes.
    var size: Int {
        switch kind {
        case .unused: 0
        // Both blanks of the line belong to the fixed part, which has more lengths and flags.
        case .requestLine, .statusLine: value.count + MessageBlock.lineOverhead
        case .field, .trailer: name.count + value.count
        case .endOfHeaders, .endOfTrailers: 1
        case .data: value.count
        }
    }

    private static let lineOverhead = 18
    /// What a message keeps for each block besides its bytes.
    static let ownSize = 8

    var typeName: StaticString {
        switch kind {
        case .unused: "HTX_BLK_UNUSED"
        case .requestLine: "HTX_BLK_REQ_SL"
        case .statusLine: "HTX_BLK_RES_SL"
        case .field: "HTX_BLK_HDR"
        case .endOfHeaders: "HTX_BLK_EOH"
        case .data: "HTX_BLK_DATA"
        case .trailer: "HTX_BLK_TLR"
        case .endOfTrailers: "HTX_BLK_EOT"
        }
    }
}
