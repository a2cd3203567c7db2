package io.confluenceconnector.sync;

import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.RecordedRequest;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Mutation;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.StoredScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static io.confluenceconnector.sync.LifecycleFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** What a tenant with status deleted leaves on the platform: its root scope, and nothing that was its own (P16). */
class TenantRemovalIT {

    private static final Fault REFUSED = Fault.graphqlError("refused", "FORBIDDEN");

    private LifecycleFixture tenant;

    @AfterEach
    void close() {
        tenant.close();
    }

    /** Two spaces with pages, synchronised; 45 pages in one of them need three deletions. */
    private void synchronised(LifecycleFixture fixture) {
        tenant = fixture;
        SimSpace docs = tenant.confluence.space("DOC", "Documentation", "global");
        SimSpace ops = tenant.confluence.space("OPS", "Operations", "global");
        for (int i = 0; i < 45; i++) {
            tenant.confluence.page(docs, "Page " + i, "<p>" + i + "</p>", SINGLE);
        }
        tenant.confluence.page(ops, "Runbook", "<p>Run</p>", SINGLE);
        tenant.cycle();
    }

    private StoredScope scope(String name) {
        return tenant.platform.children(tenant.rootScopeId).stream().filter(scope -> scope.name().equals(name))
                .findFirst().orElseThrow();
    }

    private Optional<String> markOfRoot() {
        return tenant.platform.scope(tenant.rootScopeId).orElseThrow().externalId();
    }

    private List<String> namesBelowRoot() {
        return tenant.platform.children(tenant.rootScopeId).stream().map(StoredScope::name).toList();
    }

    @Test
    void shouldDeleteFilesAndScopesAndClearTheMarkOfTheRootThatStays() {
        // given
        synchronised(LifecycleFixture.cloud());
        tenant.platform.createScope(scope("DOC").id(), "made by hand", Optional.empty());
        tenant.restart(TenantStatus.DELETED);

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(report.failedItems()).isZero();
        assertThat(report.total(Count.TENANT_FILES_DELETED)).isEqualTo(46);
        assertThat(report.total(Count.TENANT_SCOPES_REMOVED)).isEqualTo(2);
        assertThat(tenant.platform.contents()).isEmpty();
        assertThat(namesBelowRoot()).isEmpty();
        assertThat(markOfRoot()).isEmpty();
        assertThat(tenant.platform.violations()).isEmpty();
    }

    @Test
    void shouldDeleteTheFilesBeforeTheirScopeAndClearTheMarkLast() {
        // given
        synchronised(LifecycleFixture.dataCenter());
        tenant.restart(TenantStatus.DELETED);

        // when
        tenant.cycle();

        // then
        assertThat(tenant.mutations()).extracting(Mutation::name).last().isEqualTo(Operations.UPDATE_SCOPE);
        assertThat(tenant.mutations()).extracting(Mutation::name).filteredOn(Operations.CONTENT_DELETE::equals)
                .hasSize(46);
        assertThat(markOfRoot()).isEmpty();
    }

    @Test
    void shouldNotReadAnythingOfConfluenceButItsId() {
        // given
        synchronised(LifecycleFixture.dataCenter());
        tenant.restart(TenantStatus.DELETED);

        // when
        tenant.cycle();

        // then
        ConfluenceSimulator confluence = tenant.confluence;
        assertThat(confluence.requests()).extracting(RecordedRequest::pathTemplate)
                .allMatch(path -> path.endsWith("/rest/applinks/1.0/manifest"));
    }

    @Test
    void shouldTakeAClearedMarkForDoneAndSaySo() {
        // given
        synchronised(LifecycleFixture.cloud());
        tenant.restart(TenantStatus.DELETED);
        tenant.cycle();
        String another = tenant.platform.createScope(tenant.rootScopeId, "NEW", Optional.of("confc:acme:7:NEW"));
        tenant.platform.clearRequests();

        // when
        CycleReport report;
        List<Map<String, Object>> said;
        try (CapturedLog log = CapturedLog.json()) {
            report = tenant.cycle();
            said = log.events(EventName.TENANT_REMOVED);
        }

        // then
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(said).singleElement().satisfies(event -> assertThat(event).contains(entry("outcome", "skipped")));
        assertThat(tenant.mutations()).isEmpty();
        assertThat(tenant.platform.scope(another)).isPresent();
    }

    @Test
    void shouldDeleteNothingBelowARootOfAnotherInstance() {
        // given
        synchronised(LifecycleFixture.dataCenter());
        tenant.platform.setExternalId(tenant.rootScopeId, Optional.of("confc:data-center:another"));
        tenant.restart(TenantStatus.DELETED);

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
        assertThat(tenant.mutations()).isEmpty();
        assertThat(tenant.platform.contents()).hasSize(46);
    }

    @Test
    void shouldKeepScopesThatAreNotOursAndThenTheMarkOfTheRoot() {
        // given
        synchronised(LifecycleFixture.cloud());
        tenant.platform.createScope(tenant.rootScopeId, "BY-HAND", Optional.empty());
        tenant.platform.createScope(tenant.rootScopeId, "UNREADABLE", Optional.of("confc:acme:"));
        tenant.platform.setExternalId(scope("OPS").id(), Optional.of("confc:acme-2:7:OPS"));
        Optional<String> mark = markOfRoot();
        tenant.restart(TenantStatus.DELETED);

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(namesBelowRoot()).containsExactlyInAnyOrder("BY-HAND", "UNREADABLE", "OPS");
        assertThat(tenant.platform.contents()).hasSize(1);
        assertThat(markOfRoot()).isPresent().isEqualTo(mark);
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
    }

