package io.confluenceconnector.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.ALL;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Nothing is deleted on silence: Confluence itself must say that it is gone (P11). */
class DeletionIT {

    private static List<SimContent> pages(TenantFixture tenant, int count) {
        SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> tenant.confluence.page(space, "Page " + i, "<p>" + i + "</p>", SINGLE)).toList();
    }

    /** P11: with calls past the search index, the deletion is due in the cycle that first asks for it. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldDeleteInSameCycleWhenConfirmedDirectly(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(0), SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.DELETED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P11, P12: a proxy that blocks these calls, and a server that is starting, do not say that anything is gone. */
    @ParameterizedTest
    @ValueSource(strings = {"<html><body><h1>404 Not Found</h1><hr>nginx</body></html>",
        "<status><status-code>404</status-code><message>null for uri</message></status>", ""})
    void shouldDeleteNothingOnA404ThatIsNotConfluencesOwn(String body) {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("removedSpaceGraceCycles: 1").start()) {
            // given
            SimContent hidden = pages(tenant, 3).get(0);
            SimContent alone = tenant.confluence.page(tenant.confluence.space("OPS", "Operations", "global"), "Alone", "<p>a</p>", SINGLE);
            tenant.cycle();
            tenant.confluence.hideFromIndex(hidden.id());
            tenant.confluence.hideFromIndex(alone.id());
            List.of("/rest/api/content/{id}", "/rest/api/space/{key}").forEach(call ->
                    tenant.confluence.fault(call, FOR_EVER, Fault.status(404, Map.of(), body)));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(report.total(Count.DELETIONS_UNANSWERED)).isPositive();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P11: the copy in the new space is finalised first, and a body that does not come empties nothing (B50). */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldKeepMovedPageWhoseBodyDoesNotCome(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.move(pages.get(0), tenant.confluence.space("NEW", "New", "global"));
            tenant.confluence.fault(request -> request.parameter("cql").orElse("").startsWith("id in"), FOR_EVER,
                    Fault.rewriteJson(answer -> {
                        answer.path("results").forEach(record -> ((ObjectNode) record).remove("body"));
                        return answer;
                    }));

            // when
            CycleReport report = tenant.cycle();
            Set<String> kept = Set.copyOf(tenant.platform.contents().keySet());
            tenant.confluence.clearFaults();
            tenant.cycle();

            // then
            assertThat(report.total(Count.DELETED)).isZero();
            assertThat(kept).hasSize(2);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P11: a body that comes from the former space, as an index or a cache remembers it, is no copy in the new one. */
    @Test
    void shouldKeepMovedPageWhoseBodyComesFromItsFormerSpace() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.move(pages.get(0), tenant.confluence.space("NEW", "New", "global"));
            tenant.confluence.fault(request -> request.parameter("cql").orElse("").startsWith("id in"), FOR_EVER,
                    Fault.rewriteJson(answer -> {
                        answer.path("results").forEach(record -> ((ObjectNode) record.path("space"))
                                .put("id", pages.get(1).space().id()).put("key", "DOC"));
                        return answer;
                    }));

            // when
            CycleReport report = tenant.cycle();
            Set<String> kept = Set.copyOf(tenant.platform.contents().keySet());
            tenant.confluence.clearFaults();
            tenant.cycle();

            // then
            assertThat(report.failedItems()).isEqualTo(1);
            assertThat(kept).hasSize(2);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P6: whatever cannot be read of a page with the all label, what lies below it stays, in every cycle. */
    @ParameterizedTest
    @CsvSource({"CLOUD, space", "CLOUD, metadata", "DATA_CENTER, space", "DATA_CENTER, metadata"})
    void shouldKeepTreeBelowRecordThatCannotBeRead(Setup setup, String unreadable) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent root = tenant.confluence.page(pages(tenant, 1).get(0).space(), "Root", "<p>root</p>", ALL);
            tenant.confluence.page(root, "Child", "<p>child</p>");
            tenant.cycle();
            tenant.confluence.fault(request -> true, FOR_EVER, Fault.rewriteJson(answer -> {
                Stream.concat(Stream.of(answer), StreamSupport.stream(answer.path("results").spliterator(), false))
                        .filter(record -> record.path("id").asText().equals(root.id()))
                        .forEach(record -> ((ObjectNode) record).remove(unreadable));
                return answer;
            }));

            // when
            List<CycleReport> reports = List.of(tenant.cycle(), tenant.cycle(), tenant.cycle());

            // then
            assertThat(reports).allSatisfy(report -> assertThat(report.failure()).isEmpty());
            assertThat(tenant.platform.contents()).hasSize(3);
        }
    }

    @Test
    void shouldWaitForSecondCycleWhenOnlyTheIndexConfirms() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD_WITHOUT_PAGE_SCOPE).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(0), SINGLE);

            // when
            CycleReport first = tenant.cycle();
            CycleReport second = tenant.cycle();

            // then
            assertThat(List.of(first, second)).extracting(r -> r.total(Count.DELETIONS_PENDING), r -> r.total(Count.DELETED))
                    .containsExactly(tuple(1L, 0L), tuple(0L, 1L));
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    void shouldStartCountingAnewAfterRestart() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD_WITHOUT_PAGE_SCOPE).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(0), SINGLE);
            tenant.cycle();
            tenant.restart();

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.DELETIONS_PENDING)).isEqualTo(1);
            assertThat(tenant.platform.contents()).hasSize(2);
        }
    }

    @Test
    void shouldNotWaitWhenAnOperatorApproved() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD_WITHOUT_PAGE_SCOPE).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(0), SINGLE);
            tenant.runtime().approveDeletions();

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.DELETED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P11: the index has lost a page, a tree's child and their files; Confluence still selects them, in every cycle. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldKeepWhatTheIndexHasLost(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
            SimContent tree = tenant.confluence.page(space, "Tree", "<p>tree</p>", ALL);
            SimContent child = tenant.confluence.page(tree, "Child", "<p>child</p>");
            SimContent single = tenant.confluence.page(space, "Single", "<p>single</p>", SINGLE);
            tenant.confluence.attach(single, "plan.txt", "text/plain", SampleWiki.bytes("plan"));
            tenant.cycle();
            tenant.confluence.hideFromIndex(child.id());
            tenant.confluence.hideFromIndex(single.id());

            // when
            List<Long> vetoed = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                vetoed.add(tenant.cycle().total(Count.DELETIONS_VETOED));
            }

            // then
            assertThat(vetoed).containsExactly(3L, 3L, 3L);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P11: an approval never overrides a veto. */
    @Test
    void shouldKeepWhatTheIndexHasLostInSpiteOfApproval() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.hideFromIndex(pages.get(0).id());
            tenant.runtime().approveDeletions();

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.DELETIONS_VETOED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P12: nothing of a space is found any more, but its pages say that they are still selected. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldKeepSpaceThatTheIndexHasLost(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            pages(tenant, 1);
            tenant.confluence.page(tenant.confluence.space("OPS", "Operations", "global"), "Runbook", "<p>run</p>", SINGLE);
            SimSpace team = tenant.confluence.space("TEAM", "Team", "global");
            SimContent lost = tenant.confluence.page(team, "Lost", "<p>lost</p>", SINGLE);
            tenant.cycle();
            tenant.confluence.hideFromIndex(lost.id());

            // when
            List<Long> vetoed = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                vetoed.add(tenant.cycle().total(Count.DELETIONS_VETOED));
            }

            // then
            assertThat(vetoed).containsExactly(1L, 1L, 1L);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P11: what is edited while the cycle runs may have been selected since. */
    @Test
    void shouldKeepPageThatChangedAfterDiscoveryBegan() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(0), SINGLE);
            tenant.confluence.clock(Clock.systemUTC());
            tenant.platform.onRequest(request -> {
                if (request.operation().equals("file-diff")) {
                    tenant.confluence.edit(pages.get(0), "<p>edited just now</p>");
                }
            });

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.DELETIONS_VETOED)).isEqualTo(1);
            assertThat(tenant.platform.contents()).hasSize(2);
        }
    }

    /** P11: no answer, no deletion; the next cycle asks again. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldDeleteNothingWithoutAnAnswer(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(0), SINGLE);
            tenant.confluence.fault(setup.isCloud() ? "/wiki/api/v2/pages" : "/rest/api/content/{id}", FOR_EVER,
                    Fault.status(500));

            // when
            CycleReport report = tenant.cycle();
            tenant.confluence.clearFaults();
            CycleReport next = tenant.cycle();

            // then
            assertThat(report.total(Count.DELETIONS_UNANSWERED)).isEqualTo(1);
            assertThat(report.total(Count.DELETED)).isZero();
            assertThat(next.total(Count.DELETED)).isEqualTo(1);
        }
    }

    /** P11: too many at once are held, until somebody says that they are meant. */
    @Test
    void shouldHoldDeletionsAboveTheAllowedShareUntilApproved() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("maxDeletePercent: 50").start()) {
            // given
            List<SimContent> pages = pages(tenant, 20);
            tenant.cycle();
            pages.subList(0, 11).forEach(page -> tenant.confluence.unlabel(page, SINGLE));

            // when
            CycleReport held = tenant.cycle();
            tenant.runtime().approveDeletions();
            CycleReport approved = tenant.cycle();

            // then
            assertThat(List.of(held, approved)).extracting(r -> r.total(Count.DELETIONS_HELD), r -> r.total(Count.DELETED))
                    .containsExactly(tuple(11L, 0L), tuple(0L, 11L));
            assertThat(held.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P11, P12: nor do they go with their space, when the index loses the rest of it. */
    @Test
    void shouldHoldRemovalOfSpaceWhoseDeletionsAreHeldUntilApproved() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("maxDeletePercent: 50").start()) {
            // given
            List<SimContent> pages = pages(tenant, 12);
            List.of("OPS", "HR").forEach(key -> tenant.confluence.page(tenant.confluence.space(key, key, "global"), key, "<p></p>", SINGLE));
            tenant.cycle();
            pages.subList(0, 11).forEach(page -> tenant.confluence.unlabel(page, SINGLE));
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(11), SINGLE);

            // when
            tenant.cycle();
            CycleReport held = tenant.cycle();
            tenant.runtime().approveDeletions();
            CycleReport approved = tenant.cycle();

            // then
            assertThat(List.of(held, approved)).extracting(r -> r.total(Count.DELETIONS_HELD), r -> r.total(Count.SPACES_REMOVED))
                    .containsExactly(tuple(1L, 0L), tuple(0L, 1L));
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P11: an approval is for the deletions that a person has looked at, not for those of every later cycle. */
    @Test
    void shouldHoldLaterDeletionsAgainAfterAnApproval() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("maxDeletePercent: 40").start()) {
            // given
            List<SimContent> pages = pages(tenant, 40);
            tenant.cycle();
            pages.subList(0, 17).forEach(page -> tenant.confluence.unlabel(page, SINGLE));
            tenant.runtime().approveDeletions();
            long approved = tenant.cycle().total(Count.DELETED);
            pages.subList(17, 30).forEach(page -> tenant.confluence.unlabel(page, SINGLE));

            // when
            CycleReport later = tenant.cycle();

            // then
            assertThat(approved).isEqualTo(17);
            assertThat(later.total(Count.DELETIONS_HELD)).isEqualTo(13);
            assertThat(later.total(Count.DELETED)).isZero();
        }
    }

    /** P11: while deletions are held, additions go on. */
    @Test
    void shouldAddWhileDeletionsAreHeld() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("maxDeletePercent: 50").start()) {
            // given
            List<SimContent> pages = pages(tenant, 20);
            tenant.cycle();
            pages.subList(0, 11).forEach(page -> tenant.confluence.unlabel(page, SINGLE));
            tenant.confluence.page(pages.get(0), "New", "<p>new</p>", SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_INGESTED)).isEqualTo(1);
            assertThat(tenant.platform.contents()).hasSize(21);
        }
    }

    /** P11: never of fewer than ten. */
    @Test
    void shouldNotHoldFewDeletions() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("maxDeletePercent: 1").start()) {
            // given
            List<SimContent> pages = pages(tenant, 10);
            tenant.cycle();
            pages.subList(0, 9).forEach(page -> tenant.confluence.unlabel(page, SINGLE));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.DELETED)).isEqualTo(9);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P4: what the bound leaves out is not gone. */
    @Test
    void shouldDeleteNothingWhenTheScanWasCutShort() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("maxItemsToScan: 3").start()) {
            // given
            List<SimContent> pages = pages(tenant, 3);
            SimSpace team = tenant.confluence.space("TEAM", "Team", "global");
            tenant.cycle();
            tenant.confluence.page(team, "One too many", "<p>4</p>", SINGLE);
            tenant.confluence.page(team, "Two too many", "<p>5</p>", SINGLE);
            tenant.confluence.unlabel(pages.get(0), SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.DELETED)).isZero();
            assertThat(tenant.platform.contents()).hasSize(4);
        }
    }

    /** P5: an attachment that the configuration no longer takes goes, although its page stays. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldDeleteAttachmentThatIsNoLongerTaken(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent page = pages(tenant, 1).get(0);
            SimAttachment plan = tenant.confluence.attach(page, "plan.txt", "text/plain", SampleWiki.bytes("plan"));
            tenant.cycle();
            tenant.confluence.replaceAttachment(plan, new byte[TenantFixture.MAX_FILE_BYTES + 1]);

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.contents()).hasSize(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P4, P11: a page in a personal space is not selected, whatever labels it has taken there, itself or from above. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "CLOUD_WITHOUT_PAGE_SCOPE", "DATA_CENTER"})
    void shouldDeletePagesThatMovedIntoPersonalSpace(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            SimContent tree = tenant.confluence.page(pages.get(1).space(), "Tree", "<p>tree</p>", ALL);
            tenant.confluence.page(tree, "Child", "<p>child</p>");
            tenant.cycle();
            SimSpace personal = tenant.confluence.space("~ann", "Ann", "personal");
            tenant.confluence.move(pages.get(0), personal);
            tenant.confluence.move(tree, personal);

            // when
            CycleReport first = tenant.cycle();
            CycleReport second = tenant.cycle();

            // then
            assertThat(first.total(Count.DELETED) + second.total(Count.DELETED)).isEqualTo(3);
            assertThat(first.total(Count.DELETIONS_VETOED)).isZero();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }
}
