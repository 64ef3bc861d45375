import Configuration
import Glibc

extension Keyword<GlobalBuilder> {
    /// What the process is and how it runs (manual, 3.1 and 3.3).
    static let process: [Keyword] = [
        Keyword("daemon", in: .global, summary: "Runs in the background.") { _, global in
            global.settings.isDaemon = true
        },
        Keyword("quiet", in: .global, summary: "Shows no messages but errors.") { _, global in
            global.settings.isQuiet = true
        },
        Keyword("zero-warning", in: .global, summary: "Refuses to start if anything was warned of.") { _, global in
            global.settings.warningsAreFatal = true
        },
        Keyword("pidfile", in: .global, usage: "<path>", summary: "Names the file for the process's number.") {
            arguments, global in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'pidfile' expects a file name as an argument.")
            }
            global.settings.pidFile = word.text
        },
        Keyword("chroot", in: .global, usage: "<directory>", summary: "Confines the process to a directory.") {
            arguments, global in
            global.settings.root = try arguments.next(named: "<directory>").text
        },
        Keyword("user", in: .global, usage: "<name>", summary: "Sets the user to run as.") { arguments, global in
            global.settings.user = try arguments.user()
        },
        Keyword("uid", in: .global, usage: "<number>", summary: "Sets the user to run as.") { arguments, global in
            global.settings.user = try arguments.identity(alternative: "user")
        },
        Keyword("group", in: .global, usage: "<name>", summary: "Sets the group to run as.") { arguments, global in
            global.settings.group = try arguments.group()
        },
        Keyword("gid", in: .global, usage: "<number>", summary: "Sets the group to run as.") { arguments, global in
            global.settings.group = try arguments.identity(alternative: "group")
        },
        Keyword("node", in: .global, usage: "<name>", summary: "Names this process in statistics.") {
            arguments, global in
            let word = arguments.optional()
            let isName = { (byte: UInt8) in byte.isNodeNameByte }
            guard let word, word.text.utf8.allSatisfy(isName) else {
                throw ConfigurationError(
                    "'node' requires valid node name - non-empty string with digits(0-9), letters(A-Z, a-z), dot(.), "
                        + "hyphen(-) or underscode(_).", at: word)
            }
            global.settings.node = word.text
        },
        Keyword("description", in: .global, usage: "<text>", summary: "Describes this process in statistics.") {
            arguments, global in
            let words = arguments.remaining()
            guard !words.isEmpty else { throw ConfigurationError("'description' expects a string argument.") }
            global.settings.description = words.map(\.text).joined(separator: " ")
        },
        Keyword("localpeer", in: .global, usage: "<name>", summary: "Names this process among peers.") {
            arguments, global in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'localpeer' expects a name as an argument.")
            }
            global.settings.localPeer = word.text
        },
        Keyword("nosplice", in: .global, summary: "Moves no data inside the kernel.") { _, global in
            global.settings.usesSplice = false
        },
        Keyword("noreuseport", in: .global, summary: "Opens one socket for all threads.") { _, global in
            global.settings.usesReusePort = false
        },
        Keyword(
            "dns-accept-family", in: .global, usage: "{ ipv4 | ipv6 | auto }[,...]",
            summary: "Limits the families that names are resolved to."
        ) { arguments, global in
            let word = try arguments.next(named: "<family>")
            let families = Set(word.text.split(separator: ",").map(String.init))
            guard families.isSubset(of: ["ipv4", "ipv6", "auto"]), !families.isEmpty else {
                throw ConfigurationError(
                    "'dns-accept-family' expects a list of 'ipv4', 'ipv6' or 'auto' (got '\(word.text)').", at: word)
            }
            global.settings.nameFamilies = families == ["ipv4"] ? .ipv4Only : families == ["ipv6"] ? .ipv6Only : .none
            global.settings.looksForRoutes = families.contains("auto")
        },
    ]
}

extension UInt8 {
    /// Whether a byte may stand in the name of a node.
    var isNodeNameByte: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
