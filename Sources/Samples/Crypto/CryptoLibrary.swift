import COpenSSL

/// OpenSSL's libcrypto, loaded when a configuration holds the first word that needs it.
///
/// Sendable because the table never changes once filled; each object that its functions make says itself who may share it.
struct CryptoLibrary: @unchecked Sendable {
    let functions: UnsafePointer<apus_crypto>

    private enum State: @unchecked Sendable {
        case loaded(UnsafePointer<apus_crypto>)
        case missing(String)
    }

    private static let state: State = {
        var problem: UnsafePointer<CChar>?
        if let table = apus_load_crypto(&problem) { return .loaded(table) }
        return .missing(problem.map { String(cString: $0) } ?? "no cause given")
    }()

    private init(_ functions: UnsafePointer<apus_crypto>) { self.functions = functions }

    /// - Throws: `CryptoError.library` when the host has none.
    static func load() throws(CryptoError) -> CryptoLibrary {
        switch state {
        case .loaded(let table): return CryptoLibrary(table)
        case .missing(let cause): throw .library(cause)
        }
    }

    /// Drops what a failed call left behind in this thread's list of errors.
    func forgetErrors() { functions.pointee.ERR_clear_error() }
}

/// Why something of a configuration cannot be used.
enum CryptoError: Error, CustomStringConvertible {
    case library(String)
    case memory
    case unavailable(String)

    var description: String {
        switch self {
        case .library(let cause): "OpenSSL's libcrypto cannot be loaded: \(cause)"
        case .memory: "out of memory"
        case .unavailable(let name): "OpenSSL of this host does not have '\(name)'"
        }
    }
}
