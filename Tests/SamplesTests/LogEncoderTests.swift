import Memory
import Testing

@testable import Samples

@Suite struct LogEncoderTests {
    private func written(_ flags: LogFormatFlags, room: Int = 4096, _ write: (LogEncoder) -> Bool) -> [UInt8]? {
        let out = Buffer(capacity: room)
        guard write(LogEncoder(flags, into: out)) else { return nil }
        return out.withBytes { $0.withUnsafeBufferPointer { Array($0) } }
    }

    private func text(_ flags: LogFormatFlags, _ write: (LogEncoder) -> Bool) -> String? {
        written(flags, write).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The examples of RFC 8949, appendix A.
    @Test(arguments: [
        (0, "00"), (1, "01"), (10, "0A"), (23, "17"), (24, "1818"), (25, "1819"), (100, "1864"), (255, "18FF"),
        (256, "190100"), (1000, "1903E8"), (65535, "19FFFF"), (65536, "1A00010000"), (1_000_000, "1A000F4240"),
        (1_000_000_000_000, "1B000000E8D4A51000"), (-1, "20"), (-10, "29"), (-100, "3863"), (-1000, "3903E7"),
        (Int64.max, "1B7FFFFFFFFFFFFFFF"), (Int64.min, "3B7FFFFFFFFFFFFFFF"),
    ])
    func writesIntegersInCBOR(_ number: Int64, _ expected: String) {
        #expect(text(.cbor) { $0.write(number) } == expected)
    }

    @Test(arguments: [
        ("", "60"), ("a", "6161"), ("IETF", "6449455446"), ("\"\\", "62225C"), ("\u{fc}", "62C3BC"),
        ("\u{6c34}", "63E6B0B4"), ("\u{10151}", "64F0908591"),
    ])
    func writesTextInCBOR(_ value: String, _ expected: String) {
        let bytes = ConstantBytes(Array(value.utf8))
        #expect(text(.cbor) { $0.write(text: bytes.view) } == expected)
    }

    @Test func textThatIsNoUTF8IsAByteString() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] {
            let value = ConstantBytes(bytes)
            #expect(written([.cbor, .binary]) { $0.write(text: value.view) } == [0x40 + UInt8(bytes.count)] + bytes)
        }
    }

    @Test func writesSimpleValuesAndMapsInCBOR() {
        let key = ConstantBytes(Array("k".utf8))
        #expect(text(.cbor) { $0.write(true) && $0.write(false) && $0.writeNothing() } == "F5F4F6")
        #expect(
            text(.cbor) { $0.beginMap() && $0.key(key.view, isFirst: true) && $0.write(1) && $0.endMap() }
                == "BF616B01FF")
        let binary = ConstantBytes([1, 2, 3, 4])
        #expect(text(.cbor) { $0.write(binary: binary.view) } == "4401020304")
    }

    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("q\"u\\o/", #""q\"u\\o/""#),
        ("\n\r\t\u{8}\u{0}", #""\n\r\t\u0008\u0000""#),
        ("\u{7f}", #""\u007F""#), ("\u{e9}\u{20ac}", #""\u00E9\u20AC""#), ("\u{1F600}", #""\uD83D\uDE00""#),
        ("\u{10FFFF}", #""\uDBFF\uDFFF""#),
    ])
    func writesTextInJSON(_ value: String, _ expected: String) {
        let bytes = ConstantBytes(Array(value.utf8))
        #expect(text(.json) { $0.write(text: bytes.view) } == expected)
    }

    @Test func strayBytesAreCharactersInJSON() {
        let bytes = ConstantBytes([0xFF, 0x41, 0xE2, 0x82])
        #expect(text(.json) { $0.write(text: bytes.view) } == #""\u00FFA\u00E2\u0082""#)
    }

    @Test func writesValuesAndMapsInJSON() {
        let key = ConstantBytes(Array("k\"".utf8))
        let map = text(.json) { json in
            json.beginMap() && json.key(key.view, isFirst: true) && json.write(Int64.min)
                && json.key(key.view, isFirst: false) && json.write(true) && json.key(key.view, isFirst: false)
                && json.writeNothing() && json.endMap()
        }
        #expect(map == #"{"k\"": -9223372036854775808, "k\"": true, "k\"": null}"#)
    }

    @Test func saysWhenThereIsNoRoom() {
        let long = ConstantBytes([UInt8](repeating: 65, count: 100))
        for flags: LogFormatFlags in [.json, .cbor, [.cbor, .binary]] {
            #expect(written(flags, room: 50) { $0.write(text: long.view) } == nil)
        }
    }
}
