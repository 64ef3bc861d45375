import Synchronization

/// Texts that many entries have in common, numbered from 1 on; 0 is none. Nothing is ever removed: there are as many as servers.
final class StickTexts: Sendable {
    private struct Store {
        var texts: [String] = []
        var numbers: [String: UInt32] = [:]
    }

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

    func text(_ number: UInt32) -> String? {
        store.withLock { number > 0 && number <= $0.texts.count ? $0.texts[Int(number) - 1] : nil }
    }
}
