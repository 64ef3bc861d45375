/// The ACLs of a section by name, and those that every section has (manual, 7.4).
public struct ACLTable {
    private var declared: [String: ACL] = [:]

    public init() {}

    /// Adds a test to the ACL of that name, which is made by its first line.
    public mutating func add(_ test: ACLTest, to name: String) {
        if let acl = declared[name] { return acl.add(test) }
        declared[name] = ACL(name, [test])
    }

    /// Remembers an ACL whose line was refused: rules that name it are not refused for that, too.
    public mutating func addRefused(_ name: String) { if declared[name] == nil { declared[name] = ACL(name, []) } }

    public subscript(name: String) -> ACL? { declared[name] }

    public var names: [String] { Array(declared.keys) + Self.predefined.keys }

    /// Adds an ACL that every section has, once it is used.
    mutating func keep(_ acl: ACL) { declared[acl.name] = acl }

    /// What the ready-made ACLs stand for.
    static let predefined: [String: String] = [
        "FALSE": "always_false", "HTTP": "req.proto_http", "HTTP_1.0": "req.ver 1.0", "HTTP_1.1": "req.ver 1.1",
        "HTTP_2.0": "req.ver 2.0", "HTTP_3.0": "req.ver 3.0", "HTTP_CONTENT": "req.hdr_val(content-length) gt 0",
        "HTTP_URL_ABS": "url_reg ^[^/:]*://", "HTTP_URL_SLASH": "url_beg /", "HTTP_URL_STAR": "url *",
        "LOCALHOST": "src 127.0.0.1/8 ::1", "METH_CONNECT": "method CONNECT", "METH_DELETE": "method DELETE",
        "METH_GET": "method GET HEAD", "METH_HEAD": "method HEAD", "METH_OPTIONS": "method OPTIONS",
        "METH_POST": "method POST", "METH_PUT": "method PUT", "METH_TRACE": "method TRACE",
        "RDP_COOKIE": "req.rdp_cookie_cnt gt 0", "REQ_CONTENT": "req.len gt 0", "TRUE": "always_true",
        "WAIT_END": "wait_end",
    ]
}
