/// A predicate of a condition (section 2.4): its name, how many arguments it takes and what it answers.
struct ConditionPredicate: Sendable {
    let name: String
    let argumentCount: Int
    let answer: @Sendable ([String], ConditionFacts, Environment) -> Bool

    init(
        _ name: String, _ argumentCount: Int,
        _ answer: @escaping @Sendable ([String], ConditionFacts, Environment) -> Bool
    ) {
        self.name = name
        self.argumentCount = argumentCount
        self.answer = answer
    }

    /// Every predicate, one a line.
    static let catalogue: [ConditionPredicate] = [
        .awsLCInterfaceAtLeast, .awsLCInterfaceBefore, .defined, .enabled, .feature, .fipsMode, .openSSLVersionAtLeast,
        .openSSLVersionBefore, .sslLibraryNameStartsWith, .equal, .notEqual, .contains, .versionAtLeast, .versionBefore,
    ]

    static let byName = Dictionary(uniqueKeysWithValues: catalogue.map { ($0.name, $0) })
}

extension ConditionPredicate {
    static let awsLCInterfaceAtLeast = ConditionPredicate("awslc_api_atleast", 1) { arguments, facts, _ in
        guard let interface = facts.awsLCInterface, let wanted = Int(arguments[0]) else { return false }
        return interface >= wanted
    }

    static let awsLCInterfaceBefore = ConditionPredicate("awslc_api_before", 1) { arguments, facts, _ in
        guard let interface = facts.awsLCInterface, let wanted = Int(arguments[0]) else { return false }
        return interface < wanted
    }

    static let defined = ConditionPredicate("defined", 1) { arguments, _, environment in
        environment.value(of: arguments[0]) != nil
    }

    static let enabled = ConditionPredicate("enabled", 1) { arguments, facts, _ in
        facts.enabledOptions.contains(arguments[0])
    }

    static let feature = ConditionPredicate("feature", 1) { arguments, facts, _ in
        facts.features.contains(arguments[0])
    }

    static let fipsMode = ConditionPredicate("fips_mode", 0) { _, facts, _ in facts.isInFIPSMode }

    static let openSSLVersionAtLeast = ConditionPredicate("openssl_version_atleast", 1) { arguments, facts, _ in
        guard let version = facts.openSSLVersion else { return false }
        return OpenSSLVersion(version) >= OpenSSLVersion(arguments[0])
    }

    static let openSSLVersionBefore = ConditionPredicate("openssl_version_before", 1) { arguments, facts, _ in
        guard let version = facts.openSSLVersion else { return false }
        return OpenSSLVersion(version) < OpenSSLVersion(arguments[0])
    }

    static let sslLibraryNameStartsWith = ConditionPredicate("ssllib_name_startswith", 1) { arguments, facts, _ in
        facts.sslLibraryName?.hasPrefix(arguments[0]) ?? false
    }

    static let equal = ConditionPredicate("streq", 2) { arguments, _, _ in arguments[0] == arguments[1] }

    static let notEqual = ConditionPredicate("strneq", 2) { arguments, _, _ in arguments[0] != arguments[1] }

    static let contains = ConditionPredicate("strstr", 2) { arguments, _, _ in
        arguments[1].isEmpty || arguments[0].contains(arguments[1])
    }

    static let versionAtLeast = ConditionPredicate("version_atleast", 1) { arguments, facts, _ in
        ProductVersion(facts.version) >= ProductVersion(arguments[0])
    }

    static let versionBefore = ConditionPredicate("version_before", 1) { arguments, facts, _ in
        ProductVersion(facts.version) < ProductVersion(arguments[0])
    }
}
