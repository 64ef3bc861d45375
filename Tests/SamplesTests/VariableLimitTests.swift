import Memory
import Testing

@testable import Samples

/// What `tune.vars` limits.
@Suite struct VariableLimitTests {
    private let long = ConstantBytes([UInt8](repeating: 97, count: 500))

    private func store(_ scope: VariableScope, _ change: (inout VariableLimits) -> Void) -> VariableStore {
        var limits = VariableLimits()
        change(&limits)
        let store = VariableStore()
        store.begin(for: scope, VariableBudget(limits))
        return store
    }

    @Test func aTransactionKeepsNoMoreThanItsLimit() throws {
        let store = store(.transaction) { $0.transaction = 800 }
        #expect(store.set(try VariableName("txn.a"), .string(long.view)))
        #expect(!store.set(try VariableName("txn.b"), .string(long.view)))
        store.unset(try VariableName("txn.a"))
        #expect(store.set(try VariableName("txn.b"), .string(long.view)))
    }

    @Test func theLimitOfASessionIncludesItsTransactions() throws {
        let store = store(.transaction) { $0.session = 300 }
        #expect(!store.set(try VariableName("txn.a"), .string(long.view)))
    }

    @Test func aRequestHasALimitOfItsOwn() throws {
        let store = store(.transaction) { $0.exchange = 800 }
        #expect(store.set(try VariableName("txn.a"), .string(long.view)))
        #expect(store.set(try VariableName("txn.b"), .string(long.view)))
        #expect(store.set(try VariableName("req.a"), .string(long.view)))
        #expect(!store.set(try VariableName("req.b"), .string(long.view)))
        #expect(store.set(try VariableName("res.a"), .string(long.view)))
    }

    @Test func allOwnersShareTheGlobalLimit() throws {
        var limits = VariableLimits()
        limits.global = 1500
        let budget = VariableBudget(limits)
        let stores = [VariableStore(), VariableStore()]
        for store in stores { store.begin(for: .session, budget) }
        let process = ProcessVariables()
        process.limit(budget)
        #expect(process.set(try VariableName("proc.a"), .string(long.view)))
        #expect(stores[0].set(try VariableName("sess.a"), .string(long.view)))
        #expect(!stores[1].set(try VariableName("sess.a"), .string(long.view)))
        stores[0].removeAll()
        #expect(stores[1].set(try VariableName("sess.a"), .string(long.view)))
    }
}
