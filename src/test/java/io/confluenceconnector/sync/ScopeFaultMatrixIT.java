package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.FaultHandle;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.StoredContent;
import io.confluenceconnector.simulator.platform.StoredScope;
import io.confluenceconnector.sync.FaultKind.Effect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One fault in one of the calls that move or remove scopes, which are too rare for {@link FaultMatrixIT}: nothing that
 * Confluence selects is lost, nothing is ingested twice, and what is left over goes (P3, P12).
 */
class ScopeFaultMatrixIT {

    private static Stream<FaultKind> faults() {
        return Stream.of(FaultKind.values()).filter(fault -> fault.ofPlatform().isPresent())
                .filter(FaultKind::isInNormalRun);
    }

    private static Stream<Arguments> faultsOf(String... operations) {
        return Stream.of(operations).flatMap(operation -> faults().map(fault -> Arguments.of(operation, fault)));
    }

    static Stream<Arguments> ofRootChange() {
        return faultsOf(Operations.BULK_MOVE, Operations.DELETE_FOLDER);
    }

    static Stream<Arguments> ofSpaceRemoval() {
        return faultsOf(Operations.CONTENT_DELETE, Operations.DELETE_FOLDER);
    }

    private static FaultHandle inject(TenantFixture tenant, String operation, FaultKind fault) {
        return tenant.platform.fault(operation, fault.effect == Effect.LASTS ? Integer.MAX_VALUE : 1,
                fault.ofPlatform().orElseThrow());
    }

    private static SimContent page(TenantFixture tenant, String spaceKey) {
        SimSpace space = tenant.confluence.space(spaceKey, "Space " + spaceKey, "global");
        SimContent page = tenant.confluence.page(space, "Page", "<p>page of " + spaceKey + "</p>", SINGLE);
        tenant.confluence.attach(page, "file.txt", "text/plain", SampleWiki.bytes("file of " + spaceKey));
        return page;
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource("ofRootChange")
    void shouldMoveEverythingToTheNewRoot(String operation, FaultKind fault) {
        ShiftedClock clock = new ShiftedClock();
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).clock(clock).start()) {
            // given
            page(tenant, "DOC");
            page(tenant, "OPS");
            tenant.cycle();
            String former = tenant.rootScopeId();
            Set<String> before = tenant.platform.contents().keySet();
            tenant.changeRoot("New root");
            FaultHandle injected = inject(tenant, operation, fault);

            // when
            tenant.cycle();
            injected.remove();
            Set<String> afterFault = Set.copyOf(tenant.platform.contents().keySet());
            clock.pass(Duration.ofMinutes(66));
            CycleReport clean = tenant.cycle();

            // then
            assertThat(injected.hits()).as("the call was made").isPositive();
            assertThat(afterFault).isEqualTo(before);
            assertThat(clean.outcome()).as("%s", clean).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant.platform.scope(former)).isEmpty();
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::timesFinalised)
                    .as("ingested once").containsOnly(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource("ofSpaceRemoval")
    void shouldRemoveTheSpaceAndNothingElse(String operation, FaultKind fault) {
        ShiftedClock clock = new ShiftedClock();
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).clock(clock).start()) {
            // given
            page(tenant, "DOC");
            page(tenant, "OPS");
            SimContent gone = page(tenant, "GONE");
            tenant.cycle();
            tenant.confluence.removeSpace(gone.space());
            tenant.cycle();
            FaultHandle injected = inject(tenant, operation, fault);

            // when
            tenant.cycle();
            injected.remove();
            Set<String> afterFault = Set.copyOf(tenant.platform.contents().keySet());
            clock.pass(Duration.ofMinutes(66));
            tenant.cycle();
            CycleReport clean = tenant.cycle();

            // then (P12: after the second of one process)
            assertThat(injected.hits()).as("the call was made").isPositive();
            assertThat(afterFault).containsAll(KnowledgeBaseAssert.selectedByKey(tenant).keySet());
            assertThat(clean.outcome()).as("%s", clean).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant.platform.children(tenant.rootScopeId())).extracting(StoredScope::name)
                    .containsExactlyInAnyOrder("DOC", "OPS");
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }
}
