import Glibc
import Memory

/// What a listener lacks to accept its next client.
enum Shortage {
    case processDescriptors, systemDescriptors, systemMemory
    /// Less than what `-m` is to keep for those who are there.
    case limitedMemory

    /// What an error number of accept(2) says is short; nil when it concerns one client only.
    init?(_ number: Int32) {
        switch number {
        case EMFILE: self = .processDescriptors
        case ENFILE: self = .systemDescriptors
        case ENOBUFS, ENOMEM: self = .systemMemory
        default: return nil
        }
    }

    /// A shortage lasts, and the log is told of it by each listener: once in that time is enough.
    static let pauseBetweenComplaints = Milliseconds(10_000)

    /// The line for the proxy's log.
    func complaint(of proxy: String, descriptors: Int) -> String {
        switch self {
        case .processDescriptors:
            "Proxy \(proxy) reached process FD limit (maxsock=\(descriptors)). Please check 'ulimit-n' and restart."
        case .systemDescriptors:
            "Proxy \(proxy) reached system FD limit (maxsock=\(descriptors)). Please check system tunables."
        case .systemMemory:
            "Proxy \(proxy) reached system memory limit (maxsock=\(descriptors)). Please check system tunables."
        case .limitedMemory:
            "Proxy \(proxy) reached the memory limit. It accepts again when memory is free; please check '-m' and 'maxconn'."
        }
    }
}
