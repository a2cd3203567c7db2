package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Mutation;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.ALL;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What fails on the side of Confluence says what was tried, fails alone where it can, and is made good by the next cycle
 * (P5, P6, P10).
 */
class ConfluenceFailuresIT {

    private static SimSpace space(TenantFixture tenant) {
        return tenant.confluence.space("DOC", "Documentation", "global");
    }

    private static SimContent page(TenantFixture tenant, SimSpace space, String title) {
        return tenant.confluence.page(space, title, "<p>" + title + "</p>", SINGLE);
    }

    private static StoredContent stored(TenantFixture tenant, String itemId) {
        return tenant.platform.contents().entrySet().stream().filter(entry -> entry.getKey().endsWith("/" + itemId))
                .findFirst().orElseThrow().getValue();
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldNameTheAddressOfDeadConfluence(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            tenant.confluence.close();

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .matches("\\w+ to http://127\\.0\\.0\\.1:\\d+ brought no answer: Connection refused"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldNameTheCallThatConfluenceDoesNotAnswerAndRecover(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            page(tenant, space(tenant), "Page");
            tenant.confluence.fault("/rest/api/content/search", FOR_EVER, Fault.resetConnection());

            // when
            CycleReport failed = tenant.cycle();
            tenant.confluence.clearFaults();
            CycleReport next = tenant.cycle();

            // then
            assertThat(failed.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("GET to http://127.0.0.1:", "brought no answer"));
            assertThat(next.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** S4: a second try with a fresh token, and none with a personal access token. */
    @ParameterizedTest
    @CsvSource({"CLOUD, 2", "DATA_CENTER, 1"})
    void shouldSayThatConfluenceRefusesUs(Setup setup, int tries) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            page(tenant, space(tenant), "Page");
            tenant.confluence.fault("/rest/api/content/search", FOR_EVER, Fault.status(401));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("Confluence answered 401", "/rest/api/content/search", "confluence.auth"));
            assertThat(tenant.confluence.requests()).filteredOn(request -> request.status() == 401).hasSize(tries);
        }
    }

    /** P10: only that host is left alone; the pages come all the same, and the cycle tells the truth. */
    @Test
    void shouldGoOnWithThePagesWhileTheMediaHostWantsAPause() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            SimSpace space = space(tenant);
            tenant.confluence.attach(page(tenant, space, "First"), "plan.txt", "text/plain", bytes("a plan"));
            page(tenant, space, "Second");
            tenant.confluence.fault(request -> request.pathTemplate().endsWith("/binary"), FOR_EVER,
                    Fault.status(429, Map.of("Retry-After", "3600"), ""));

            // when
            CycleReport paused = tenant.cycle();

            // then
            assertThat(paused.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(paused.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("media host", "pause until"));
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::title)
                    .containsExactlyInAnyOrder("First", "Second");
        }
    }

