import Memory
import Transport

/// What holds for PROXY headers of both versions and for NetScaler's.
enum ProxyHeaderChecks {
    /// `accept-netscaler-cip` with the number that NetScaler uses by default.
    static let magic: UInt32 = 0x2710

    static func run(_ bytes: [UInt8]) throws(Violation) {
        try checkPrefixes(bytes) { ProxyHeader.parse($0.span) }
        try checkPrefixes(bytes) { ProxyHeader.parseNetScaler($0.span, magic: magic) }
        guard case .header(let header) = ProxyHeader.parse(bytes.span) else { return }
        try checkRecords(header)
        if case .proxied(let source, let destination) = header.value {
            try checkWritten(source, destination, isDatagram: header.isDatagram)
        }
    }

    /// A peer that sends slowly is answered as one that sends at once: once decided, more bytes change nothing, and while
    /// nothing is decided for the whole, nothing is for its beginning.
    private static func checkPrefixes(
        _ bytes: [UInt8], _ parse: ([UInt8]) -> ProxyHeader.Reading
    ) throws(Violation) {
        let whole = parse(bytes)
        var lengths = Array(0...min(bytes.count, 300))
        if case .header(let header) = whole {
            try require(header.length > 0 && header.length <= bytes.count, "a header longer than what came")
            lengths += [header.length - 1, header.length]
        }
        for length in lengths {
            switch (parse(Array(bytes.prefix(length))), whole) {
            case (.incomplete, _): continue
            case (.header(let early), .header(let late)):
                try requireEqual(early, late, "after \(length) bytes and after all")
            case (.malformed, .malformed): continue
            case (let early, _): throw Violation("after \(length) bytes \(early), after all \(whole)")
            }
        }
    }

    private static func checkRecords(_ header: ProxyHeader) throws(Violation) {
        for record in header.records {
            try require(
                record.value.lowerBound >= 0 && record.value.upperBound <= header.length,
                "a record at \(record.value) in a header of \(header.length) bytes")
        }
    }

    /// What is written for the addresses is read as them.
    private static func checkWritten(
        _ source: ProxyAddress, _ destination: ProxyAddress, isDatagram: Bool
    ) throws(Violation) {
        var writer = ProxyHeaderWriter()
        writer.beginVersion2(source: source, destination: destination)
        writer.finishVersion2(checksum: true)
        try checkRead(writer.finished(), .proxied(source: source, destination: destination))
        if case .unix = source { return }
        var line = ProxyHeaderWriter()
        line.appendVersion1(source: source, destination: destination)
        try checkRead(line.finished(), .proxied(source: source, destination: destination))
    }

    private static func checkRead(_ bytes: [UInt8], _ value: ProxyHeader.Value) throws(Violation) {
        guard case .header(let header) = ProxyHeader.parse(bytes.span) else {
            throw Violation("what was written for \(value) is not read: \(bytes)")
        }
        try requireEqual(header.value, value, "written and read")
        try requireEqual(header.length, bytes.count, "the length of what was written")
    }
}

extension FuzzTarget {
    static let proxyHeader = FuzzTarget(name: "proxy-header") { bytes throws(Violation) in
        try ProxyHeaderChecks.run(bytes)
    }
}
