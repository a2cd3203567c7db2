package io.confluenceconnector.sync;

import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.StoredContent;
import io.confluenceconnector.simulator.platform.StoredScope;
import io.confluenceconnector.sync.CallKind.Injected;
import io.confluenceconnector.sync.FaultKind.Effect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One fault in one of the calls that move or remove scopes, which are too rare for {@link FaultMatrixIT}: nothing that
 * Confluence selects is lost, nothing is ingested twice, and what is left over goes (P3, P12, P16).
 */
class ScopeFaultMatrixIT {

    static Stream<Arguments> ofRootChange() {
        return CallKind.cells(CallKind.OF_ROOT_CHANGE);
    }

    static Stream<Arguments> ofSpaceRemoval() {
        return CallKind.cells(CallKind.OF_SPACE_REMOVAL);
    }

    static Stream<Arguments> ofTenantRemoval() {
        return CallKind.cells(CallKind.OF_TENANT_REMOVAL);
    }

    private static SimContent page(TenantFixture tenant, String spaceKey) {
        SimSpace space = tenant.confluence.space(spaceKey, "Space " + spaceKey, "global");
        SimContent page = tenant.confluence.page(space, "Page", "<p>page of " + spaceKey + "</p>", SINGLE);
        tenant.confluence.attach(page, "file.txt", "text/plain", SampleWiki.bytes("file of " + spaceKey));
        return page;
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource("ofRootChange")
    void shouldMoveEverythingToTheNewRoot(CallKind call, FaultKind fault) {
        ShiftedClock clock = new ShiftedClock();
        try (TenantFixture tenant = TenantFixture.of(call.setup).clock(clock).start()) {
            // given
            page(tenant, "DOC");
            page(tenant, "OPS");
            tenant.cycle();
            String former = tenant.rootScopeId();
            Set<String> before = tenant.platform.contents().keySet();
            tenant.changeRoot("New root");
            Injected injected = call.inject(tenant, fault);

            // when
            tenant.cycle();
            injected.remove().run();
            Set<String> afterFault = Set.copyOf(tenant.platform.contents().keySet());
            clock.pass(Duration.ofMinutes(66));
            CycleReport clean = tenant.cycle();

            // then
            assertThat(injected.hits().getAsInt()).as("the call was made").isPositive();
            assertThat(afterFault).isEqualTo(before);
            assertThat(clean.outcome()).as("%s", clean).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant.platform.scope(former)).isEmpty();
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::timesFinalised)
                    .as("ingested once").containsOnly(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** One space is gone; of another one, whose page says that it is still selected, the index has lost everything. */
    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource("ofSpaceRemoval")
    void shouldRemoveTheSpaceAndNothingElse(CallKind call, FaultKind fault) {
        ShiftedClock clock = new ShiftedClock();
        try (TenantFixture tenant = TenantFixture.of(call.setup).clock(clock).start()) {
            // given
            List.of("DOC", "OPS", "TEAM").forEach(key -> page(tenant, key));
            SimContent lost = page(tenant, "LOST");
            SimContent gone = page(tenant, "GONE");
            tenant.cycle();
            tenant.confluence.hideFromIndex(lost.id());
            tenant.confluence.unlabel(gone, SINGLE);
            tenant.cycle();
            Injected injected = call.inject(tenant, fault);

            // when
            tenant.cycle();
            injected.remove().run();
            Set<String> afterFault = Set.copyOf(tenant.platform.contents().keySet());
            List<String> scopesAfterFault = scopes(tenant);
            tenant.confluence.showInIndex(lost.id());
            clock.pass(Duration.ofMinutes(66));
            tenant.cycle();
            CycleReport clean = tenant.cycle();

            // then (P12: after the second of one process)
            assertThat(injected.hits().getAsInt()).as("the call was made").isPositive();
            assertThat(afterFault).containsAll(KnowledgeBaseAssert.selectedByKey(tenant).keySet());
            if (call.effectOf(fault) == Effect.PASSES) {
                assertThat(scopesAfterFault).containsExactly("DOC", "LOST", "OPS", "TEAM");
            }
            assertThat(clean.outcome()).as("%s", clean).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(scopes(tenant)).containsExactly("DOC", "LOST", "OPS", "TEAM");
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    private static List<String> scopes(TenantFixture tenant) {
        return tenant.platform.children(tenant.rootScopeId()).stream().map(StoredScope::name).sorted().toList();
    }

    /** P16: the mark of the root tells that all is gone, and nothing else does. */
    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource("ofTenantRemoval")
    void shouldRemoveTheTenantAndClearItsMarkLast(CallKind call, FaultKind fault) {
        ShiftedClock clock = new ShiftedClock();
        try (TenantFixture tenant = TenantFixture.of(call.setup).clock(clock).start()) {
            // given
            page(tenant, "DOC");
            page(tenant, "OPS");
            tenant.cycle();
            tenant.restart(TenantStatus.DELETED);
            Injected injected = call.inject(tenant, fault);

            // when
            tenant.cycle();
            injected.remove().run();
            boolean saysDone = root(tenant).externalId().isEmpty();
            int leftAfterFault = tenant.platform.contents().size() + scopes(tenant).size();
            clock.pass(Duration.ofMinutes(66));
            CycleReport clean = tenant.cycle();

            // then
            assertThat(injected.hits().getAsInt()).as("the call was made").isPositive();
            assertThat(saysDone && leftAfterFault > 0).as("a cleared mark means done").isFalse();
            if (call.effectOf(fault) == Effect.PASSES) {
                assertThat(saysDone).isTrue();
            }
            assertThat(clean.outcome()).as("%s", clean).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(root(tenant).externalId()).isEmpty();
            assertThat(tenant.platform.contents()).isEmpty();
            assertThat(scopes(tenant)).isEmpty();
            assertThat(tenant).sawNoViolations();
        }
    }

    private static StoredScope root(TenantFixture tenant) {
        return tenant.platform.scope(tenant.rootScopeId()).orElseThrow();
    }
}
