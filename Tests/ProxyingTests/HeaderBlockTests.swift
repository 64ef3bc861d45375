import Memory
import Testing

@testable import Proxying

/// Fields behind their lengths, as `req.hdrs_bin` gives them, also cut short and with lengths that lie.
struct HeaderBlockTests {
    private static func fields(_ bytes: [UInt8], prefix: String = "") -> [String]? {
        let block = ConstantBytes(bytes)
        let start = ConstantBytes(Array(prefix.utf8))
        var result: [String] = []
        let isWhole = withExtendedLifetime((block, start)) {
            HeaderBlock.forEach(block.view, start.view, { $0 }) { name, value in
                result.append(
                    String(decoding: name.bytes, as: UTF8.self) + "="
                        + String(decoding: value.bytes, as: UTF8.self))
                return true
            }
        }
        return isWhole ? result : nil
    }

    @Test func fieldsUpToTheEmptyOne() {
        #expect(Self.fields([1, 97, 1, 49, 2, 98, 99, 0, 0, 0, 1, 120, 1, 121]) == ["a=1", "bc="])
        #expect(Self.fields([1, 97, 1, 49, 2, 98, 99, 0], prefix: "b") == ["bc="])
        #expect(Self.fields([]) == [])
    }

    @Test func longTexts() {
        // 240 is written in two bytes: 0xf0 and none more.
        let value = [UInt8](repeating: 120, count: 240)
        #expect(Self.fields([1, 97, 0xf0, 0] + value)?.first?.utf8.count == 242)
    }

    @Test(
        arguments: [
            [5, 97], [1, 97, 9, 49], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], [0xf0], [1],
            [1, 97, 2, 13, 10], [2, 97, 10, 1, 49], [0, 1, 97],
            // A colon, a blank and a byte beyond ASCII in a name.
            [3, 97, 58, 98, 1, 49], [2, 97, 32, 1, 49], [2, 97, 0xff, 1, 49],
        ] as [[UInt8]])
    func malformedBlocks(bytes: [UInt8]) {
        #expect(Self.fields(bytes) == nil)
    }
}
