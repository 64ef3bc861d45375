import CLinux

/// How many processors the process may use.
enum Processors {
    static var available: Int { max(1, Int(apus_affinity_count())) }
}
