import Memory
import Testing

struct ByteRingTests {
    /// Appends 1, 2, 3; whether there was room.
    private static func fill(_ ring: inout ByteRing) -> Bool {
        let bytes: [UInt8] = [1, 2, 3]
        return ring.append(bytes.span)
    }

    private static func copy(_ ring: ByteRing, _ position: UInt64, _ count: Int) -> [UInt8]? {
        var copy: [UInt8] = []
        return ring.copy(position, count, to: &copy) ? copy : nil
    }

    @Test func goesAroundItsEnd() {
        var ring = ByteRing(size: 5)
        let first = Self.fill(&ring)
        let second = Self.fill(&ring)
        ring.drop(upTo: 2)
        let third = Self.fill(&ring)
        #expect(first && !second && third)
        #expect(Self.copy(ring, 2, 4) == [3, 1, 2, 3])
        #expect(ring.count == 4 && ring.room == 1)
    }

    @Test func readsNothingOutside() {
        var ring = ByteRing(size: 5)
        _ = Self.fill(&ring)
        ring.drop(upTo: 1)
        #expect(ring.byte(at: 0) == nil && ring.byte(at: 3) == nil && ring.byte(at: 1) == 2)
        #expect(Self.copy(ring, 0, 1) == nil && Self.copy(ring, 1, 3) == nil && Self.copy(ring, 1, -1) == nil)
        ring.drop(upTo: 100)
        #expect(ring.start == 3 && ring.count == 0)
    }
}
