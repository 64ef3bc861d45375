import Memory

extension Converter {
    /// `x509_v_err_str`
    static let certificateError = Converter(
        "x509_v_err_str", takes: .integer, gives: .string, "The name of an error in the verification of a certificate."
    ) { value, _, evaluation in
        guard case .integer(let number) = value else { return nil }
        if let name = certificateErrorName(number) { return .string(ByteView(name)) }
        return evaluation.write { $0.append(decimal: UInt64(bitPattern: number)) }.map { .string($0) }
    }

    /// The constants of OpenSSL 3's `x509_vfy.h`; numbers that were given once do not change.
    private static func certificateErrorName(_ number: Int64) -> StaticString? {
        switch number {
        case 0: "X509_V_OK"
        case 1: "X509_V_ERR_UNSPECIFIED"
        case 2: "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT"
        case 3: "X509_V_ERR_UNABLE_TO_GET_CRL"
        case 4: "X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE"
        case 5: "X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE"
        case 6: "X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY"
        case 7: "X509_V_ERR_CERT_SIGNATURE_FAILURE"
        case 8: "X509_V_ERR_CRL_SIGNATURE_FAILURE"
        case 9: "X509_V_ERR_CERT_NOT_YET_VALID"
        case 10: "X509_V_ERR_CERT_HAS_EXPIRED"
        case 11: "X509_V_ERR_CRL_NOT_YET_VALID"
        case 12: "X509_V_ERR_CRL_HAS_EXPIRED"
        case 13: "X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD"
        case 14: "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD"
        case 15: "X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD"
        case 16: "X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD"
        case 17: "X509_V_ERR_OUT_OF_MEM"
        case 18: "X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT"
        case 19: "X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN"
        case 20: "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
        case 21: "X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE"
        case 22: "X509_V_ERR_CERT_CHAIN_TOO_LONG"
        case 23: "X509_V_ERR_CERT_REVOKED"
        case 24: "X509_V_ERR_NO_ISSUER_PUBLIC_KEY"
        case 25: "X509_V_ERR_PATH_LENGTH_EXCEEDED"
        case 26: "X509_V_ERR_INVALID_PURPOSE"
        case 27: "X509_V_ERR_CERT_UNTRUSTED"
        case 28: "X509_V_ERR_CERT_REJECTED"
        case 29: "X509_V_ERR_SUBJECT_ISSUER_MISMATCH"
        case 30: "X509_V_ERR_AKID_SKID_MISMATCH"
        case 31: "X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH"
        case 32: "X509_V_ERR_KEYUSAGE_NO_CERTSIGN"
        case 33: "X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER"
        case 34: "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION"
        case 35: "X509_V_ERR_KEYUSAGE_NO_CRL_SIGN"
        case 36: "X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION"
        case 37: "X509_V_ERR_INVALID_NON_CA"
        case 38: "X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED"
        case 39: "X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE"
        case 40: "X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED"
        case 41: "X509_V_ERR_INVALID_EXTENSION"
        case 42: "X509_V_ERR_INVALID_POLICY_EXTENSION"
        case 43: "X509_V_ERR_NO_EXPLICIT_POLICY"
        case 44: "X509_V_ERR_DIFFERENT_CRL_SCOPE"
        case 45: "X509_V_ERR_UNSUPPORTED_EXTENSION_FEATURE"
        case 46: "X509_V_ERR_UNNESTED_RESOURCE"
        case 47: "X509_V_ERR_PERMITTED_VIOLATION"
        default: laterCertificateErrorName(number)
        }
    }

    private static func laterCertificateErrorName(_ number: Int64) -> StaticString? {
        switch number {
        case 48: "X509_V_ERR_EXCLUDED_VIOLATION"
        case 49: "X509_V_ERR_SUBTREE_MINMAX"
        case 50: "X509_V_ERR_APPLICATION_VERIFICATION"
        case 51: "X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE"
        case 52: "X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX"
        case 53: "X509_V_ERR_UNSUPPORTED_NAME_SYNTAX"
        case 54: "X509_V_ERR_CRL_PATH_VALIDATION_ERROR"
        case 55: "X509_V_ERR_PATH_LOOP"
        case 56: "X509_V_ERR_SUITE_B_INVALID_VERSION"
        case 57: "X509_V_ERR_SUITE_B_INVALID_ALGORITHM"
        case 58: "X509_V_ERR_SUITE_B_INVALID_CURVE"
        case 59: "X509_V_ERR_SUITE_B_INVALID_SIGNATURE_ALGORITHM"
        case 60: "X509_V_ERR_SUITE_B_LOS_NOT_ALLOWED"
        case 61: "X509_V_ERR_SUITE_B_CANNOT_SIGN_P_384_WITH_P_256"
        case 62: "X509_V_ERR_HOSTNAME_MISMATCH"
        case 63: "X509_V_ERR_EMAIL_MISMATCH"
        case 64: "X509_V_ERR_IP_ADDRESS_MISMATCH"
        case 65: "X509_V_ERR_DANE_NO_MATCH"
        case 66: "X509_V_ERR_EE_KEY_TOO_SMALL"
        case 67: "X509_V_ERR_CA_KEY_TOO_SMALL"
        case 68: "X509_V_ERR_CA_MD_TOO_WEAK"
        case 69: "X509_V_ERR_INVALID_CALL"
        case 70: "X509_V_ERR_STORE_LOOKUP"
        case 71: "X509_V_ERR_NO_VALID_SCTS"
        case 72: "X509_V_ERR_PROXY_SUBJECT_NAME_VIOLATION"
        case 73: "X509_V_ERR_OCSP_VERIFY_NEEDED"
        case 74: "X509_V_ERR_OCSP_VERIFY_FAILED"
        case 75: "X509_V_ERR_OCSP_CERT_UNKNOWN"
        case 76: "X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM"
        case 77: "X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH"
        case 78: "X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY"
        case 79: "X509_V_ERR_INVALID_CA"
        case 80: "X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA"
        case 81: "X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN"
        case 82: "X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA"
        case 83: "X509_V_ERR_ISSUER_NAME_EMPTY"
        case 84: "X509_V_ERR_SUBJECT_NAME_EMPTY"
        case 85: "X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER"
        case 86: "X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER"
        case 87: "X509_V_ERR_EMPTY_SUBJECT_ALT_NAME"
        case 88: "X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL"
        case 89: "X509_V_ERR_CA_BCONS_NOT_CRITICAL"
        case 90: "X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL"
        case 91: "X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL"
        case 92: "X509_V_ERR_CA_CERT_MISSING_KEY_USAGE"
        case 93: "X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3"
        case 94: "X509_V_ERR_EC_KEY_EXPLICIT_PARAMS"
        default: nil
        }
    }
}
