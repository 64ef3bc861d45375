import HTTP
import Memory

/// Requests that wait for a server, and those that are answered without one.
extension H1Client {
    /// A part of the request is still to come: nobody would know whether what follows an answer is that part or the next request, which
    /// a client may send instead of a body that it was not asked for (RFC 9110, 10.1.1).
    var isReceiving: Bool {
        guard reader.isOpen else { return false }
        guard let framing = stream?.request?.framing else { return true }
        return !hasWholeBody(framing)
    }

    /// Gives the buffer of a request back that has nothing but its head in it; the head moves into memory of its own. How many bytes
    /// it takes there; 0 when it stays, which bounds by the buffers how many can wait when memory gets short.
    func compact(_ request: Message) -> Int {
        guard let buffer = input, buffer.isEmpty, request.arena === buffer, MemoryReserve.isLeft else { return 0 }
        let size = request.compact()
        if size > 0 { releaseInput() }
        return size
    }
}
