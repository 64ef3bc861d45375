@preconcurrency import Glibc

/// Environment variables as a value (section 2.3): what the keywords `setenv`, `presetenv`, `unsetenv` and `resetenv`
/// change while a configuration is read, without touching the process until `apply` is called.
public struct Environment: Sendable, Hashable {
    /// A name that cannot be a variable's: empty, or with `=` or a NUL in it.
    public struct InvalidName: Error, Hashable {
        public let name: String
    }

    private var values: [String: [UInt8]] = [:]

    public init() {}

    public init(_ values: [String: String]) {
        self.values = values.mapValues { Array($0.utf8) }
    }

    /// The environment of this process.
    public static func ofProcess() -> Environment {
        var environment = Environment()
        for (name, value) in processEntries() where environment.values[name] == nil { environment.values[name] = value }
        return environment
    }

    /// The value of a variable, or nil if it does not exist.
    public func value(of name: String) -> [UInt8]? { values[name] }

    /// The value of a variable as text, or nil if it does not exist.
    public subscript(name: String) -> String? { values[name].map { String(decoding: $0, as: UTF8.self) } }

    /// The names of all variables, sorted.
    public var names: [String] { values.keys.sorted() }

    /// `setenv`: sets a variable, which may exist.
    public mutating func set(_ name: String, to value: [UInt8]) throws(InvalidName) {
        try Environment.check(name)
        values[name] = value
    }

    /// `setenv`: sets a variable, which may exist.
    public mutating func set(_ name: String, to value: String) throws(InvalidName) {
        try set(name, to: Array(value.utf8))
    }

    /// `presetenv`: sets a variable unless it exists.
    public mutating func preset(_ name: String, to value: [UInt8]) throws(InvalidName) {
        try Environment.check(name)
        if values[name] == nil { values[name] = value }
    }

    /// `unsetenv`: removes a variable, which need not exist.
    public mutating func unset(_ name: String) throws(InvalidName) {
        try Environment.check(name)
        values[name] = nil
    }

    /// `resetenv`: removes all variables but these.
    public mutating func reset(keeping names: some Sequence<String>) {
        let kept = Set(names)
        values = values.filter { kept.contains($0.key) }
    }

    /// Makes the environment of the process equal to this one. Only for a process that still has one thread.
    public func apply() {
        let current = Environment.ofProcess()
        for name in current.values.keys where values[name] == nil { unsetenv(name) }
        for (name, value) in values where current.values[name] != value {
            let terminated = (value.prefix { $0 != 0 } + [0]).map { CChar(bitPattern: $0) }
            setenv(name, terminated, 1)
        }
    }

    private static func check(_ name: String) throws(InvalidName) {
        if name.isEmpty || name.utf8.contains(where: { $0 == UInt8(ascii: "=") || $0 == 0 }) {
            throw InvalidName(name: name)
        }
    }

    private static func processEntries() -> [(String, [UInt8])] {
        var entries: [(String, [UInt8])] = []
        var entry = environ
        while let text = entry.pointee {
            let bytes = Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
            if let equals = bytes.firstIndex(of: UInt8(ascii: "=")), equals > 0 {
                entries.append((String(decoding: bytes[..<equals], as: UTF8.self), Array(bytes[(equals + 1)...])))
            }
            entry += 1
        }
        return entries
    }
}
