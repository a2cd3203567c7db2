package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.IntStream;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** A Data Center that takes us for nobody shows less, without an error: nothing is deleted for that (P6, P11). */
class SignInIT {
    private static final String CURRENT_USER = "/rest/api/user/current";

    private static void loseSignInWhenAskedForPages(ConfluenceSimulator confluence, SimContent hidden) {
        confluence.fault(request -> {
            boolean question = request.pathTemplate().endsWith("/rest/api/content/{id}");
            if (question) {
                confluence.loseSignIns(hidden);
            }
            return question;
        }, FOR_EVER, Fault.refusal(404));
    }

    private static List<SimContent> pages(TenantFixture tenant, String spaceKey, int count) {
        SimSpace space = tenant.confluence.space(spaceKey, "Space " + spaceKey, "global");
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> tenant.confluence.page(space, "Page " + i, "<p>" + i + "</p>", SINGLE)).toList();
    }

    @Test
    void shouldFailTheCycleInWhichNobodyIsSignedIn() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, "DOC", 1);
            SimContent[] internal = pages(tenant, "LAB", 4).toArray(SimContent[]::new);
            tenant.cycle();
            tenant.confluence.loseSignIns(internal);

            // when
            CycleReport anonymous = tenant.cycle();
            long stored = tenant.platform.contents().size();
            tenant.confluence.acceptSignIns(internal);
            CycleReport known = tenant.cycle();

            // then
            assertThat(anonymous.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(anonymous.failure()).hasValueSatisfying(reason -> assertThat(reason).contains(CURRENT_USER, "confluence.auth"));
            assertThat(stored).isEqualTo(5);
            assertThat(known.failure()).isEmpty();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** Lost after discovery: only the questions about a deletion are answered as to an anonymous user. */
    @Test
    void shouldDeleteNothingWhenTheSignInIsLostOnTheWay() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            List<SimContent> pages = pages(tenant, "DOC", 3);
            SimContent hidden = pages.get(0);
            tenant.cycle();
            tenant.confluence.hideFromIndex(hidden.id());
            loseSignInWhenAskedForPages(tenant.confluence, hidden);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).contains(CURRENT_USER));
            assertThat(report.total(Count.DELETED)).isZero();
            assertThat(tenant.platform.contents()).hasSize(3);
        }
    }

    /** Cheap: once in a cycle, and once more where something is deleted, whatever that is. */
    @Test
    void shouldAskOnceInACycleAndOnceBeforeItsFirstDeletion() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("removedSpaceGraceCycles: 1").start()) {
            // given
            List<SimContent> pages = pages(tenant, "DOC", 2);
            pages(tenant, "LAB", 1);
            SimContent gone = pages(tenant, "OLD", 1).get(0);

            // when
            tenant.cycle();
            long withoutDeletion = tenant.confluence.requestCount(CURRENT_USER);
            tenant.confluence.purge(pages.get(0));
            tenant.confluence.purge(gone);
            tenant.confluence.clearRequests();
            CycleReport report = tenant.cycle();
            long withDeletions = tenant.confluence.requestCount(CURRENT_USER);

            // then
            assertThat(withoutDeletion).isEqualTo(1);
            assertThat(report.total(Count.DELETED)).isEqualTo(1);
            assertThat(report.total(Count.SPACES_REMOVED)).isEqualTo(1);
            assertThat(withDeletions).isEqualTo(2);
        }
    }

    /** A space alone that is to go is reason enough to ask again. */
    @Test
    void shouldRemoveNoSpaceWhenTheSignInIsLostOnTheWay() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("removedSpaceGraceCycles: 1").start()) {
            // given
            pages(tenant, "DOC", 1);
            pages(tenant, "LAB", 1);
            SimContent hidden = pages(tenant, "OLD", 1).get(0);
            tenant.cycle();
            tenant.confluence.hideFromIndex(hidden.id());
            loseSignInWhenAskedForPages(tenant.confluence, hidden);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).contains(CURRENT_USER));
            assertThat(tenant.platform.contents()).hasSize(3);
        }
    }

    /** What a service account is told is not documented: a refusal of this one call must not stop it. */
    @ParameterizedTest
    @CsvSource({"DATA_CENTER, 404", "DATA_CENTER_OAUTH, 401", "DATA_CENTER_OAUTH, 403"})
    void shouldSyncWithServerThatDoesNotTellWhoWeAre(Setup setup, int status) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = pages(tenant, "DOC", 2);
            tenant.confluence.fault(CURRENT_USER, FOR_EVER, status == 404 ? Fault.refusal(404) : Fault.status(status));
            tenant.cycle();
            tenant.confluence.purge(pages.get(0));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(report.total(Count.DELETED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }
}
