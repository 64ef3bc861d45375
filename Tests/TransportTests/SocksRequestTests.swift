import Testing
import Transport

/// SOCKS4 as proxies know it: <https://www.openssh.com/txt/socks4.protocol>.
struct SocksRequestTests {
    @Test func asksForAnAddress() {
        let request = SocksRequest.connect(to: .ipv4(0xc000_0201, port: 0x1f90))
        #expect(request == [4, 1, 0x1f, 0x90, 192, 0, 2, 1] + Array("HAProxy".utf8) + [0])
    }

    @Test func hasNoPlaceForOtherAddresses() {
        #expect(SocksRequest.connect(to: SocketAddress(family: .ipv6, high: 1, low: 1, port: 80)) == nil)
        #expect(SocksRequest.connect(to: .unix) == nil)
    }

    @Test(
        arguments: [
            ([0, 0x5a, 0, 0, 0, 0, 0, 0], SocksReply.Verdict.granted), ([4, 0x5a, 1, 2, 3, 4, 5, 6], .granted),
            ([0, 0x5b, 0, 0, 0, 0, 0, 0], .denied), ([0x5a, 0, 0x5a, 0x5a, 0x5a, 0x5a, 0x5a, 0x5a], .denied),
        ] as [([UInt8], SocksReply.Verdict)])
    func reads(_ answer: [UInt8], _ verdict: SocksReply.Verdict) {
        var reply = SocksReply()
        for (place, byte) in answer.enumerated() {
            #expect(reply.verdict == .undecided)
            #expect(reply.missing == answer.count - place)
            reply.append(byte)
        }
        #expect(reply.verdict == verdict)
        #expect(reply.missing == 0)
        reply.append(0)
        #expect(reply.missing == 0)
    }
}
