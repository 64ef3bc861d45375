extension Converter {
    /// Every converter that needs nothing but its input and its arguments, by family.
    public static let all: [Converter] = alone + ethernet + internet + transport

    private static let alone: [Converter] = [
        // Numbers
        .add, .sub, .mul, .div, .mod, .and, .or, .xor, .cpl, .neg, .not, .bool, .odd, .even,
        // Text
        .lower, .upper, .field, .word, .bytes, .cutCRLF, .ltrim, .rtrim, .length, .reverse, .reverseDomain, .concat,
        .addItem, .iif, .strcmp, .secureCompare, .hasControl,
        // Digits and codes
        .hex, .hex2i, .be2hex, .be2dec, .le2dec, .base2, .htonl, .base64, .b64dec, .ub64enc, .ub64dec, .urlDecode,
        .urlEncode, .json, .jsonQuery, .certificateError,
        // Parts of messages
        .param, .hostOnly, .portOnly, .language, .ipmask,
        .forwardedIsValid, .forwardedField, .forwardedNodeName, .forwardedNodePort, .forwardNodeName, .forwardNodePort,
        .protobuf, .ungrpc, .fixIsValid, .fixTagValue, .mqttIsValid, .mqttFieldValue,
        // Times
        .ltime, .utime, .millisecondLocalTime, .millisecondUniversalTime, .microsecondLocalTime,
        .microsecondUniversalTime, .httpDate, .date,
        // Variables
        .setVariable, .unsetVariable,
        // Debugging
        .debug, .when,
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