    @Test
    void shouldRemoveATenantWhoseRetiredDataCenterIsUnreachableAndThenHaveNothingToDo() {
        // given
        synchronised(LifecycleFixture.dataCenter());
        tenant.restart(TenantStatus.DELETED);
        tenant.confluence.fault("/manifest", ConfluenceSimulator.FOR_EVER,
                io.confluenceconnector.simulator.confluence.Fault.status(404));

        // when
        CycleReport report;
        List<Map<String, Object>> said;
        try (CapturedLog log = CapturedLog.json()) {
            report = tenant.cycle();
            tenant.cycle();
            said = log.events(EventName.TENANT_REMOVED);
        }

        // then
        assertThat(namesBelowRoot()).isEmpty();
        assertThat(tenant.platform.contents()).isEmpty();
        assertThat(markOfRoot()).isEmpty();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(said).extracting(event -> event.get("outcome")).containsExactly("success", "skipped");
    }

    /** Other tenants' scopes below the same root stay, and with them the mark. */
    @Test
    void shouldKeepTheMarkOfAnUnreachableDataCenterWhileAScopeIsLeft() {
        // given
        synchronised(LifecycleFixture.dataCenter());
        tenant.platform.setExternalId(scope("OPS").id(), Optional.of("confc:acme-2:7:OPS"));
        Optional<String> mark = markOfRoot();
        tenant.restart(TenantStatus.DELETED);
        tenant.confluence.fault("/manifest", ConfluenceSimulator.FOR_EVER,
                io.confluenceconnector.simulator.confluence.Fault.status(404));

        // when
        tenant.cycle();

        // then
        assertThat(namesBelowRoot()).containsExactly("OPS");
        assertThat(markOfRoot()).isPresent().isEqualTo(mark);
    }

    /** A retired instance must not turn the health of the process. */
    @Test
    void shouldNotAskWhetherTheSystemsOfADeletedTenantAreThere() {
        // given
        tenant = LifecycleFixture.dataCenter();
        boolean whileActive = tenant.runtime().pings().isPresent();

        // when
        tenant.restart(TenantStatus.DELETED);

        // then
        assertThat(whileActive).isTrue();
        assertThat(tenant.runtime().pings()).isEmpty();
    }

    @Test
    void shouldDeleteNothingBelowACloudRootWhenADataCenterIsUnreachable() {
        // given
        synchronised(LifecycleFixture.dataCenter());
        tenant.platform.setExternalId(tenant.rootScopeId, Optional.of("confc:cloud:another"));
        tenant.restart(TenantStatus.DELETED);
        tenant.confluence.fault("/manifest", ConfluenceSimulator.FOR_EVER,
                io.confluenceconnector.simulator.confluence.Fault.status(404));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
        assertThat(tenant.platform.contents()).hasSize(46);
    }

    /** The error that ends a run is told by the cycle alone, also after a step that was tried and went well. */
    @Test
    void shouldReportAFailedRunWithTheCheckAndWithTheCycle() {
        // given
        synchronised(LifecycleFixture.dataCenter());
        tenant.platform.setExternalId(tenant.rootScopeId, Optional.of("confc:data-center:another"));
        tenant.restart(TenantStatus.DELETED);

        // when
        List<Map<String, Object>> told;
        try (CapturedLog log = CapturedLog.json()) {
            tenant.cycle();
            told = log.events().stream().filter(event -> String.valueOf(event).contains("OwnershipException")).toList();
        }

        // then
        assertThat(told).extracting(event -> event.get("event")).containsExactly(
                EventName.OWNERSHIP_CHECKED.toString(), EventName.CYCLE_FINISHED.toString());
    }

    @Test
    void shouldGoOnWithOtherScopesWhenOneFailsAndFinishInTheNextRun() {
        // given
        synchronised(LifecycleFixture.cloud());
        tenant.restart(TenantStatus.DELETED);
        tenant.platform.fault(Operations.DELETE_FOLDER, scope("DOC").id(), 1, REFUSED);

        // when
        CycleReport first = tenant.cycle();
        List<String> afterFirst = namesBelowRoot();
        Optional<String> markAfterFirst = markOfRoot();
        CycleReport second = tenant.cycle();

        // then
        assertThat(first.failedItems()).isEqualTo(1);
        assertThat(afterFirst).containsExactly("DOC");
        assertThat(markAfterFirst).isPresent();
        assertThat(second.failedItems()).isZero();
        assertThat(namesBelowRoot()).isEmpty();
        assertThat(markOfRoot()).isEmpty();
    }

    @Test
    void shouldKeepAScopeWhoseFilesCannotBeDeleted() {
        // given
        synchronised(LifecycleFixture.cloud());
        tenant.restart(TenantStatus.DELETED);
        tenant.platform.fault(Operations.CONTENT_DELETE, 1, REFUSED);

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.failedItems()).isEqualTo(1);
        assertThat(namesBelowRoot()).hasSize(1);
        assertThat(markOfRoot()).isPresent();
    }

    @Test
    void shouldIngestAgainWhenTheTenantBecomesActiveAfterItsRemoval() {
        // given
        synchronised(LifecycleFixture.cloud());
        tenant.restart(TenantStatus.DELETED);
        tenant.cycle();
        tenant.restart(TenantStatus.ACTIVE);

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(tenant.platform.contents()).hasSize(46);
        assertThat(markOfRoot()).isPresent();
    }
}
