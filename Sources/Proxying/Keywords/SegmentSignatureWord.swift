import Configuration
import Transport

extension Arguments {
    /// Takes the password of `tcp-md5sig`.
    mutating func segmentSignature() throws(ConfigurationError) -> SegmentSignature {
        guard let word = optional() else { throw ConfigurationError("'\(keyword)' : missing password.") }
        guard let signature = SegmentSignature(word.bytes) else {
            throw ConfigurationError(
                "'\(keyword)' : a password has 1 to \(SegmentSignature.longestPassword) characters "
                    + "(got \(word.bytes.count)).", at: word)
        }
        return signature
    }
}
