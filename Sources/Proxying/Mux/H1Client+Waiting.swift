import HTTP
import Memory

/// Requests that wait for a server.
extension H1Client {
    /// Gives the buffer of a request back that has nothing but its head in it; the head moves into memory of its own. How many bytes
    /// it takes there; 0 when it stays, which bounds by the buffers how many can wait when memory gets short.
    func compact(_ request: Message) -> Int {
        guard let buffer = input, buffer.isEmpty, request.arena === buffer, MemoryReserve.isLeft else { return 0 }
        let size = request.compact()
        if size > 0 { releaseInput() }
        return size
    }
}
