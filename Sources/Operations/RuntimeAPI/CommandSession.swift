import EventLoop
import Memory
import Proxying
import Transport

/// A client of the runtime API: takes commands line by line and answers them one after the other.
///
/// Nothing is read while a command is at work or its answer waits for the client.
final class CommandSession: ConnectionOwner {
    enum Mode: Sendable {
        /// The connection ends with the answers to what was sent.
        case single
        case interactive
        case prompt
    }

    private enum Phase {
        case reading
        /// Lines belong to the payload of `command` until one is `terminator`.
        case payload(command: [UInt8], terminator: [UInt8])
        /// A command has not answered yet.
        case working
        case answering(AnswerSource)
        /// The client has all there is, and waits for more.
        case following(AnswerSource.Following)
        /// The last answer is on its way.
        case ending
        case closed
    }

    var level: AccessLevel
    var mode = Mode.single
    var showsTime = false
    var severityOutput = SeverityOutput.none
    var isExpert = false
    var isExperimental = false
    var timeout: Milliseconds
    let source: SocketAddress
    private let connection: Connection
    private unowned let api: RuntimeAPI
    private var phase = Phase.reading
    /// Received and not yet taken as lines.
    private var input: [UInt8] = []
    private var payload: [UInt8] = []
    private var commands: [CommandText] = []
    private var output: Buffer?
    /// What found no room in `output`.
    private var overflow: ArraySlice<UInt8> = []
    private var wantsQuit = false
    private var isRunning = false
    /// Bytes of an answer made since others had their turn.
    private var made = 0

    private static let portion = 65536
    static let longestLine = 16384
    /// `tune.cli.max-payload-size`
    private let longestPayload: Int

    init(_ connection: Connection, _ api: RuntimeAPI, settings: BindSettings, source: SocketAddress) {
        self.connection = connection
        self.api = api
        level = settings.level
        severityOutput = settings.severityOutput
        self.source = source
        longestPayload = api.generation.global.commandPayloadLimit
        timeout = api.generation.global.statisticsTimeout
    }

    func begin() {
        touched()
        connectionReady()
    }

    private func touched() { connection.setDeadline(api.context.now + timeout) }

    override func connectionExpired() { close() }

    override func connectionReady() { run() }

    /// Does all that can be done now.
    private func run() {
        guard !isRunning else { return }
        isRunning = true
        defer { isRunning = false }
        while step() {}
    }

    /// One step; false when something must happen outside first.
    private func step() -> Bool {
        switch phase {
        case .closed: return false
        case .working:
            if connection.state.contains(.failed) { close() }
            return false
        case .answering(let source): return answer(source)
        case .following(let following): return follow(following)
        case .ending: return end()
        case .reading, .payload:
            if !flush() { return false }
            if !commands.isEmpty { return start(commands.removeFirst()) }
            if let line = takeLine() { return take(line) }
            return receive()
        }
    }

    // MARK: Input

    private func receive() -> Bool {
        if mode == .single, wantsQuit {
            phase = .ending
            return true
        }
        guard connection.mayRead, let buffer = api.context.takeBuffer() else { return endOfInput() }
        defer { api.context.give(buffer) }
        switch connection.receive(into: buffer) {
        case .bytes(let count):
            guard count > 0 else { return false }
            touched()
            buffer.withBytes { bytes in for index in bytes.indices { input.append(bytes[index]) } }
            if input.contains(10) { return true }
            if case .payload(_, let terminator) = phase {
                _ = hasRoom(for: input.count, terminator)
                return true
            }
            if input.count <= Self.longestLine { return true }
            close()
            return false
        case .wouldBlock: return false
        case .end, .failed: return endOfInput()
        }
    }

    /// The client sends no more: a line without an end is no command.
    private func endOfInput() -> Bool {
        guard connection.state.contains(.readEnded) || connection.state.contains(.failed) else { return false }
        phase = .ending
        return true
    }

    /// The next whole line, without its end.
    private func takeLine() -> [UInt8]? {
        guard let end = input.firstIndex(of: 10) else { return nil }
        var line = Array(input[..<end])
        input.removeFirst(end + 1)
        if line.last == 13 { line.removeLast() }
        return line
    }

