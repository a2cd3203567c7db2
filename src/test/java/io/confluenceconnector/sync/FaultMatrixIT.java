package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.sync.CallKind.Injected;
import io.confluenceconnector.sync.FaultKind.Effect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One fault in one kind of call, while items are new, updated, moved and deleted: nothing that Confluence selects is lost,
 * not even for one cycle, and one clean cycle makes everything good, two where only the search index confirms deletions
 * (P6, P10, P11, P13).
 */
class FaultMatrixIT {

    private static final Map<TenantKind, ChangingTenant> TENANTS = new HashMap<>();

    private record TenantKind(Setup setup, boolean newSpaces) {
        static TenantKind of(CallKind call) {
            return new TenantKind(call.setup, call == CallKind.SCOPE_CREATE || call == CallKind.SCOPE_MARK);
        }
    }

    static Stream<Arguments> matrix() {
        return CallKind.OF_EVERY_CYCLE.stream().flatMap(call -> Stream.of(FaultKind.values())
                .filter(call::suffers).filter(fault -> fault.isInNormalRun() || isWorthAll(call))
                .map(fault -> Arguments.of(call, fault)));
    }

    /** The calls on which the normal run tries every fault. */
    private static boolean isWorthAll(CallKind call) {
        return EnumSet.of(CallKind.LABEL_SEARCH, CallKind.REGISTER, CallKind.UPLOAD).contains(call);
    }

    /** What only the index confirms goes in the second cycle that asks for it (P11). */
    private static boolean isExactInOneCycle(CallKind call) {
        return call.setup != Setup.CLOUD_WITHOUT_PAGE_SCOPE;
    }

    /** Cells share a tenant, whose next round begins where the last clean cycle ended. */
    private static ChangingTenant borrow(TenantKind kind) {
        ChangingTenant idle = TENANTS.remove(kind);
        return idle == null ? new ChangingTenant(kind.setup, kind.newSpaces) : idle;
    }

    @AfterAll
    static void close() {
        TENANTS.values().forEach(ChangingTenant::close);
        TENANTS.clear();
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource("matrix")
    void shouldLoseNothingAndRecover(CallKind call, FaultKind fault) {
        // given
        ChangingTenant tenant = borrow(TenantKind.of(call));
        Map<String, Set<String>> before = tenant.stored();
        tenant.change();
        tenant.breakIndex();
        Injected injected = call.inject(tenant.tenant, fault);

        // when
        CycleReport faulty = tenant.cycle();
        Map<String, Set<String>> after = tenant.stored();
        injected.remove().run();
        tenant.mendIndex();

        // then
        assertThat(injected.hits().getAsInt()).as("the call was made").isPositive();
        assertKept(before, after, tenant.selected());
        Effect effect = call.effectOf(fault);
        if (effect == Effect.PASSES || effect == Effect.PASSES_SLOWLY) {
            assertThat(faulty.failure()).isEmpty();
            assertThat(faulty.failures()).isEmpty();
            assertThat(faulty.failedItems()).isZero();
            if (isExactInOneCycle(call)) {
                tenant.assertExact();
            }
        } else if (effect == Effect.PAUSES) {
            assertThat(faulty.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("pause until"));
            tenant.letPausesEnd();
        }
        if (!isExactInOneCycle(call)) {
            tenant.cycle();
        }
        CycleReport clean = tenant.cycle();
        assertThat(clean.failure()).isEmpty();
        assertThat(clean.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        tenant.assertExact();
        TENANTS.put(TenantKind.of(call), tenant);
    }

    /** Whatever was stored and is still selected is there, in its old or its new space, with its old bytes at least. */
    private static void assertKept(Map<String, Set<String>> before, Map<String, Set<String>> after,
                                   Map<String, String> selected) {
        before.forEach((id, oldBytes) -> {
            if (selected.containsKey(id)) {
                assertThat(after.get(id)).as("a stored item that is still selected").isNotEmpty()
                        .allMatch(bytes -> oldBytes.contains(bytes) || bytes.equals(selected.get(id)));
            }
        });
    }
}
