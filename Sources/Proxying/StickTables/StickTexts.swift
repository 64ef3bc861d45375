import Synchronization

/// Texts that many entries have in common, numbered from 1 on; 0 is none. Nothing is ever removed: there are as many as servers, and a
/// limited amount of what peers call theirs.
final class StickTexts: Sendable {
    private struct Store {
        var texts: [String] = []
        var numbers: [String: UInt32] = [:]
        /// Bytes of what was learned.
        var learned = 0
    }

    /// Bytes that peers may make a table keep: some ten thousand names.
    private static let mostLearned = 1 << 19

    private let store = Mutex(Store())

    /// The number of a text; 0 when there are too many.
    func number(of text: String) -> UInt32 {
        store.withLock { store in
            if let number = store.numbers[text] { return number }
            guard store.texts.count < 1 << 20 else { return 0 }
            store.texts.append(text)
            let number = UInt32(truncatingIfNeeded: store.texts.count)
            store.numbers[text] = number
            return number
        }
    }

    /// The number of a text that a peer told; 0 when there is too much of that.
    func number(learned text: [UInt8]) -> UInt32 {
        let text = String(decoding: text, as: UTF8.self)
        let isAllowed = store.withLock { store in
            guard store.numbers[text] == nil else { return true }
            guard store.learned + text.utf8.count <= StickTexts.mostLearned else { return false }
            store.learned += text.utf8.count
            return true
        }
        return isAllowed ? number(of: text) : 0
    }

    func text(_ number: UInt32) -> String? {
        store.withLock { number > 0 && number <= $0.texts.count ? $0.texts[Int(number) - 1] : nil }
    }
}
