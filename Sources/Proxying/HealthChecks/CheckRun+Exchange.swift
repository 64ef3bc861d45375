import EventLoop
import Glibc
import Memory
import Samples
import Transport

/// What a check sends and receives.
extension CheckRun {
    // MARK: Sending

    func send(_ message: CheckMessage) -> Bool {
        write { out, evaluation in message.write(into: out, evaluation) }
    }

    func send(_ request: CheckRequest) -> Bool {
        expectsNoBody = request.isHead
        let node = request.sendsState ? context?.generation?.generation.global.node ?? HostName.current : ""
        let keepsConnection = pooled != nil
        return write { out, evaluation in
            request.write(into: out, evaluation, for: task, node: node, keepsConnection: keepsConnection)
        }
    }

    func sendAgentMessage() -> Bool {
        let message = agentMessage
        return message.isEmpty || write { out, _ in out.append(message) }
    }

    /// `agent-send`; most agents speak first.
    var agentMessage: [UInt8] { task.map { $0.record?.target?.message ?? $0.server.settings.check.agentMessage } ?? [] }

    /// Adds to what is sent before the check next waits for an answer.
    private func write(_ body: (Buffer, StreamEvaluation) -> Bool) -> Bool {
        forgetInput()
        guard let out = takeOutput() else { return false }
        guard evaluate({ body(out, $0) }) == true else {
            fail(.layer7Response, "tcp-check send : failed to build log-format string at step \(step?.number ?? 0)")
            return false
        }
        return true
    }

    func takeOutput() -> Buffer? {
        if let output { return output }
        output = context?.takeBuffer()
        if output == nil { fail(.socketError, "no memory for a buffer") }
        return output
    }

    /// Sends what is to be sent; false when that must wait, or when the check is over.
    func flush() -> Bool {
        guard let output else { return true }
        guard let connection, let context else { return false }
        while !output.isEmpty {
            guard connection.mayWrite else { return false }
            switch connection.send(from: output) {
            case .bytes: continue
            case .wouldBlock, .end: isWatched = true
            case .failed(let number):
                fail(.socketError, SystemError(number, "send").reason + placeOfFailure)
                return false
            }
        }
        self.output = nil
        context.give(output)
        return true
    }

    // MARK: Receiving

    /// Receives what is here and looks at it; false when more must come, or when the check is over.
    func expect(_ judge: () -> CheckVerdict) -> Bool {
        guard let connection, let context else { return false }
        if !isWatched {
            isWatched = true
            connection.watch()
            // What the server has sent already is reported at once.
            if input == nil { return false }
        }
        receive(connection, context)
        if startsAgain() { return false }
        switch judge() {
        case .passed: return true
        case .undecided:
            if input?.isEmpty == true { forgetEmptyInput(context) }
        case .failed(let status, let code, let text): fail(status ?? .layer7Response, code: code, text)
        case .finished(let status, let code, let text): fail(status, code: code, text)
        case .answered(let line): finish(.agent(.line(line, duration: .zero)))
        }
        return false
    }

    private func receive(_ connection: Connection, _ context: LoopContext) {
        while !isComplete {
            guard connection.mayRead else {
                // What the server had sent before it cut the connection off is an answer all the same.
                if connection.state.contains(.failed) {
                    isComplete = true
                    if failure == 0 { failure = ECONNRESET }
                }
                return
            }
            guard let buffer = input ?? context.takeBuffer() else { return }
            input = buffer
            switch connection.receive(into: buffer) {
            case .bytes: isComplete = buffer.room == 0
            case .wouldBlock: return
            case .end: isComplete = true
            case .failed(let number):
                failure = number
                isComplete = true
            }
        }
    }

    private func forgetEmptyInput(_ context: LoopContext) {
        guard response.message == nil, let input = input.take() else { return }
        context.give(input)
    }

    // MARK: Expressions

    /// Calls `body` with the loop's evaluation, which looks at this check meanwhile.
    func evaluate<Result>(_ body: (StreamEvaluation) -> Result?) -> Result? {
        guard let context else { return nil }
        let evaluation = context.evaluation
        evaluation.turn(to: self)
        defer { evaluation.leaveCheck() }
        return body(evaluation)
    }

    func set(_ variable: CheckVariable) {
        _ = evaluate { evaluation -> Bool in
            let value: Sample?
            switch variable.value {
            case .expression(let expression): value = expression.evaluate(evaluation)
            case .format(let format): value = format.evaluate(evaluation).map { .string($0) }
            case .none:
                evaluation.unsetVariable(variable.name)
                return true
            }
            guard let value else { return false }
            guard variable.conditions.isEmpty || variable.conditions.allow(value, variable.name, evaluation) else {
                return false
            }
            return evaluation.setVariable(variable.name, to: value)
        }
    }
}
