import Glibc

/// IP addresses as text and as bytes in network order.
public enum InternetAddress {
    /// The four bytes of an IPv4 address, also in its old forms such as `127.1`; nil if it is none.
    public static func ipv4(_ text: String) -> [UInt8]? {
        guard let first = text.utf8.first, first.isASCIIDigit, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return nil
        }
        var address = in_addr()
        guard inet_aton(text, &address) != 0 else { return nil }
        return withUnsafeBytes(of: address) { Array($0) }
    }

    /// The sixteen bytes of an IPv6 address; nil if it is none.
    public static func ipv6(_ text: String) -> [UInt8]? {
        guard text.utf8.contains(UInt8(ascii: ":")), !text.utf8.contains(0) else { return nil }
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
        return withUnsafeBytes(of: address) { Array($0) }
    }

    /// The usual text of four or sixteen bytes.
    public static func text(_ bytes: [UInt8]) -> String {
        guard bytes.count == 4 || bytes.count == 16 else { return "" }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
