import Memory
import Testing

@testable import Samples

@Suite struct JSONTests {
    static let text = #"""
        {"a":1,"b":"two","c":[1,"x",{"d":true}],"e":{"f":{"g":-3.5}},"my.key":"dotted","n":null,"t":true,"fa":false,
        "big":9223372036854775807,"i1":9007199254740991,"i2":9007199254740992,"exp":1e3,"ts":1700000000,"neg":-7,
        "fl":1.0,"six":123456,"e1":"a\"b\\","e4":"\n\t\r\b\f\/","u1":"\u0041\u00e9\u20ac\ud83d\ude00","u2":"\ud83d",
        "e5":"\x","":"empty","a":"second","s5":"12ab","mixed" : [ 1 , 2 ], "arr":[10,[20,21],{"x":[5]}],
        "a.b":{"c":1},"a[0]":"br","q":1e400,"z":-0,"o":{}, "eo":[{},[],{"k":[{}]}]}
        """#

    @Test(arguments: [
        ("$.a", "1"), ("$.b", "two"), ("$.c", #"[1,"x",{"d":true}]"#), ("$.c[0]", "1"), ("$.c[1]", "x"),
        ("$.c[2]", nil), ("$.c[2].d", "1"), ("$.c[3]", nil), ("$.e.f.g", "-3.5"), ("$.e", nil),
        (#"$.my\.key"#, "dotted"), ("$['my.key']", "dotted"), (#"$["my.key"]"#, "dotted"), ("$.my.key", nil),
        ("$.n", nil), ("$.t", "1"), ("$.fa", "0"), ("$.big", "9.22337e+18"), ("$.exp", "1000"), ("$.ts", "1.7e+09"),
        ("$.neg", "-7"), ("$.fl", "1"), ("$.six", "123456"), ("$.e1", #"a"b\"#), ("$.e4", "\n\t\r\u{8}\u{c}/"),
        ("$.u1", "Aé€😀"), ("$.u2", nil), ("$.e5", nil), ("$.", "empty"), ("$", nil), ("$.s5", "12ab"),
        ("$.mixed", "[ 1 , 2 ]"), ("$.mixed[1]", "2"), ("$.mixed[01]", "2"), ("$.arr[1][1]", "21"),
        ("$.arr[1][2]", nil), ("$.arr[2].x[0]", "5"), (#"$.a\.b.c"#, "1"), (#"$.a\[0]"#, "br"), ("$.arr.1", nil),
        ("$.six.", nil), ("$.si", nil), ("$.sixx", nil), ("$.q", "inf"), ("$.z", "-0"), ("$.a.b", nil),
        ("$.a[0]", nil), ("$.A", nil), ("$.o", nil), ("$.eo", #"[{},[],{"k":[{}]}]"#), ("$.zzz", nil),
    ])
    func finds(_ path: String, _ result: String?) throws { #expect(try evaluate(path, in: Self.text) == result) }

    @Test(arguments: [
        ("$.a", "1"), ("$.e.f.g", "-3"), ("$.big", nil), ("$.i1", "9007199254740991"), ("$.i2", nil), ("$.exp", "1"),
        ("$.ts", "1700000000"), ("$.b", "two"), ("$.s5", "12ab"), ("$.t", "1"), ("$.z", "0"), ("$.fl", "1"),
    ])
    func findsIntegers(_ path: String, _ result: String?) throws {
        #expect(try evaluate(path, "int", in: Self.text) == result)
    }

    /// Only what stands before a value decides whether it is found.
    @Test(arguments: [
        (#"{"a":1"#, "$.a", "1"), (#"{"a":01}"#, "$.a", "1"), ("{a:1}", "$.a", nil), (#"{"a":1} trailing"#, "$.a", "1"),
        (#"{"a":1,}"#, "$.a", "1"), (#"{"a":tru}"#, "$.a", nil), (#"{"a":1,"b":xxx}"#, "$.b", nil),
        ("[1,2,3]", "$[1]", "2"),
        ("42", "$", "42"), (#""x""#, "$", "x"), (#"  {"a":1}  "#, "$.a", "1"), ("", "$.a", nil), ("x", "$", nil),
        ("[1,2", "$", nil), (#""abc"#, "$", nil), (#""abc\"#, "$", nil), ("[1}", "$", nil), ("{]", "$", nil),
        ("-", "$", nil),
        ("[1,[2,[3]],{}]", "$", "[1,[2,[3]],{}]"), (#"{"a":{"b":[{"c":"]}"}]},"z":1}"#, "$.z", "1"), ("[,]", "$", nil),
        ("[1,]", "$", nil), ("1.", "$", nil), ("1e", "$", nil), (#"{"a" 1}"#, "$.a", nil), ("[[]]", "$", "[[]]"),
        (#"{"x":{"y":},"a":1}"#, "$.a", nil),
    ])
    func looksNoFurther(_ text: String, _ path: String, _ result: String?) throws {
        #expect(try evaluate(path, in: text) == result)
    }

    @Test func depthIsBounded() throws {
        let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(try evaluate("$", in: nested(64)) == nested(64))
        #expect(try evaluate("$", in: nested(66)) == nil)
        #expect(try evaluate("$", in: String(repeating: "[", count: 16000)) == nil)
        #expect(try evaluate("$.b", in: "{\"a\":" + String(repeating: "{\"a\":", count: 3000)) == nil)
    }

    @Test(arguments: [
        ("", "json_path must not be empty."), ("a", "json_path must begin with '$'."),
        ("$a", "json_path expects '.' or '[' before 'a'."), ("$.a[1", "json_path has a bracket that is not closed."),
        ("$..a", "json_path supports names and numbers only, and not '..'."),
        ("$.*", "json_path supports names and numbers only, and not '.*'."),
        ("$.a[x]", "json_path supports names and numbers only, and not '[x]'."),
        ("$.a[-1]", "json_path supports names and numbers only, and not '[-1]'."),
    ])
    func refuses(_ path: String, _ message: String) {
        #expect(throws: JSONPathError.self) { try JSONPath(Array(path.utf8)) }
        do { _ = try JSONPath(Array(path.utf8)) } catch { #expect(error.description == message) }
    }

    private func evaluate(_ path: String, _ type: String = "", in text: String) throws -> String? {
        let values = [path, type].map { PreparedArguments.Value(bytes: Array($0.utf8)) }
        let query = try JSONQuery(PreparedArguments(count: 2, values: values, scope: nil))
        let bytes = ConstantBytes(Array(text.utf8))
        let evaluation = Evaluation(valueLimit: 16384)
        return withExtendedLifetime(bytes) {
            query.evaluate(bytes.view, evaluation)?.cast(to: .string, evaluation)?.view.map {
                String(decoding: $0.bytes, as: UTF8.self)
            }
        }
    }
}
