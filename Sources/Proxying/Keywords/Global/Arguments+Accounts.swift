import Configuration
import Glibc

extension Arguments {
    /// Takes the name of a user: its number.
    mutating func user() throws(ConfigurationError) -> UInt32 {
        let word = try next(named: "<user>")
        guard let entry = getpwnam(word.text) else {
            throw ConfigurationError("cannot find user id for '\(word.text)'", at: word)
        }
        return entry.pointee.pw_uid
    }

    /// Takes the name of a group: its number.
    mutating func group() throws(ConfigurationError) -> UInt32 {
        let word = try next(named: "<group>")
        guard let entry = getgrnam(word.text) else {
            throw ConfigurationError("cannot find group id for '\(word.text)'", at: word)
        }
        return entry.pointee.gr_gid
    }

    /// Takes the number of a user or a group; `alternative` is the keyword that takes a name.
    mutating func identity(alternative: String) throws(ConfigurationError) -> UInt32 {
        let word = peek
        guard let word else { throw ConfigurationError("'\(keyword)' expects an integer argument.") }
        skip()
        guard let number = UInt32(word.text) else {
            throw ConfigurationError(
                "\(keyword): string '\(word.text)' is not a number.\n"
                    + "   | You might want to use the '\(alternative)' parameter to use a system \(alternative) name.",
                at: word)
        }
        return number
    }

    /// Takes the permissions of a file, such as 600.
    mutating func permissions() throws(ConfigurationError) -> UInt32 {
        let word = try next(named: "<mode>")
        guard let mode = UInt32(word.text, radix: 8), mode <= 0o7777 else {
            throw ConfigurationError("'\(keyword)' expects an octal number such as 600 (got '\(word.text)')", at: word)
        }
        return mode
    }
}
