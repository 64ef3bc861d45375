import Glibc

/// The three descriptors that every program expects.
enum StandardDescriptors {
    /// Opens those that the caller has closed: a socket in the place of one would get what is meant for the terminal or for
    /// `log stdout`.
    static func open() {
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest that is free is the one that was missing.
            if Glibc.open("/dev/null", O_RDWR) != descriptor { return }
        }
    }
}
