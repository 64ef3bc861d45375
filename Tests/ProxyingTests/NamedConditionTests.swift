import Testing

@testable import Proxying

@Suite struct NamedConditionTests {
    private func reading(_ lines: String) -> Reading {
        Reading(
            """
            backend b
             mode http
             timeout server 1s
             timeout connect 1s
             acl elsewhere always_true
            defaults base
             mode http
             timeout client 1s
             timeout server 1s
             timeout connect 1s
             acl inherited always_true
             http-request deny if { acl(inherited) }
            frontend f from base
             bind 127.0.0.1:1
            \(lines)
            """)
    }

    @Test(arguments: [
        " http-request deny if { acl(later) }\n acl later always_true",
        " acl one always_true\n http-request deny if { acl(one,!two,TRUE) }\n acl two always_false",
        " acl one always_true\n http-request set-header a %[src,when(acl,one)]",
        // They lead to themselves, which finds nothing.
        " acl one acl(two)\n acl two acl(one)\n http-request deny if one",
    ])
    func namesAreFound(_ lines: String) { #expect(reading(lines).alerts == []) }

    @Test(arguments: [
        (" http-request deny if { acl(nobody) }", "no such ACL : 'nobody'."),
        (" http-request deny if { acl(elsewhere) }", "no such ACL : 'elsewhere'."),
        (" acl one always_true\n http-request set-header a %[src,when(acl,on)]", "no such ACL : 'on'."),
    ])
    func unknownNames(_ lines: String, _ message: String) {
        let alerts = reading(lines).alerts
        #expect(alerts.count == 1 && alerts.first?.hasSuffix("in proxy 'f': \(message)") == true, "\(alerts)")
    }
}
