import Memory

/// A key in JSON (RFC 7517; RFC 7518, 6): a secret, or one of RSA or an elliptic curve.
struct JSONWebKey {
    let key: DecryptionKey

    /// - Parameter isPrivate: whether it must hold what only the owner knows.
    init?(_ text: ByteView, isPrivate: Bool, _ evaluation: Evaluation) {
        guard let type = JSONReader.text(at: Name.type, in: text, evaluation) else { return nil }
        if type.equals("oct") {
            guard let secret = JSONReader.bytes(at: Name.secret, in: text, evaluation) else { return nil }
            key = .secret(secret)
            return
        }
        guard let library = try? CryptoLibrary.load(), let parts = KeyParts(library) else { return nil }
        let source = Source(text: text, isPrivate: isPrivate, evaluation: evaluation)
        let kind: AsymmetricKey.Kind
        if type.equals("RSA") {
            guard source.addRSA(to: parts) else { return nil }
            kind = .rsa
        } else {
            guard type.equals("EC"), source.addCurve(to: parts) else { return nil }
            kind = .ellipticCurve
        }
        guard let found = AsymmetricKey.key(library, kind, isPrivate: isPrivate, parts) else { return nil }
        key = .asymmetric(found)
    }

    private enum Name {
        static let type = JSONPath(member: "kty")
        static let secret = JSONPath(member: "k")
        static let curve = JSONPath(member: "crv")
        static let x = JSONPath(member: "x")
        static let y = JSONPath(member: "y")
        static let privateNumber = JSONPath(member: "d")
        static let modulus = JSONPath(member: "n")
        static let exponent = JSONPath(member: "e")
        /// What makes private RSA faster, all or none.
        static let factors: [(path: JSONPath, part: KeyParts.Name)] = [
            (JSONPath(member: "p"), .firstFactor), (JSONPath(member: "q"), .secondFactor),
            (JSONPath(member: "dp"), .firstExponent), (JSONPath(member: "dq"), .secondExponent),
            (JSONPath(member: "qi"), .coefficient),
        ]
    }

    /// Reads the members of a key.
    private struct Source {
        let text: ByteView
        let isPrivate: Bool
        let evaluation: Evaluation

        private func bytes(_ path: JSONPath) -> ByteView? { JSONReader.bytes(at: path, in: text, evaluation) }

        func addRSA(to parts: KeyParts) -> Bool {
            guard let modulus = bytes(Name.modulus), let exponent = bytes(Name.exponent),
                parts.add(.modulus, number: modulus), parts.add(.exponent, number: exponent)
            else { return false }
            guard isPrivate else { return true }
            guard let number = bytes(Name.privateNumber), parts.add(.privateExponent, number: number) else {
                return false
            }
            let factors = Name.factors.map { bytes($0.path) }
            guard factors.allSatisfy({ $0 != nil }) else { return true }
            for (factor, name) in zip(factors, Name.factors) {
                guard let factor, parts.add(name.part, number: factor) else { return false }
            }
            return true
        }

        func addCurve(to parts: KeyParts) -> Bool {
            guard let curve = JSONReader.text(at: Name.curve, in: text, evaluation),
                let (name, length) = Self.curve(curve), let x = bytes(Name.x), let y = bytes(Name.y),
                x.count == length, y.count == length,
                let point = evaluation.write({ $0.append(4) && $0.append(x) && $0.append(y) }),
                parts.add(.group, text: name), parts.add(.publicKey, bytes: point)
            else { return false }
            guard isPrivate else { return true }
            guard let number = bytes(Name.privateNumber) else { return false }
            return parts.add(.privateKey, number: number)
        }

        /// OpenSSL's name of a curve, and the bytes of a coordinate.
        private static func curve(_ name: ByteView) -> (StaticString, Int)? {
            if name.equals("P-256") { return ("prime256v1", 32) }
            if name.equals("P-384") { return ("secp384r1", 48) }
            return name.equals("P-521") ? ("secp521r1", 66) : nil
        }
    }
}
