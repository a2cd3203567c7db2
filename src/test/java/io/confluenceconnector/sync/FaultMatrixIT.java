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
 * not even for one cycle, and one clean cycle makes everything good (P6, P10, P11, P13).
 */
class FaultMatrixIT {

    /** Brings the product of all calls and all faults, instead of those that differ in their handling. */
    private static final boolean FULL = Boolean.getBoolean("fault-matrix.full");

    private static final Set<FaultKind> LIKE_ANOTHER = EnumSet.of(FaultKind.STATUS_408, FaultKind.STATUS_425,
            FaultKind.RETRY_AFTER_NEGATIVE, FaultKind.RETRY_AFTER_ZERO, FaultKind.STATUS_502, FaultKind.STATUS_503,
            FaultKind.STATUS_504, FaultKind.ANSWER_LOST_BEHIND_504, FaultKind.STATUS_400, FaultKind.STATUS_410,
            FaultKind.STATUS_413, FaultKind.STATUS_404_LASTS);

    private static final Map<TenantKind, ChangingTenant> TENANTS = new HashMap<>();

    private record TenantKind(Setup setup, boolean newSpaces) {
        static TenantKind of(CallKind call) {
            return new TenantKind(call.setup, call == CallKind.SCOPE_CREATE || call == CallKind.SCOPE_MARK);
        }
    }

    static Stream<Arguments> matrix() {
        return Stream.of(CallKind.values()).flatMap(call -> Stream.of(FaultKind.values())
                .filter(call::suffers).filter(fault -> FULL || isInNormalRun(call, fault))
                .map(fault -> Arguments.of(call, fault)));
    }

    /** The normal run leaves out faults that only wait, or only differ in their number, except on these calls. */
    private static boolean isInNormalRun(CallKind call, FaultKind fault) {
        return EnumSet.of(CallKind.LABEL_SEARCH, CallKind.REGISTER, CallKind.UPLOAD).contains(call)
                || fault.effect != Effect.PASSES_SLOWLY && !LIKE_ANOTHER.contains(fault);
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
        Map<String, String> before = tenant.stored();
        tenant.change();
        tenant.breakIndex();
        Injected injected = call.inject(tenant.tenant, fault);

        // when
        CycleReport faulty = tenant.cycle();
        Map<String, String> after = tenant.stored();
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
            tenant.assertExact();
        } else if (effect == Effect.PAUSES) {
            assertThat(faulty.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("pause until"));
            tenant.letPausesEnd();
        }
        CycleReport clean = tenant.cycle();
        assertThat(clean.failure()).isEmpty();
        assertThat(clean.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        tenant.assertExact();
        TENANTS.put(TenantKind.of(call), tenant);
    }

    /** Whatever was stored and is still selected is there, with its old bytes at least. */
    private static void assertKept(Map<String, String> before, Map<String, String> after, Map<String, String> selected) {
        before.forEach((key, oldBytes) -> {
            if (selected.containsKey(key)) {
                assertThat(after.get(key)).as("a stored item that is still selected").isIn(oldBytes, selected.get(key));
            }
        });
    }
}
