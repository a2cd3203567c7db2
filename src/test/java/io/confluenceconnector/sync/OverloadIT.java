package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.RecordedRequest;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** A Confluence that is overloaded, or overloads us: limits, pauses, refusals and answers without end (P10, P13). */
class OverloadIT {

    private static final String SEARCH = "/rest/api/content/search";

    private static SimSpace space(TenantFixture tenant) {
        return tenant.confluence.space("DOC", "Documentation", "global");
    }

    private static SimContent page(TenantFixture tenant) {
        return tenant.confluence.page(space(tenant), "Page", "<p>page</p>", SINGLE);
    }

    private static Map<String, String> littleLeft(Setup setup) {
        return setup.isCloud()
                ? Map.of("X-RateLimit-NearLimit", "true", "X-RateLimit-Limit", "1000", "X-RateLimit-Remaining", "50",
                        "X-RateLimit-Reset", Instant.now().plusSeconds(20).toString())
                : Map.of("X-RateLimit-Limit", "100", "X-RateLimit-Remaining", "5", "X-RateLimit-FillRate", "3",
                        "X-RateLimit-Interval-Seconds", "1", "Retry-After", "0");
    }

    /** P10: we slow down before we are told to. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldSlowDownBeforeConfluenceAsks(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            page(tenant);
            tenant.confluence.fault(SEARCH, FOR_EVER, Fault.moreHeaders(littleLeft(setup)));

            // when
            CycleReport report = tenant.cycle();

            // then
            List<Instant> searches = tenant.confluence.requests().stream()
                    .filter(request -> request.pathTemplate().endsWith(SEARCH)).map(RecordedRequest::at).toList();
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(searches).hasSizeGreaterThan(1);
            assertThat(Duration.between(searches.get(0), searches.get(searches.size() - 1)))
                    .isGreaterThan(Duration.ofMillis(250).multipliedBy(searches.size() - 2L));
        }
    }

    /** P10: the cycle names the time, nothing goes there before, and the next cycle after it goes on by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"600", "99999999999"})
    void shouldLeaveConfluenceAloneForAsLongAsItAsks(String retryAfter) {
        ShiftedClock clock = new ShiftedClock();
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).clock(clock).start()) {
            // given
            page(tenant);
            tenant.confluence.fault(SEARCH, 1, Fault.status(429, Map.of("Retry-After", retryAfter), ""));

            // when
            CycleReport told = tenant.cycle();
            tenant.confluence.clearRequests();
            CycleReport paused = tenant.cycle();
            long requestsInPause = tenant.confluence.requests().size();
            clock.pass(Duration.ofMinutes(66));
            CycleReport next = tenant.cycle();

            // then
            assertThat(told.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("pause until 20"));
            assertThat(paused.failure()).isEqualTo(told.failure());
            assertThat(requestsInPause).isZero();
            assertThat(next.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P10: what cannot succeed is not repeated, whatever went wrong before. */
    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410, 413})
    void shouldNotRepeatWhatCannotSucceedAfterAnotherFailure(int status) {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            page(tenant);
            tenant.confluence.fault(SEARCH, 1, Fault.status(503));
            tenant.confluence.fault(SEARCH, FOR_EVER, Fault.status(status));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("answered " + status));
            assertThat(tenant.confluence.requestCount(SEARCH)).isEqualTo(2);
        }
    }

    /** S4: a token that expired during a bad spell is fetched anew, once. */
    @Test
    void shouldFetchAnotherTokenAlsoAfterOtherFailures() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            page(tenant);
            tenant.cycle();
            tenant.confluence.revokeTokens();
            tenant.confluence.clearRequests();
            tenant.confluence.fault(SEARCH, 2, Fault.status(503));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(tenant.confluence.requestCount("/oauth/token")).isEqualTo(1);
        }
    }

    /** S19: an answer without end is left where it stops to make sense, and a file without end fails alone. */
    @Test
    void shouldNotFollowAnswersWithoutEnd() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimContent page = page(tenant);
            tenant.confluence.attach(page, "f.txt", "text/plain", bytes("file"));
            tenant.confluence.fault(request -> true, FOR_EVER, Fault.endlessBody());

            // when
            CycleReport report = tenant.cycle();
            tenant.confluence.clearFaults();
            tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_INGESTED)).isEqualTo(1);
            assertThat(report.total(Count.ATTACHMENTS_FAILED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P13: a cycle whose attachments were all refused is no success, though its pages went well. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldFailWhenAllAttachmentsAreRefused(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent page = page(tenant);
            for (int i = 0; i < 5; i++) {
                tenant.confluence.attach(page, i + ".txt", "text/plain", bytes("file " + i));
            }
            tenant.confluence.fault(request -> request.path().contains("/download"), FOR_EVER, Fault.status(403));

            // when
            CycleReport report = tenant.cycle();
            tenant.confluence.clearFaults();
            tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).startsWith("All downloads are refused"));
            assertThat(report.failures()).isNotEmpty().allSatisfy(failure -> assertThat(failure.reason()).contains("403"));
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }
}
