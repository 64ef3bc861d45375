import CPCRE2
import Memory

/// What matching regular expressions writes: one object for each loop, made once, so that a match allocates nothing.
public final class RegularExpressionScratch {
    /// `\0` to `\9`, and no more.
    static let captureCount = 10
    /// Steps of one match. An expression that backtracks more than that on one sample would stop the loop for all.
    static let matchLimit: UInt32 = 1_000_000
    /// Bytes that interpreted matching may take from the heap.
    static let heapLimit: UInt32 = 1024
    /// Machine code that runs out of its stack is a failed match.
    static let stackSize = (first: 32 * 1024, most: 512 * 1024)

    /// How many captures the last match has set, the whole match included; what lies behind them is of earlier ones.
    private var setCount = 0
    private let data: OpaquePointer?
    private let context: OpaquePointer?
    private let stack: OpaquePointer?

    public init() {
        data = pcre2_match_data_create_8(UInt32(Self.captureCount), nil)
        context = pcre2_match_context_create_8(nil)
        stack = pcre2_jit_stack_create_8(Self.stackSize.first, Self.stackSize.most, nil)
        guard let context else { return }
        pcre2_set_match_limit_8(context, Self.matchLimit)
        pcre2_set_heap_limit_8(context, Self.heapLimit)
        if let stack {
            pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
        }
    }

    deinit {
        pcre2_match_data_free_8(data)
        pcre2_match_context_free_8(context)
        pcre2_jit_stack_free_8(stack)
    }

    func run(_ code: OpaquePointer, _ subject: ByteView, from start: Int) -> Bool {
        guard let data, start >= 0, start <= subject.count else { return false }
        return subject.withPointer { base, count in
            // PCRE2 refuses a missing address even when there is nothing to read.
            guard let base else { return withUnsafePointer(to: 0) { match(code, data, $0, 0, start) } }
            return match(code, data, base, count, start)
        }
    }

    @inline(__always)
    private func match(
        _ code: OpaquePointer, _ data: OpaquePointer, _ base: UnsafePointer<UInt8>, _ count: Int, _ start: Int
    ) -> Bool {
        // Straight to the machine code: the general entry checks again what is known here.
        let result = pcre2_jit_match_8(code, base, count, start, 0, data, context)
        guard result == PCRE2_ERROR_JIT_BADOPTION else { return note(result) }
        return note(pcre2_match_8(code, base, count, start, 0, data, context))
    }

    /// Keeps what a match said of itself: the number of captures, zero when there are more than have room, or why there is none.
    @inline(__always)
    private func note(_ result: Int32) -> Bool {
        setCount = result == 0 ? Self.captureCount : max(0, Int(result))
        return result >= 0
    }

    /// Where a capture of the last match lies in its subject; nil for one that took no part in it.
    public func capture(_ number: Int) -> Range<Int>? {
        guard let data, number >= 0, number < min(setCount, Int(pcre2_get_ovector_count_8(data))),
            let positions = pcre2_get_ovector_pointer_8(data)
        else { return nil }
        let start = positions[2 * number]
        let end = positions[2 * number + 1]
        // `\K` in a look-ahead can put the start behind the end; positions without a match are below zero here.
        guard start >= 0, start <= end else { return nil }
        return start..<end
    }
}
