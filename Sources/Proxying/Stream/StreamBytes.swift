/// Bytes that passed for a stream, as its connections counted them.
struct StreamBytes {
    /// From the client.
    var requestIn: UInt64 = 0
    /// To the server.
    var requestOut: UInt64 = 0
    /// From the server, or made inside the process.
    var responseIn: UInt64 = 0
    /// To the client.
    var responseOut: UInt64 = 0
}
