import HTTP
import Memory

/// Values of headers (manual, 7.3.6).
extension SampleFetch {
    static let headers: [SampleFetch] =
        headers("req.hdr", of: .request, in: .requestContent) + headers("res.hdr", of: .response, in: .responseContent)
        + headerCounts("hdr", of: .request, in: .requestContent)
        + headers("shdr", of: .response, in: .responseContent)
        + [
            header("hdr", of: .atHand, in: .content),
            wholeHeader("req.fhdr", of: .request, in: .requestContent),
            wholeHeaderCount("req.fhdr_cnt", of: .request, in: .requestContent),
            wholeHeader("res.fhdr", of: .response, in: .responseContent),
            wholeHeaderCount("res.fhdr_cnt", of: .response, in: .responseContent),
        ]

    /// All that take values apart.
    private static func headers(_ name: String, of side: MessageSide, in places: SamplePlaces) -> [SampleFetch] {
        [header(name, of: side, in: places)] + headerCounts(name, of: side, in: places)
    }

    private static let nameAndOccurrence = ArgumentGrammar(optional: [.string, .integer])

    private static func header(_ name: String, of side: MessageSide, in places: SamplePlaces) -> SampleFetch {
        SampleFetch(
            name, gives: .string, takes: nameAndOccurrence, in: places,
            "A value of a header, without the others of its list.",
            check: HeaderLookup.check(for: side)
        ) { arguments, evaluation in element(arguments, evaluation).map { .string($0) } }
    }

    /// `_cnt`, `_ip` and `_val` of a header.
    private static func headerCounts(_ name: String, of side: MessageSide, in places: SamplePlaces) -> [SampleFetch] {
        [
            SampleFetch(
                "\(name)_cnt", gives: .integer, takes: ArgumentGrammar(optional: [.string]), in: places,
                "How many values a header has.", check: HeaderLookup.check(for: side)
            ) { arguments, evaluation in
                HeaderLookup(arguments).count(evaluation, splitting: true).map { .integer(Int64($0)) }
            },
            SampleFetch(
                "\(name)_ip", gives: .address, takes: nameAndOccurrence, in: places, "The address in a header.",
                check: HeaderLookup.check(for: side)
            ) { arguments, evaluation in element(arguments, evaluation)?.forwardedAddress },
            SampleFetch(
                "\(name)_val", gives: .integer, takes: nameAndOccurrence, in: places, "The number in a header.",
                check: HeaderLookup.check(for: side)
            ) { arguments, evaluation in element(arguments, evaluation).map { .integer($0.integerPrefix) } },
        ]
    }

    private static func wholeHeader(_ name: String, of side: MessageSide, in places: SamplePlaces) -> SampleFetch {
        SampleFetch(
            name, gives: .string, takes: nameAndOccurrence, in: places, "The whole value of a header.",
            check: HeaderLookup.check(for: side)
        ) { arguments, evaluation in
            HeaderLookup(arguments).value(arguments.integer(1), evaluation, splitting: false).map { .string($0) }
        }
    }

    private static func wholeHeaderCount(_ name: String, of side: MessageSide, in places: SamplePlaces) -> SampleFetch {
        SampleFetch(
            name, gives: .integer, takes: ArgumentGrammar(optional: [.string]), in: places,
            "How often a header occurs.", check: HeaderLookup.check(for: side)
        ) { arguments, evaluation in
            HeaderLookup(arguments).count(evaluation, splitting: false).map { .integer(Int64($0)) }
        }
    }

    private static func element(_ arguments: StepArguments, _ evaluation: Evaluation) -> ByteView? {
        HeaderLookup(arguments).value(arguments.integer(1), evaluation, splitting: true)
    }
}

extension ByteView {
    /// An address as proxies write it (RFC 7239, 6): IPv4 with or without a port, IPv6 with or without brackets.
    fileprivate var forwardedAddress: Sample? {
        if byte(at: 0) == 91 {
            guard byte(at: count - 1) == 93 else { return nil }
            return slice(1, count - 1).ipv6.map { .ipv6(high: $0.high, low: $0.low) }
        }
        guard let colon = firstIndex(of: 58), let address = slice(0, colon).ipv4 else { return address }
        let port = slice(colon + 1)
        guard let first = port.byte(at: 0), first &- 48 < 10, let number = port.integer, number <= 65535 else {
            return nil
        }
        return .ipv4(address)
    }
}
