package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Mutation;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.StoredScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** Only below a root scope that is ours is anything written (P2, P3), and only into scopes of ours (P9). */
class OwnershipIT {

    private static SimContent labelledPage(TenantFixture tenant, String spaceKey) {
        SimSpace space = tenant.confluence.space(spaceKey, "Space " + spaceKey, "global");
        return tenant.confluence.page(space, "Page of " + spaceKey, "<p>page</p>", SINGLE);
    }

    private static Optional<String> rootMark(TenantFixture tenant) {
        return tenant.platform.scope(tenant.rootScopeId()).orElseThrow().externalId();
    }

    /** P2. */
    @Test
    void shouldNotClaimAgainWhatIsOurs() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            labelledPage(tenant, "DOC");
            tenant.platform.setExternalId(tenant.rootScopeId(), Optional.of("confc:cloud:" + tenant.confluence.cloudId()));

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.mutations()).filteredOn(mutation -> mutation.name().equals(Operations.UPDATE_SCOPE))
                    .extracting(Mutation::subject).doesNotContain(tenant.rootScopeId());
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P2: nothing is written but the grant that reading the mark takes. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldWriteNothingBelowTheRootOfAnotherInstance(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            labelledPage(tenant, "DOC");
            tenant.platform.setExternalId(tenant.rootScopeId(), Optional.of("confc:cloud:somebody-else"));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("ingestion.scopeId", "belongs to another Confluence instance"));
            assertThat(tenant.platform.mutations()).extracting(Mutation::name)
                    .containsOnly(Operations.CREATE_SCOPE_ACCESSES);
        }
    }

    /** S18: the reason stands with the stage that failed and with the cycle that it ended, and nowhere else. */
    @Test
    void shouldReportTheRefusalWithTheStageAndWithTheCycle() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start(); CapturedLog log = CapturedLog.json()) {
            // given
            tenant.platform.setExternalId(tenant.rootScopeId(), Optional.of("confc:cloud:somebody-else"));

            // when
            tenant.cycle();

            // then
            assertThat(log.events()).filteredOn(line -> line.toString().contains("belongs to another Confluence instance"))
                    .extracting(line -> line.get("event")).containsExactly("ownership.checked", "cycle.finished");
        }
    }

    /** P2, S15: and no content is read before. */
    @Test
    void shouldReadNoContentBeforeTheRootIsKnownToBeOurs() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            labelledPage(tenant, "DOC");
            tenant.platform.setExternalId(tenant.rootScopeId(), Optional.of("confc:cloud:somebody-else"));

            // when
            tenant.cycle();

            // then
            assertThat(tenant.confluence.requests()).isEmpty();
        }
    }

    /** S15: a root that was ours in the last cycle need not be in this one; the id of the instance is no content. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldCheckOwnershipBeforeContentInEveryCycle(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            labelledPage(tenant, "DOC");
            tenant.cycle();
            tenant.confluence.clearRequests();
            tenant.platform.setExternalId(tenant.rootScopeId(), Optional.of("confc:cloud:somebody-else"));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(tenant.confluence.requests()).allMatch(request -> request.pathTemplate().endsWith("/manifest"));
        }
    }

    /** P2. */
    @Test
    void shouldSayThatTheRootIsMissing() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).missingRoot().start()) {
            // given
            labelledPage(tenant, "DOC");

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("root scope", "ingestion.scopeId", "does not exist"));
        }
    }

    /** P3: scopes and files move, the former root goes, and nothing is ingested again. */
    @Test
    void shouldMoveEverythingWhenTheRootChanges() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            labelledPage(tenant, "DOC");
            labelledPage(tenant, "OPS");
            tenant.cycle();
            String former = tenant.rootScopeId();
            tenant.platform.moveDelay(Duration.ofMillis(100));
            tenant.changeRoot("New root");
            tenant.platform.clearRequests();

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(tenant.platform.scope(former)).isEmpty();
            assertThat(tenant.platform.mutations()).extracting(Mutation::name).doesNotContain(Operations.REGISTER);
            assertThat(tenant.platform.children(tenant.rootScopeId())).extracting(StoredScope::path)
                    .containsExactlyInAnyOrder("/Company/New root/DOC", "/Company/New root/OPS");
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P3: a step that fails ends the cycle before the claim; the next one tries again. */
    @ParameterizedTest
    @ValueSource(strings = {Operations.BULK_MOVE, Operations.DELETE_FOLDER})
    void shouldNotClaimTheNewRootBeforeEverythingMoved(String failing) {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            labelledPage(tenant, "DOC");
            tenant.cycle();
            tenant.changeRoot("New root");
            tenant.platform.fault(failing, 1, Fault.graphqlError("no", "FORBIDDEN"));

            // when
            CycleReport failed = tenant.cycle();
            Optional<String> markAfterFailure = rootMark(tenant);
            CycleReport next = tenant.cycle();

            // then
            assertThat(failed.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(markAfterFailure).isEmpty();
            assertThat(next.failure()).isEmpty();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P3, S15: a tenant that was given up leaves a root with the same mark; also what is on a later page counts. */
    @Test
    void shouldTouchNothingBelowTheRootOfAnotherTenantForTheSameConfluence() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            labelledPage(tenant, "DOC");
            tenant.cycle();
            String former = tenant.rootScopeId();
            IntStream.range(0, 100).forEach(i -> tenant.platform.createScope(former, "By hand " + i, Optional.empty()));
            String foreign = tenant.platform.createScope(former, "OPS", Optional.of("confc:beta:2:OPS"));
            tenant.changeRoot("New root");
            int writtenBefore = tenant.platform.mutations().size();

            // when
            CycleReport refused = tenant.cycle();
            List<Mutation> written = tenant.platform.mutations().subList(writtenBefore, tenant.platform.mutations().size());
            Optional<String> planned = tenant.plan().failure();
            int left = tenant.platform.children(former).size();
            tenant.platform.setExternalId(foreign, Optional.of("confc:acme:2:OPS"));
            CycleReport next = tenant.cycle();

            // then
            assertThat(refused.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("another tenant's root"));
            assertThat(written).extracting(Mutation::name).containsOnly(Operations.CREATE_SCOPE_ACCESSES);
            assertThat(planned).isEqualTo(refused.failure());
            assertThat(left).isEqualTo(102);
            assertThat(next.failure()).isEmpty();
            assertThat(tenant.platform.scope(former)).isEmpty();
            assertThat(tenant.platform.children(tenant.rootScopeId())).hasSize(102);
        }
    }

    /** P3: at any depth, and before anything is moved. */
    @Test
    void shouldNotMoveTheFormerRootBelowItself() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            labelledPage(tenant, "DOC");
            tenant.cycle();
            String folder = tenant.platform.createScope(tenant.rootScopeId(), "Folder", Optional.empty());
            tenant.useRoot(tenant.platform.createScope(folder, "Inner", Optional.empty()));
            tenant.platform.clearRequests();

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("ingestion.scopeId", "lies below the former one"));
            assertThat(tenant.platform.count(Operations.BULK_MOVE)).isZero();
        }
    }

    /** P9, S18: that space fails, and the log says so; the others go on, and the scope stays as it was. */
    @Test
    void shouldLeaveSpaceScopeOfAnotherTenantAlone() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start(); CapturedLog log = CapturedLog.json()) {
            // given
            labelledPage(tenant, "DOC");
            labelledPage(tenant, "OPS");
            String foreign = tenant.platform.createScope(tenant.rootScopeId(), "DOC", Optional.of("confc:beta:1:DOC"));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.SPACES_FAILED)).isEqualTo(1);
            assertThat(log.events(EventName.SCOPE_CREATED)).filteredOn(event -> "failure".equals(event.get("outcome"))).singleElement()
                    .satisfies(event -> assertThat(event).containsEntry("level", "WARN").containsEntry("spaceKey", "DOC").containsKeys("reason", "next"));
            assertThat(tenant.platform.scope(foreign).orElseThrow().externalId()).contains("confc:beta:1:DOC");
            assertThat(tenant).holdsExactlyWhatIsSelectedAnd(item -> item.spaceKey().equals("OPS"));
        }
    }

    /** P9: also what is deleted from such a space waits until the scope is ours again. */
    @Test
    void shouldDeleteNothingFromSpaceWhoseScopeIsNotOurs() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimContent page = labelledPage(tenant, "DOC");
            tenant.confluence.page(page.space(), "Stays", "<p>stays</p>", SINGLE);
            tenant.cycle();
            StoredScope scope = tenant.platform.children(tenant.rootScopeId()).get(0);
            tenant.platform.setExternalId(scope.id(), Optional.of("confc:beta:1:DOC"));
            tenant.confluence.unlabel(page, SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.SPACES_FAILED)).isEqualTo(1);
            assertThat(tenant.platform.contents()).hasSize(2);
        }
    }
}
