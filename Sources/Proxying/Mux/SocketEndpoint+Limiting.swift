import Memory

/// Bodies whose way is limited by `set-bandwidth-limit`.
extension SocketEndpoint {
    /// Passes as much of what is there as the limits let pass now; false when the rest waits.
    final func passWithinLimits(_ buffer: Buffer, to sink: Endpoint) -> Bool {
        guard let stream, let bandwidth = stream.bandwidth else {
            pass(buffer, to: sink)
            return true
        }
        let isUpload = self === stream.front
        let waiting = reader.decodedEnd - buffer.start
        let allowed = bandwidth.allowance(for: waiting, isUpload: isUpload, on: context.loop)
        guard allowed > 0 else { return false }
        if allowed == waiting {
            pass(buffer, to: sink)
        } else {
            _ = sink.accept(buffer, upTo: buffer.start + allowed, canAdopt: false)
        }
        let left = input === buffer && reader.hasData(buffer) ? reader.decodedEnd - buffer.start : 0
        bandwidth.pay(for: waiting - left, isUpload: isUpload, on: context)
        return true
    }
}
