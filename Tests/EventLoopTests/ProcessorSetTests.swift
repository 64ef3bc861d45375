import Testing

@testable import EventLoop

struct ProcessorSetTests {
    @Test(arguments: ["", "0", "0-3", "0-3,8", "1,3,5", "62-65", "1023"])
    func listsAreReadAndWritten(_ text: String) {
        #expect(ProcessorSet(list: text)?.text == text)
    }

    @Test(arguments: ["x", "3-1", "-1", "1-", "1-2-3", "99999999999999999999"])
    func whatIsNoListIsRefused(_ text: String) { #expect(ProcessorSet(list: text) == nil) }

    @Test func numbersBeyondTheCapacityAreLeftOut() {
        #expect(ProcessorSet(list: "1022-5000,9000")?.text == "1022-1023")
        #expect(ProcessorSet([-1, 5, 1024]).numbers == [5])
        #expect(!ProcessorSet([5]).contains(-1) && !ProcessorSet([5]).contains(1024))
    }

    @Test func setsAreCombined() {
        var set = ProcessorSet(0...3)
        #expect(set.intersection(ProcessorSet(2...9)).text == "2-3")
        #expect(set.subtracting(ProcessorSet([1])).text == "0,2-3")
        set.formUnion(ProcessorSet([900]))
        #expect(set.text == "0-3,900" && set.count == 5 && !set.isEmpty && ProcessorSet().isEmpty)
    }

    @Test func aThreadIsBound() throws {
        let thread = try BoundThread()
        #expect(thread.bound != nil && thread.bound == thread.first && thread.isRefused)
    }
}

/// What a thread of its own saw.
private struct BoundThread {
    let first: ProcessorSet?
    let bound: ProcessorSet?
    /// Whether it cannot be bound to nothing.
    let isRefused: Bool

    init() throws {
        let mailbox = try Mailbox<(ProcessorSet?, ProcessorSet?, Bool)>()
        let thread = try LoopThread {
            let first = ProcessorSet.ofCallingThread()?.numbers.first.map { ProcessorSet([$0]) }
            try? first?.bindCallingThread()
            let isEmptyRefused = (try? ProcessorSet().bindCallingThread()) == nil
            mailbox.send((first, ProcessorSet.ofCallingThread(), isEmptyRefused))
        }
        thread.join()
        let result = mailbox.takeAll().first
        first = result?.0
        bound = result?.1
        isRefused = result?.2 ?? false
    }
}
