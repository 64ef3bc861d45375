import Configuration
import Memory
import Samples

/// What holds for converters, whatever bytes they get: no trap, nothing read behind the value, the same result each time.
///
/// The first byte of an input names the converter, the second one of the ways to call it; the rest is the value.
enum ConverterChecks {
    /// Those that take text or bytes and whose result the input alone decides.
    private static let converters = Converter.all.filter { converter in
        converter.waitsFor == nil && ![.integer, .boolean].contains(converter.input)
            && !["debug", "aes_gcm_enc", "aes_cbc_enc"].contains(converter.name)
            && !converter.name.hasPrefix("map") && !converter.name.hasPrefix("jwt_")
    }

    /// Arguments in which more happens than in those that are made of types.
    private static let calls: [String: [String]] = [
        "field": ["1,_", "-2,_,0", "2,;,3"], "word": ["1,_", "-2,_,0", "2,;,3"], "bytes": ["1,2", "0", "txn.n,2"],
        "json_query": ["'$.a'", "'$.a[1].b',int", "'$.a'"], "json": ["utf8ps", "ascii", "utf8s"],
        "regsub": ["a,b,g", "(.)(.),\\\\2\\\\1,ig", "^,x"], "language": ["en;fr", "de"], "ipmask": ["24,64", "8"],
        "mqtt_field_value": ["connect,client_identifier", "connect,username", "connack,17"],
        "fix_tag_value": ["35", "BeginString"], "protobuf": ["1,string", "1.2.3,int32", "2"],
        "ungrpc": ["1", "1.2,sint64"],
        "digest": ["sha256", "md5"], "hmac": ["sha256,YQ=="], "sha2": ["256", "512"], "xxh3": ["7"],
        "aes_gcm_dec": ["128,AAECAwQFBgcICQoL,AAECAwQFBgcICQoLDA0ODw==,UC5avMdhebPd7Wk4o36oSQ=="],
        "aes_cbc_dec": ["128,AAECAwQFBgcICQoLDA0ODw==,AAECAwQFBgcICQoLDA0ODw=="],
        "rfc7239_field": ["for", "by"], "be2dec": [":,2", ",3,1"], "le2dec": [":,2"], "be2hex": [":,2,1"],
        "add_item": [":,,suf"], "concat": ["<,txn.n,>"], "param": ["a,&", "b"], "url_dec": ["1"],
    ]

    static func run(_ bytes: [UInt8]) throws(Violation) {
        guard bytes.count >= 2, !converters.isEmpty else { return }
        let converter = converters[Int(bytes[0]) % converters.count]
        let calls = calls[converter.name] ?? [arguments(converter.arguments)]
        let call = calls[Int(bytes[1]) % calls.count]
        let text = "req.payload(0,0),\(converter.name)" + (call.isEmpty ? "" : "(\(call))")
        let content = ConstantBytes(Array(bytes.dropFirst(2)))
        let bench = SampleBench(content: content.view)
        let expression: Expression
        do {
            expression = try bench.parser(at: .frontendContent).parse(Word(text))
        } catch {
            return try SampleBench.checkRefusal(error)
        }
        bench.ready()
        let first = try bench.bytes(expression)
        try requireEqual(try bench.bytes(expression), first, "\(text) once more")
        withExtendedLifetime(content) {}
    }

    /// Something of each type that must be given.
    private static func arguments(_ grammar: ArgumentGrammar) -> String {
        grammar.kinds.prefix(grammar.required).map { kind in
            switch kind {
            case .integer, .number: "1"
            case .variable: "txn.n"
            case .ipv4Mask: "24"
            case .ipv6Mask: "64"
            case .protobufField: "1.2"
            default: "a"
            }
        }.joined(separator: ",")
    }
}

extension FuzzTarget {
    static let converter = FuzzTarget(name: "converter") { bytes throws(Violation) in try ConverterChecks.run(bytes) }
}
