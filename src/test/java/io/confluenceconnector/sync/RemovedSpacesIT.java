package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.StoredScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** The scope of a space that no longer has anything selected goes with its files, but only when that is certain (P12). */
class RemovedSpacesIT {

    private static List<SimContent> oneLabelledPageIn(TenantFixture tenant, String... spaceKeys) {
        List<SimContent> pages = new ArrayList<>();
        for (String key : spaceKeys) {
            SimSpace space = tenant.confluence.space(key, "Space " + key, "global");
            SimContent page = tenant.confluence.page(space, "Page", "<p>page</p>", SINGLE);
            tenant.confluence.attach(page, "file.txt", "text/plain", SampleWiki.bytes("file"));
            pages.add(page);
        }
        return pages;
    }

    private static List<String> scopes(TenantFixture tenant) {
        return tenant.platform.children(tenant.rootScopeId()).stream().map(StoredScope::name).sorted().toList();
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "CLOUD_WITHOUT_PAGE_SCOPE", "DATA_CENTER"})
    void shouldRemoveUnlabelledSpaceInSecondCycle(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS", "R_D-2.x");
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(2), SINGLE);

            // when
            CycleReport first = tenant.cycle();
            CycleReport second = tenant.cycle();

            // then
            assertThat(List.of(first, second)).extracting(r -> r.total(Count.SPACES_REMOVED)).containsExactly(0L, 1L);
            assertThat(scopes(tenant)).containsExactly("DOC", "OPS");
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P12, B106. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldRemoveDeletedSpaceInSecondCycle(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS", "GONE");
            tenant.cycle();
            tenant.confluence.removeSpace(pages.get(2).space());

            // when
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(scopes(tenant)).containsExactly("DOC", "OPS");
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** Some servers fail on the key of a space that is gone. */
    @Test
    void shouldRemoveDeletedSpaceWhenDataCenterFailsOnItsKey() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS", "GONE");
            tenant.confluence.unknownSpaceKeyFails(true);
            tenant.cycle();
            tenant.confluence.removeSpace(pages.get(2).space());

            // when
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(scopes(tenant)).containsExactly("DOC", "OPS");
        }
    }

    /** P12: the cycles must be consecutive. */
    @Test
    void shouldStartCountingAnewWhenTheSpaceCameBack() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS", "TEAM");
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(2), SINGLE);
            tenant.cycle();
            tenant.confluence.label(pages.get(2), SINGLE);
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(2), SINGLE);

            // when
            tenant.cycle();

            // then
            assertThat(scopes(tenant)).containsExactly("DOC", "OPS", "TEAM");
        }
    }

    @Test
    void shouldWaitAsManyCyclesAsConfigured() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("removedSpaceGraceCycles: 3").start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS", "TEAM");
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(2), SINGLE);

            // when
            List<Long> removed = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                removed.add(tenant.cycle().total(Count.SPACES_REMOVED));
            }

            // then
            assertThat(removed).containsExactly(0L, 0L, 1L);
        }
    }

    /** P12 d. */
    @Test
    void shouldHoldRemovalOfMoreThanHalfUntilApproved() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS", "TEAM");
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(1), SINGLE);
            tenant.confluence.unlabel(pages.get(2), SINGLE);
            tenant.cycle();

            // when
            CycleReport held = tenant.cycle();
            tenant.runtime().approveDeletions();
            CycleReport approved = tenant.cycle();

            // then
            assertThat(List.of(held, approved)).extracting(r -> r.total(Count.SPACES_REMOVED)).containsExactly(0L, 2L);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P12 a: when nothing at all is found, discovery itself is in doubt. */
    @Test
    void shouldRemoveNothingWhenDiscoveryFindsNoSpace() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS");
            tenant.cycle();
            pages.forEach(page -> tenant.confluence.unlabel(page, SINGLE));

            // when
            tenant.cycle();
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(scopes(tenant)).containsExactly("DOC", "OPS");
            assertThat(tenant.platform.contents()).hasSize(4);
        }
    }

    /** P12: scopes of others below the root are none of our business. */
    @Test
    void shouldLeaveScopesOfOthersAlone() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            oneLabelledPageIn(tenant, "DOC");
            tenant.cycle();
            Map.of("Unmarked", "", "Other tenant", "confc:beta:1:OTH", "Unreadable", "confc:acme:nonsense")
                    .forEach((name, mark) -> tenant.platform.createScope(tenant.rootScopeId(), name,
                            Optional.of(mark).filter(text -> !text.isEmpty())));

            // when
            tenant.cycle();
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(scopes(tenant)).containsExactly("DOC", "Other tenant", "Unmarked", "Unreadable");
        }
    }

    /** P12 b: a page that moved out of a space that is gone is still selected, although the index has lost it. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldKeepSpaceWhosePageMovedWhileTheIndexLostIt(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS", "GONE");
            SimContent moved = pages.get(2);
            SimSpace gone = moved.space();
            tenant.cycle();
            tenant.confluence.hideFromIndex(moved.id());
            tenant.confluence.move(moved, tenant.confluence.space("NEW", "New", "global"));
            tenant.confluence.removeSpace(gone);

            // when
            List<Long> vetoed = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                vetoed.add(tenant.cycle().total(Count.DELETIONS_VETOED));
            }
            List<String> kept = scopes(tenant);
            tenant.confluence.showInIndex(moved.id());
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(vetoed).containsExactly(1L, 1L, 1L);
            assertThat(kept).containsExactly("DOC", "GONE", "OPS");
            assertThat(scopes(tenant)).containsExactly("DOC", "NEW", "OPS");
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P4: its only page went into a personal space, where no label selects it: that is no reason to keep the space for ever. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "CLOUD_WITHOUT_PAGE_SCOPE", "DATA_CENTER"})
    void shouldRemoveSpaceWhosePageMovedIntoPersonalSpace(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS", "GONE");
            tenant.cycle();
            tenant.confluence.move(pages.get(2), tenant.confluence.space("~ann", "Ann", "personal"));

            // when
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(scopes(tenant)).containsExactly("DOC", "OPS");
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P6, P11, P12: the page arrived in its new space, but its attachment cannot be had from there, so the old copy is the only one. */
    @ParameterizedTest
    @CsvSource({"1, /download/, 404", "30, /child/attachment, 403"})
    void shouldKeepSpaceWhoseAttachmentsMovedAndCannotBeStoredAgain(int attachments, String call, int status) {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimContent moved = oneLabelledPageIn(tenant, "DOC", "OPS", "OLD").get(2);
            for (int i = 1; i < attachments; i++) {
                tenant.confluence.attach(moved, i + ".txt", "text/plain", SampleWiki.bytes("file " + i));
            }
            tenant.cycle();
            Set<String> before = tenant.platform.contents().keySet();
            tenant.confluence.move(moved, tenant.confluence.space("NEW", "New", "global"));
            tenant.confluence.fault(request -> request.path().contains(call), ConfluenceSimulator.FOR_EVER, Fault.status(status));

            // when
            tenant.cycle();
            tenant.cycle();
            Set<String> kept = tenant.platform.contents().keySet();
            tenant.confluence.clearFaults();
            tenant.cycle();
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(kept).containsAll(before);
            assertThat(scopes(tenant)).containsExactly("DOC", "NEW", "OPS");
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P9, P12: the new space waits for the scope that the former one has left behind. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "CLOUD_WITHOUT_PAGE_SCOPE", "DATA_CENTER"})
    void shouldMakeRoomForSpaceThatWasCreatedAgainWithItsKey(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS", "TEAM");
            tenant.cycle();
            tenant.confluence.removeSpace(pages.get(2).space());
            oneLabelledPageIn(tenant, "TEAM");

            // when
            tenant.cycle();
            tenant.cycle();
            CycleReport third = tenant.cycle();

            // then
            assertThat(third.failedItems()).isZero();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P4, P12: nothing of an archived space is selected, although its pages and their labels are still there. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "CLOUD_WITHOUT_PAGE_SCOPE", "DATA_CENTER"})
    void shouldRemoveArchivedSpace(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = oneLabelledPageIn(tenant, "DOC", "OPS", "TEAM");
            tenant.cycle();
            tenant.confluence.archiveSpace(pages.get(2).space());

            // when
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(scopes(tenant)).containsExactly("DOC", "OPS");
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P12 b: spaces that are gone may answer so. */
    @ParameterizedTest
    @CsvSource({"DATA_CENTER, 403", "CLOUD, 400", "CLOUD_WITHOUT_PAGE_SCOPE, 500"})
    void shouldRemoveSpaceThatConfluenceRefusesToHearOf(Setup setup, int status) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent gone = oneLabelledPageIn(tenant, "DOC", "OPS", "GONE").get(2);
            tenant.cycle();
            tenant.confluence.removeSpace(gone.space());
            tenant.confluence.fault(request -> request.path().endsWith("/content/" + gone.id())
                    || request.path().endsWith("/space/GONE")
                    || request.parameter("cql").orElse("").contains("space = \"GONE\""), ConfluenceSimulator.FOR_EVER,
                    Fault.refusal(status));

            // when
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(scopes(tenant)).containsExactly("DOC", "OPS");
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }
}