    /** P10: when all else would fail alike, nothing is registered for it, and what is stored stays as it is. */
    @Test
    void shouldLeaveTheOtherAttachmentsAloneWhenConfluenceWantsALongPause() {
        ShiftedClock clock = new ShiftedClock();
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).concurrency(2).clock(clock).start()) {
            // given
            SimContent page = page(tenant, space(tenant), "Page");
            List<SimAttachment> files = IntStream.range(0, 20)
                    .mapToObj(i -> tenant.confluence.attach(page, i + ".txt", "text/plain", bytes("old " + i))).toList();
            tenant.cycle();
            files.forEach(file -> tenant.confluence.replaceAttachment(file, bytes("new")));
            tenant.confluence.fault(request -> request.path().contains("/download"), 1,
                    Fault.status(429, Map.of("Retry-After", "3600"), ""));
            long before = tenant.platform.count(Operations.REGISTER);

            // when
            CycleReport paused = tenant.cycle();
            long begun = tenant.platform.count(Operations.REGISTER) - before;
            clock.pass(Duration.ofMinutes(61));
            CycleReport next = tenant.cycle();

            // then
            assertThat(paused.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("Confluence asked us to pause until"));
            assertThat(begun).as("those under way at that time").isBetween(1L, 4L);
            assertThat(paused.failedItems()).isLessThanOrEqualTo(4);
            assertThat(next.failedItems()).isZero();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** S4, P10: whoever else needs a token waits too. */
    @Test
    void shouldSitOutThePauseOfTheTokenEndpoint() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            page(tenant, space(tenant), "Page");
            tenant.confluence.fault(request -> request.pathTemplate().endsWith("/oauth/token"), 1,
                    Fault.status(429, Map.of("Retry-After", "1"), ""));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(tenant.confluence.requests()).filteredOn(r -> r.pathTemplate().endsWith("/oauth/token"))
                    .as("one refused, one good").hasSize(2);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P10: what fails for a moment is tried again. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldTryAgainWhatFailsForAMoment(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent page = page(tenant, space(tenant), "Page");
            tenant.confluence.attach(page, "plan.txt", "text/plain", bytes("a longer plan"));
            tenant.confluence.fault("/rest/api/content/search", 2, Fault.status(503));
            tenant.confluence.fault(request -> request.path().contains("/download"), 2, Fault.truncateBody(3));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failedItems()).isZero();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P6: a partial list never reaches the diff. */
    @Test
    void shouldWriteNothingWhenDiscoveryFailsHalfway() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            SimContent root = tenant.confluence.page(space(tenant), "Root", "<p>root</p>", ALL);
            tenant.confluence.page(root, "Child", "<p>child</p>");
            tenant.cycle();
            tenant.platform.clearRequests();
            tenant.confluence.fault(request -> request.parameter("cql").orElse("").startsWith("ancestor"), FOR_EVER,
                    Fault.status(500));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(tenant.platform.count(Operations.FILE_DIFF)).isZero();
            assertThat(tenant.platform.mutations()).extracting(Mutation::name)
                    .containsOnly(Operations.CREATE_SCOPE_ACCESSES);
        }
    }

    /** P6: a refusal of one page's attachment listing protects these, and costs nothing else. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldKeepAttachmentsWhoseListingIsRefused(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimSpace space = space(tenant);
            SimContent page = page(tenant, space, "Many files");
            for (int i = 0; i < 26; i++) {
                tenant.confluence.attach(page, i + ".txt", "text/plain", bytes("file " + i));
            }
            tenant.cycle();
            page(tenant, space, "New");
            tenant.confluence.fault(request -> request.path().contains(page.id()) && request.path().contains("attachment"),
                    FOR_EVER, Fault.status(404));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(report.total(Count.PROTECTED)).isEqualTo(26);
            assertThat(report.failedItems()).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P5: neither record nor download tells the size: skipped, and a stored version is kept. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldKeepStoredVersionWhenNobodyTellsTheSize(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent page = page(tenant, space(tenant), "Page");
            SimAttachment file = tenant.confluence.attach(page, "f.txt", "text/plain", bytes("old"));
            tenant.cycle();
            String old = stored(tenant, page.id() + "::" + file.id()).sha256();
            tenant.confluence.replaceAttachment(file, bytes("brand new"));
            tenant.confluence.declareSize(file, OptionalLong.empty());
            tenant.confluence.omitContentLength(true);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_SKIPPED)).isEqualTo(1);
            assertThat(stored(tenant, page.id() + "::" + file.id()).sha256()).isEqualTo(old);
        }
    }

    /** A token that was revoked is fetched anew, once. */
    @Test
    void shouldFetchAnotherTokenWhenTheFirstIsRevoked() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            page(tenant, space(tenant), "Page");
            tenant.cycle();
            tenant.confluence.revokeTokens();
            tenant.platform.revokeTokens();

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant.confluence.requestCount("/oauth/token")).isEqualTo(2);
            assertThat(tenant.platform.count(Operations.TOKEN)).isEqualTo(2);
        }
    }

    /** S4: an account that may read but not download is no reason for a token per attachment; nobody else loses its token. */
    @Test
    void shouldFetchNoTokenForEachRefusedDownload() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).concurrency(1).start()) {
            // given
            SimContent page = page(tenant, space(tenant), "Page");
            for (int i = 0; i < 4; i++) {
                tenant.confluence.attach(page, i + ".txt", "text/plain", bytes("file " + i));
            }
            tenant.confluence.fault(request -> request.path().contains("/download"), FOR_EVER, Fault.status(401));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_FAILED)).isEqualTo(4);
            assertThat(tenant.confluence.requestCount("/oauth/token")).isEqualTo(2);
            assertThat(tenant.confluence.requests()).filteredOn(request -> request.status() == 401).hasSize(5);
        }
    }
}
