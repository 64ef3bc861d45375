import Synchronization

/// How long a variable lives (manual, 2.8).
public enum VariableScope: UInt8, Sendable, Hashable, CaseIterable {
    /// The process.
    case process
    /// A client's connection.
    case session
    /// A request and its response.
    case transaction
    /// The processing of a request.
    case request
    /// The processing of a response.
    case response
    /// A health check.
    case check
    /// Those of a parent stream; only an agent's or a script's stream has a parent, so that nothing is found elsewhere.
    case parentSession, parentTransaction, parentRequest, parentResponse

    public var prefix: String {
        switch self {
        case .process: "proc"
        case .session: "sess"
        case .transaction: "txn"
        case .request: "req"
        case .response: "res"
        case .check: "check"
        case .parentSession: "psess"
        case .parentTransaction: "ptxn"
        case .parentRequest: "preq"
        case .parentResponse: "pres"
        }
    }
}

/// A variable by scope and number; equal names have equal numbers in the whole process, also after a reload.
public struct VariableName: Sendable, Hashable {
    public let scope: VariableScope
    public let number: UInt32

    /// Names in the order of their numbers.
    private static let known = Mutex<(numbers: [String: UInt32], names: [String])>(([:], []))

    /// Reads `txn.name`.
    ///
    /// - Throws: `VariableNameError`, the manual's rule that was broken.
    public init(_ text: String) throws(VariableNameError) {
        guard let point = text.firstIndex(of: "."),
            let scope = VariableScope.allCases.first(where: { $0.prefix == text[..<point] })
        else { throw .scope(text) }
        let name = String(text[text.index(after: point)...])
        let allowed: (UInt8) -> Bool = { byte in
            byte == 95 || byte == 46 || byte &- 48 < 10 || (byte | 0x20) &- 97 < 26
        }
        if let bad = name.utf8.firstIndex(where: { !allowed($0) }) {
            throw .syntax(String(name[bad...]))
        }
        if name.isEmpty { throw .syntax("") }
        self.scope = scope
        number = Self.known.withLock { known in
            if let number = known.numbers[name] { return number }
            let number = UInt32(truncatingIfNeeded: known.names.count)
            known.numbers[name] = number
            known.names.append(name)
            return number
        }
    }

    /// As written: `txn.name`.
    public var text: String {
        let name = Self.known.withLock { known in
            Int(number) < known.names.count ? known.names[Int(number)] : ""
        }
        return "\(scope.prefix).\(name)"
    }
}

/// Why a text is no variable's name.
public enum VariableNameError: Error, CustomStringConvertible {
    case scope(String)
    case syntax(String)

    public var description: String {
        switch self {
        case .scope(let text):
            "invalid variable name '\(text)'. A variable name must be start by its scope. The scope can be 'proc', 'sess', 'txn', 'req', 'res' or 'check'."
        case .syntax(let rest): "invalid syntax at char '\(rest)'."
        }
    }
}
