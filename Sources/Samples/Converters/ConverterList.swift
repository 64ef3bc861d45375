extension Converter {
    /// Every converter that needs nothing but its input and its arguments, by family.
    public static let all: [Converter] = alone + ethernet + internet + transport

    private static let alone: [Converter] = [
        // Numbers
        .add,
        // Text
        .lower, .upper,
        // Digests and ciphers
        .digest, .hmac, .sha1, .sha2,
        .aesCBCDecryption, .aesCBCEncryption, .aesGCMDecryption, .aesGCMEncryption,
        // Tokens
        .jwtDecryptCertificate, .jwtDecryptKey, .jwtDecryptSecret, .jwtHeaderQuery, .jwtPayloadQuery, .jwtVerify,
        .jwtVerifyCertificate,
        // Hashes
        .crc32, .crc32c, .djb2, .sdbm, .wt6, .xxh3, .xxh32, .xxh64,
    ]
}
