import DNS
import Testing

@testable import Proxying

struct AddressAssignmentTests {
    private typealias Member = AddressAssignment.Member

    private func address(_ last: UInt32) -> DNSAddress { .ipv4(0x0a00_0000 | last) }

    @Test func eachGetsAnotherAddress() {
        let members = Array(repeating: Member(), count: 3)
        #expect(AddressAssignment.assign([address(1), address(2)], to: members) == [address(1), address(2), nil])
    }

    @Test func whoHasAnAddressKeepsIt() {
        let members = [Member(), Member(current: address(1)), Member(current: address(9))]
        #expect(
            AddressAssignment.assign([address(1), address(2), address(3)], to: members) == [
                address(2), address(1), address(3),
            ])
    }

    @Test func ofTwoWithOneAddressTheFirstKeepsIt() {
        let members = Array(repeating: Member(current: address(1)), count: 3)
        #expect(
            AddressAssignment.assign([address(1), address(2)], to: members) == [address(1), address(2), nil])
    }

    @Test func duplicatesComeLast() {
        let members = Array(repeating: Member(allowsDuplicates: true), count: 3)
        #expect(
            AddressAssignment.assign([address(1), address(2)], to: members) == [address(1), address(2), address(1)])
        #expect(AddressAssignment.assign([], to: members) == [nil, nil, nil])
    }

    @Test func familyCountsMoreThanNetworkAndNetworkMoreThanHabit() throws {
        let near = try #require(Network(configuration: "10.1.0.0/16"))
        let wide = DNSAddress.ipv6(high: 1, low: 1)
        let member = Member(current: address(1), prefersIPv4: true, networks: [near])
        #expect(AddressAssignment.assign([address(1), .ipv4(0x0a01_0001), wide], to: [member]) == [.ipv4(0x0a01_0001)])
        #expect(AddressAssignment.assign([wide, address(2)], to: [member]) == [address(2)])
        let other = Member(current: address(1), networks: [near])
        #expect(AddressAssignment.assign([.ipv4(0x0a01_0001), wide], to: [other]) == [wide])
    }
}
