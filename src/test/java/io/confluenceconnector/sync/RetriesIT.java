package io.confluenceconnector.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.RecordedRequest;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** Each call has its own tries (P10): the ones before it, on the way of the same item or listing, have not used them up. */
class RetriesIT {

    private static final String SEARCH = "/rest/api/content/search";

    /** Of one call, with the default of {@code retry.attempts}. */
    private static final int TRIES = 5;

    private static List<SimContent> pages(TenantFixture tenant, int count) {
        SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> tenant.confluence.page(space, "Page " + i, "<p>" + i + "</p>", SINGLE)).toList();
    }

    private static SimContent page(TenantFixture tenant) {
        return pages(tenant, 1).get(0);
    }

    private static io.confluenceconnector.simulator.platform.Fault platform(int status) {
        return io.confluenceconnector.simulator.platform.Fault.status(status);
    }

    private static Predicate<RecordedRequest> searches(Predicate<Integer> limit) {
        return request -> request.path().endsWith(SEARCH)
                && limit.test(Integer.parseInt(request.parameter("limit").orElse("0")));
    }


    private static boolean asksForBodies(RecordedRequest request) {
        return request.parameter("expand").orElse("").contains("body");
    }

    @Test
    @DisplayName("P10: an item whose upload took all its tries still has all of them to finalise; so have page and attachment")
    void shouldFinaliseWithAllTriesAfterUploadThatTookAllOfIts() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER_OAUTH).start()) {
            // given
            SimContent page = page(tenant);
            tenant.confluence.attach(page, "f.txt", "text/plain", bytes("file"));
            for (String part : List.of("/" + page.id(), "::")) {
                tenant.platform.fault(Operations.UPLOAD, part, TRIES - 1, platform(500));
                tenant.platform.fault(Operations.FINALISE, part, TRIES - 1, platform(503));
            }

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failures()).isEmpty();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    @DisplayName("P10, B69: an item whose upload finally failed is withdrawn with all tries")
    void shouldWithdrawWithAllTriesAfterUploadThatFinallyFailed() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER_OAUTH).start()) {
            // given
            page(tenant);
            tenant.platform.fault(Operations.UPLOAD, FOR_EVER, platform(500));
            tenant.platform.fault(Operations.CONTENT_DELETE, TRIES - 1, platform(503));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_FAILED)).isEqualTo(1);
            assertThat(tenant.platform.contents()).isEmpty();
        }
    }

    @Test
    @DisplayName("P10: what follows a refused upload address has all tries")
    void shouldRegisterAndUploadAgainWithAllTriesAfterRefusedAddress() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER_OAUTH).start()) {
            // given
            page(tenant);
            tenant.platform.fault(Operations.UPLOAD, 1, platform(403));
            tenant.platform.fault(Operations.UPLOAD, TRIES - 1, platform(503));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failures()).isEmpty();
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::timesRegistered).containsExactly(2);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    @DisplayName("P10: a refused download is no refused upload address: the file fails with one registration and one download")
    void shouldNotRegisterAgainWhenTheDownloadIsRefused() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            tenant.confluence.attach(page(tenant), "f.txt", "text/plain", bytes("file"));
            tenant.confluence.fault(request -> request.path().contains("/download/"), FOR_EVER, Fault.status(403));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_FAILED)).isEqualTo(1);
            assertThat(tenant.confluence.requests()).filteredOn(request -> request.path().contains("/download/")).hasSize(1);
            assertThat(tenant.platform.count(Operations.REGISTER)).as("page and file").isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"401, 5", "403, 5", "200, 25"})
    @DisplayName("P10, P13: an account that can download nothing, refused or shown login pages, is told so once, and pages go on")
    void shouldTryNoMoreDownloadsOnceAllWereRefused(int status, int downloads) {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).concurrency(1).start()) {
            // given
            SimContent page = page(tenant);
            for (int i = 0; i < 12; i++) {
                tenant.confluence.attach(page, i + ".txt", "text/plain", bytes("file " + i));
            }
            tenant.confluence.fault(request -> request.path().contains("/download/"), FOR_EVER,
                    status == 200 ? Fault.loginPage() : Fault.status(status));

            // when
            CycleReport refused = tenant.cycle();
            long requests = tenant.confluence.requests().stream().filter(r -> r.path().contains("/download/")).count();
            long registrations = tenant.platform.count(Operations.REGISTER);
            tenant.confluence.clearFaults();
            tenant.cycle();

            // then
            assertThat(refused.failure()).hasValueSatisfying(reason -> assertThat(reason).startsWith("All downloads are refused"));
            assertThat(refused.total(Count.ATTACHMENTS_FAILED)).isEqualTo(12);
            assertThat(refused.total(Count.PAGES_INGESTED)).isEqualTo(1);
            assertThat(requests).isEqualTo(downloads);
            assertThat(registrations).as("page and first files").isEqualTo(6);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    @DisplayName("P10, B69: a registration whose answer was lost for good is found by its key and withdrawn")
    void shouldWithdrawRegistrationOfWhichNoAnswerTold() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            page(tenant);
            tenant.platform.fault(Operations.REGISTER, FOR_EVER, io.confluenceconnector.simulator.platform.Fault
                    .afterEffect(io.confluenceconnector.simulator.platform.Fault.resetConnection()));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_FAILED)).isEqualTo(1);
            assertThat(tenant.platform.contents()).isEmpty();
        }
    }

    @Test
    @DisplayName("P10: what was finalised is no registration to withdraw, whoever did it and whether or not an answer told of it")
    void shouldKeepFailedItemThatIsFinalisedAllTheSame() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            page(tenant);
            tenant.platform.fault(Operations.FINALISE, FOR_EVER, io.confluenceconnector.simulator.platform.Fault
                    .afterEffect(io.confluenceconnector.simulator.platform.Fault.resetConnection()));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_FAILED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    @DisplayName("B11: a listing that had to ask for less has all tries for the smallest page")
    void shouldListWithAllTriesAfterAskingForLess() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            page(tenant);
            tenant.confluence.fault(searches(limit -> limit > 5), FOR_EVER, Fault.status(504));
            tenant.confluence.fault(searches(limit -> limit == 5), TRIES - 1, Fault.status(503));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    @DisplayName("P10: the halves of a batch that was too slow have all tries")
    void shouldFetchHalvesWithAllTries() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 2);
            tenant.confluence.fault(searches(limit -> limit == 2), FOR_EVER, Fault.status(504));
            tenant.confluence.fault(searches(limit -> limit == 1), TRIES - 1, Fault.status(503));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failures()).isEmpty();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    @DisplayName("P10: pages that an answer leaves out and promises are asked for, and none fails")
    void shouldFetchBodiesThatShortAnswerPromises() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 9);
            tenant.confluence.fault(RetriesIT::asksForBodies, 1, Fault.rewriteJson(answer -> {
                ArrayNode results = (ArrayNode) answer.path("results");
                while (results.size() > 4) {
                    results.remove(4);
                }
                ((ObjectNode) answer.path("_links")).put("next", "/rest/api/content/search?start=4");
                return answer;
            }));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failures()).isEmpty();
            assertThat(tenant.confluence.requests()).filteredOn(RetriesIT::asksForBodies).hasSize(2);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    @DisplayName("P10: an empty answer that promises pages is followed, and none fails")
    void shouldFetchBodiesThatEmptyAnswerPromises() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            pages(tenant, 9);
            tenant.confluence.fault(SEARCH, 1, Fault.rewriteJson(pagesFound -> {
                tenant.confluence.emptySearchPages(1);
                return pagesFound;
            }));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failures()).isEmpty();
            assertThat(tenant.confluence.requests()).filteredOn(RetriesIT::asksForBodies).hasSize(2);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    @DisplayName("P10, B32: refused credentials end the cycle with its first request that hears of it; no item is begun with them")
    void shouldNotGoOnWithRefusedCredentials() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER_BASIC).start()) {
            // given
            List<SimContent> pages = pages(tenant, 9);
            tenant.confluence.attach(pages.get(0), "f.txt", "text/plain", bytes("file"));
            tenant.confluence.fault(searches(limit -> limit == 9), FOR_EVER,
                    Fault.status(401, Map.of("X-Seraph-LoginReason", "AUTHENTICATION_DENIED"), ""));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("locked this account"));
            assertThat(tenant.confluence.requests()).filteredOn(request -> request.status() == 401).hasSize(1);
            assertThat(tenant.confluence.requests()).noneMatch(request -> request.path().contains("/download/"));
        }
    }

    @Test
    @DisplayName("P11: a question after one that went unanswered has all tries")
    void shouldAskWithAllTriesAfterUnansweredQuestion() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            List<SimContent> pages = pages(tenant, 3);
            tenant.cycle();
            pages.subList(1, 3).forEach(tenant.confluence::trash);
            tenant.confluence.clearRequests();
            tenant.confluence.fault("/rest/api/content/{id}", TRIES + TRIES - 1, Fault.status(503));

            // when
            tenant.cycle();

            // then
            assertThat(tenant.confluence.requests()).filteredOn(request -> request.pathTemplate().endsWith("/content/{id}"))
                    .extracting(RecordedRequest::status).hasSize(TRIES + TRIES).endsWith(503, 404);
        }
    }

    @Test
    @DisplayName("P16: a tenant whose Data Center is retired is removed although the platform stumbles once")
    void shouldRemoveTenantOfRetiredDataCenterWithAllTries() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            page(tenant);
            tenant.cycle();
            tenant.restart(TenantStatus.DELETED);
            tenant.confluence.fault(request -> true, FOR_EVER, Fault.resetConnection());
            tenant.platform.fault(Operations.ME, 1, platform(503));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant.platform.contents()).isEmpty();
        }
    }
}