    private func take(_ line: [UInt8]) -> Bool {
        if case .payload(let command, let terminator) = phase {
            if line == terminator { return endPayload(command) }
            guard hasRoom(for: line.count + 1, terminator) else { return true }
            payload += line + [10]
            if mode == .prompt { write("+ ") }
            return true
        }
        if let start = CommandText.payloadStart(line) {
            phase = .payload(command: start.command, terminator: start.terminator)
            if mode == .prompt { write("+ ") }
        } else {
            commands = CommandText.split(line)
        }
        return true
    }

    /// Whether so many bytes more may belong to a payload; the line that ends it counts. Otherwise the session ends, and says why.
    private func hasRoom(for count: Int, _ terminator: [UInt8]) -> Bool {
        if payload.count + count + terminator.count <= longestPayload { return true }
        payload = []
        write(
            "The payload is too big: it may have \(longestPayload) bytes. Please change tune.cli.max-payload-size in the "
                + "configuration to use a bigger one.\n")
        phase = .ending
        return false
    }

    private func endPayload(_ command: [UInt8]) -> Bool {
        commands = CommandText.split(command)
        commands[commands.count - 1].payload = payload
        payload = []
        phase = .reading
        return true
    }

    // MARK: Commands

    private func start(_ text: CommandText) -> Bool {
        phase = .working
        if mode == .single { wantsQuit = true }
        var answered = false
        CommandCatalogue.run(text, api, self) { [weak self] source in
            guard let self, !answered else { return }
            answered = true
            if case .closed = phase { return }
            phase = .answering(source)
            run()
        }
        return true
    }

    /// Ends the session once everything is sent.
    func quit() {
        commands = []
        input = []
        phase = .ending
    }

    private func answer(_ source: AnswerSource) -> Bool {
        guard flush() else { return false }
        guard made < Self.portion else {
            made = 0
            api.context.loop.wakeLater(connection)
            return false
        }
        while let piece = source.next() {
            write(piece)
            made += piece.count
            // Small pieces go out together.
            if !overflow.isEmpty { return true }
        }
        if let following = source.following {
            phase = .following(following)
            connection.setDeadline(.never)
            following.wait { [weak self] in self?.goOn(source) }
            return true
        }
        return endAnswer()
    }

    private func endAnswer() -> Bool {
        touched()
        write(mode == .prompt ? "\n\(time)> " : "\n")
        phase = .reading
        return true
    }

    /// There is more of what the client waits for.
    private func goOn(_ source: AnswerSource) {
        guard case .following = phase else { return }
        phase = .answering(source)
        run()
    }

    /// Sends what was found, and ends the waiting with the first thing that the client says, which is not looked at.
    private func follow(_ following: AnswerSource.Following) -> Bool {
        guard flush(), connection.mayRead, let buffer = api.context.takeBuffer() else { return false }
        defer { api.context.give(buffer) }
        let result = connection.receive(into: buffer)
        if result == .wouldBlock || result == .bytes(0) { return false }
        following.cancel()
        return endAnswer()
    }

    private var time: String { showsTime ? "[\(api.process.uptime.clock)]" : "" }

    // MARK: Output

    private func write(_ text: String) { write(Array(text.utf8)) }

    private func write(_ bytes: [UInt8]) {
        overflow = overflow.isEmpty ? bytes[...] : overflow + bytes
        fill()
    }

    private func fill() {
        if output == nil { output = api.context.takeBuffer() }
        guard let output else { return close() }
        let count = min(overflow.count, output.room)
        guard count > 0 else { return }
        output.append(Array(overflow.prefix(count)))
        overflow = overflow.dropFirst(count)
    }

    /// Sends; true when nothing is left that waits for the client, so that more can be made.
    private func flush() -> Bool {
        while let buffer = output {
            if buffer.isEmpty {
                buffer.reset()
                if overflow.isEmpty {
                    output = nil
                    api.context.give(buffer)
                    return true
                }
                fill()
            }
            guard connection.mayWrite else { return false }
            if case .failed = connection.send(from: buffer) {
                close()
                return false
            }
            touched()
        }
        return true
    }

    private func end() -> Bool {
        if flush() { close() }
        return false
    }

    private func close() {
        if case .closed = phase { return }
        if case .following(let following) = phase { following.cancel() }
        phase = .closed
        if let buffer = output {
            output = nil
            api.context.give(buffer)
        }
        api.ended()
        connection.close()
    }
}
