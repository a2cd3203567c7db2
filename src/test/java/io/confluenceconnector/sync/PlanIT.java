package io.confluenceconnector.sync;

import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.ALL;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.Sensitive;
import io.confluenceconnector.plan.PlannedAction;
import io.confluenceconnector.plan.PlannedChange;
import io.confluenceconnector.plan.RootScopeState;
import io.confluenceconnector.plan.ScopeChange;
import io.confluenceconnector.plan.SpacePlan;
import io.confluenceconnector.plan.TenantPlan;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.AccessType;
import io.confluenceconnector.simulator.platform.Mutation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A plan tells exactly what a sync does next, and writes nothing anywhere (P17). */
class PlanIT {

    /** What the platform is made of, to see whether anything of it was touched. */
    private record Platform(List<Mutation> mutations, Object contents, Object scopes) {
        static Platform of(TenantFixture tenant) {
            return new Platform(tenant.platform.mutations(), tenant.platform.contents(), tenant.platform.scopes());
        }
    }

    /** Plans, and proves that neither service was changed by it. */
    private static TenantPlan planOf(TenantFixture tenant, boolean approved) {
        Platform before = Platform.of(tenant);
        TenantPlan plan = tenant.plan(approved);
        assertThat(Platform.of(tenant)).as("the platform before and after a plan").isEqualTo(before);
        assertThat(tenant).sawNoViolations();
        return plan;
    }

    private static TenantPlan planOf(TenantFixture tenant) {
        return planOf(tenant, false);
    }

    /** As an administrator would, so that a plan can read before the first sync. */
    private static void letRead(TenantFixture tenant) {
        String user = tenant.setup.isExternal() ? tenant.platform.externalUserId() : "user-1";
        tenant.platform.grant(tenant.rootScopeId(), user, AccessType.READ);
    }

    /** A sync of a process that has just started, and what it did in the words of a plan. */
    private static Map<PlannedAction, Long> syncAfresh(TenantFixture tenant, boolean approved) {
        tenant.restart();
        if (approved) {
            tenant.runtime().approveDeletions();
        }
        return did(tenant.cycle());
    }

    private static Map<PlannedAction, Long> did(CycleReport report) {
        return PlannedCounts.of(report);
    }

    private static Map<PlannedAction, Long> wanted(TenantPlan plan) {
        return PlannedCounts.of(plan);
    }

    private static SpacePlan space(TenantPlan plan, String key) {
        return plan.spaces().stream().filter(space -> space.spaceKey().equals(key)).findFirst().orElseThrow();
    }

