import Memory

extension H1Client {
    /// Sends an interim answer that `write` writes; nothing of it when that fails.
    func sendInterim(_ write: (Buffer) -> Bool) -> Bool {
        guard let out = takeOutput() else { return false }
        let start = out.end
        guard write(out) else {
            out.truncate(at: start)
            return false
        }
        session.frontend.headerCase?.adjust(out, from: start)
        flush()
        return true
    }
}
