import Synchronization

/// Texts that many entries have in common, numbered from 1 on; 0 is none. Nothing is ever removed: there are as many as servers.
final class StickTexts: Sendable {
    private let texts = Mutex<[String]>([])

    /// The number of a text; 0 when there are too many.
    func number(of text: String) -> UInt32 {
        texts.withLock { texts in
            if let index = texts.firstIndex(of: text) { return UInt32(truncatingIfNeeded: index + 1) }
            guard texts.count < 65536 else { return 0 }
            texts.append(text)
            return UInt32(truncatingIfNeeded: texts.count)
        }
    }

    func text(_ number: UInt32) -> String? {
        texts.withLock { number > 0 && number <= $0.count ? $0[Int(number) - 1] : nil }
    }
}