    private static List<SimContent> pages(TenantFixture tenant, int count) {
        SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> tenant.confluence.page(space, "Page " + i, "<p>" + i + "</p>", SINGLE)).toList();
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldTellWhatTheFirstSyncDoes(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SampleWiki.fill(tenant, 30);
            letRead(tenant);

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(plan.failure()).isEmpty();
            assertThat(plan.rootScope()).contains(RootScopeState.UNCLAIMED);
            assertThat(plan.spaces()).isNotEmpty().allSatisfy(space -> assertThat(space.scope()).isEqualTo(ScopeChange.CREATE));
            assertThat(plan.count(PlannedAction.INGEST)).isGreaterThan(30);
            assertThat(syncAfresh(tenant, false)).isEqualTo(wanted(plan));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "CLOUD_WITHOUT_PAGE_SCOPE", "DATA_CENTER"})
    void shouldTellWhatChanged(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = pages(tenant, 6);
            SimSpace other = tenant.confluence.space("OPS", "Operations", "global");
            SimContent runbook = tenant.confluence.page(other, "Runbook", "<p>run</p>", SINGLE);
            SimAttachment old = tenant.confluence.attach(runbook, "old.pdf", "application/pdf", SampleWiki.bytes("old"));
            SimAttachment renamed = tenant.confluence.attach(runbook, "a.pdf", "application/pdf", SampleWiki.bytes("same"));
            tenant.cycle();
            tenant.confluence.edit(pages.get(0), "<p>other</p>");
            tenant.confluence.unlabel(pages.get(1), SINGLE);
            tenant.confluence.trash(pages.get(2));
            tenant.confluence.hideFromIndex(pages.get(3).id());
            tenant.confluence.label(pages.get(4), "another");
            tenant.confluence.move(pages.get(5), other);
            tenant.confluence.removeAttachment(old);
            tenant.confluence.renameAttachment(renamed, "b.pdf");
            tenant.confluence.attach(runbook, "empty.txt", "text/plain", new byte[0]);
            tenant.confluence.page(pages.get(0), "New", "<p>new</p>", SINGLE);

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(plan.rootScope()).contains(RootScopeState.OURS);
            assertThat(space(plan, "DOC").changes()).extracting(PlannedChange::action).contains(PlannedAction.INGEST,
                    PlannedAction.UPDATE, PlannedAction.REFRESH_LABELS);
            assertThat(plan.count(PlannedAction.MOVE)).isPositive();
            assertThat(plan.count(PlannedAction.SKIP)).isEqualTo(1);
            assertThat(plan.count(PlannedAction.DELETE) + plan.count(PlannedAction.PENDING)).isPositive();
            assertThat(syncAfresh(tenant, false)).isEqualTo(wanted(plan));
        }
    }

    @Test
    void shouldNameEachItemWithItsReason() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.hideFromIndex(pages.get(0).id());
            tenant.confluence.edit(pages.get(1), "<p>other</p>");

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(space(plan, "DOC").changes()).containsExactlyInAnyOrder(
                    new PlannedChange(PlannedAction.UPDATE, "page", Sensitive.id(pages.get(1).id()),
                            Optional.of(Sensitive.title("Page 2")), "the platform holds another version, or an earlier upload did not end"),
                    new PlannedChange(PlannedAction.VETO, "page", Sensitive.id(pages.get(0).id()), Optional.empty(),
                            "Confluence still selects it, or it changed since the plan began"));
        }
    }

    /** P11: what is held back, and what an approval would let go. */
    @Test
    void shouldTellWhatIsHeldBackAndWhatAnApprovalChanges() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("maxDeletePercent: 50").start()) {
            // given
            List<SimContent> pages = pages(tenant, 20);
            tenant.cycle();
            pages.subList(0, 11).forEach(page -> tenant.confluence.unlabel(page, SINGLE));

            // when
            TenantPlan plan = planOf(tenant);
            TenantPlan approved = planOf(tenant, true);

            // then
            assertThat(wanted(plan)).isEqualTo(Map.of(PlannedAction.HOLD, 11L));
            assertThat(wanted(approved)).isEqualTo(Map.of(PlannedAction.DELETE, 11L));
            assertThat(syncAfresh(tenant, false)).isEqualTo(wanted(plan));
            assertThat(syncAfresh(tenant, true)).isEqualTo(wanted(approved));
        }
    }

    /** P12: a space that is gone is pending for a process that has just started; approved, it goes with its files. */
    @Test
    void shouldTellWhichSpacesWouldGo() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 1);
            tenant.confluence.page(tenant.confluence.space("OPS", "Operations", "global"), "Runbook", "<p>run</p>", SINGLE);
            SimSpace team = tenant.confluence.space("TEAM", "Team", "global");
            SimContent gone = tenant.confluence.page(team, "Gone", "<p>gone</p>", SINGLE);
            tenant.confluence.attach(gone, "file.txt", "text/plain", SampleWiki.bytes("file"));
            tenant.cycle();
            tenant.confluence.unlabel(gone, SINGLE);

            // when
            TenantPlan plan = planOf(tenant);
            TenantPlan approved = planOf(tenant, true);

            // then
            assertThat(space(plan, "TEAM").removal()).hasValueSatisfying(removal -> {
                assertThat(removal.action()).isEqualTo(PlannedAction.PENDING);
                assertThat(removal.files()).isEqualTo(2);
            });
            assertThat(approved.countSpaces(PlannedAction.DELETE)).isEqualTo(1);
            tenant.restart();
            tenant.runtime().approveDeletions();
            assertThat(tenant.cycle().total(Count.SPACES_REMOVED)).isEqualTo(1);
        }
    }

    /** P2: another instance's root ends the plan before any content is read. */
    @Test
    void shouldMakeNoPlanForTheRootOfAnotherInstance() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 1);
            letRead(tenant);
            tenant.platform.setExternalId(tenant.rootScopeId(), Optional.of("confc:data-center:somebody-else"));

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(plan.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("another Confluence instance"));
            assertThat(plan.discovered()).isEmpty();
        }
    }

    /** P17: not even a grant; a root that cannot be read is an error that says what to do. */
    @Test
    void shouldSayWhatToDoWhenTheRootCannotBeRead() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 1);

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(plan.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("grant the service account READ"));
            assertThat(plan.rootScope()).isEmpty();
        }
    }

    /** P3: the former root, which a sync would empty, still holds the spaces that the plan is about. */
    @Test
    void shouldPlanForTheSpacesBelowTheFormerRoot() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            List<SimContent> pages = pages(tenant, 3);
            tenant.cycle();
            tenant.confluence.edit(pages.get(0), "<p>other</p>");
            tenant.changeRoot("Another root");
            letRead(tenant);

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(plan.rootScope()).contains(RootScopeState.CHANGED);
            assertThat(space(plan, "DOC").scope()).isEqualTo(ScopeChange.NONE);
            assertThat(syncAfresh(tenant, false)).isEqualTo(wanted(plan));
        }
    }

    /** P9: a space whose scope is another's is left out, and the plan says so. */
    @Test
    void shouldTellWhatASyncWouldFailAt() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 2);
            letRead(tenant);
            tenant.platform.createScope(tenant.rootScopeId(), "DOC", Optional.of("confc:other:9:DOC"));

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(plan.isMade()).isTrue();
            assertThat(plan.failures()).singleElement().satisfies(failure -> assertThat(failure.reason()).contains("another mark"));
            assertThat(wanted(plan)).isEmpty();
        }
    }

    /** P4: what the bound left out is not gone. */
    @Test
    void shouldSayThatACutShortScanDeletesNothing() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("maxItemsToScan: 2").start()) {
            // given
            pages(tenant, 3);
            letRead(tenant);

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(plan.discovered()).hasValueSatisfying(found -> assertThat(found.deletionsAllowed()).isFalse());
            assertThat(syncAfresh(tenant, false)).isEqualTo(wanted(plan));
        }
    }

    /** P6: a discovery that fails is no plan, as it is no sync. */
    @Test
    void shouldMakeNoPlanOfAPartialDiscovery() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 3);
            letRead(tenant);
            tenant.confluence.fault("/rest/api/content/search", io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER,
                    io.confluenceconnector.simulator.confluence.Fault.status(500));

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(plan.isMade()).isFalse();
            assertThat(plan.spaces()).isEmpty();
        }
    }

    /** P14: the first sync of a process repairs what it finds broken; a plan tells of it. */
    @Test
    void shouldTellWhatReconciliationWouldRepair() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
            SimContent tree = tenant.confluence.page(space, "Tree", "<p>tree</p>", ALL);
            tenant.confluence.page(tree, "Child", "<p>child</p>");
            tenant.cycle();
            String key = tenant.platform.contents().keySet().iterator().next();
            tenant.platform.setIngestionState(key, "FAILED_PARSING");

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(wanted(plan)).isEqualTo(Map.of(PlannedAction.INGEST_AGAIN, 1L));
            assertThat(syncAfresh(tenant, false)).isEqualTo(wanted(plan));
        }
    }

    /** P16: what would go with a deleted tenant. */
    @Test
    void shouldTellWhatARetiredTenantWouldLeaveBehind() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 3);
            tenant.cycle();
            tenant.restart(TenantStatus.DELETED);

            // when
            TenantPlan plan = planOf(tenant);

            // then
            assertThat(plan.status()).isEqualTo("deleted");
            assertThat(space(plan, "DOC").removal()).hasValueSatisfying(removal -> {
                assertThat(removal.action()).isEqualTo(PlannedAction.DELETE);
                assertThat(removal.files()).isEqualTo(3);
            });
            CycleReport removed = tenant.cycle();
            assertThat(removed.total(Count.TENANT_SCOPES_REMOVED)).isEqualTo(plan.countSpaces(PlannedAction.DELETE));
            assertThat(removed.total(Count.TENANT_FILES_DELETED)).isEqualTo(3);
        }
    }
}
