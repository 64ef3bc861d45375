import Configuration

extension Keyword<GlobalBuilder> {
    /// `jwt.decrypt_*`: what the converters of encrypted tokens accept (manual, 3.1).
    static let tokenDecryption: [Keyword] = [
        Keyword(
            "jwt.decrypt_alg_list", in: .global, usage: "<list>",
            summary: "The algorithms that may carry the key of an encrypted token."
        ) { arguments, global in
            try global.tokenPolicy.setKeyManagement(try arguments.next(named: "<list>"))
        },
        Keyword(
            "jwt.decrypt_enc_list", in: .global, usage: "<list>",
            summary: "The algorithms that may encrypt the content of a token."
        ) { arguments, global in
            try global.tokenPolicy.setEncryption(try arguments.next(named: "<list>"))
        },
    ]
}
