/// The names of proxies and servers (manual, 2.1 and 4).
enum ProxyName {
    /// The first character that no name may have, or nil.
    static func invalidCharacter(in name: String) -> Character? {
        name.first { character in
            guard let byte = character.asciiValue else { return true }
            return !(byte.isNodeNameByte || byte == UInt8(ascii: ":"))
        }
    }
}
