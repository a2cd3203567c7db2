package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** The tenant's limits: requests a minute over every window, and items side by side (P1, P10). */
class LimitsIT {

    private static void fill(TenantFixture tenant, int pages) {
        SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
        for (int i = 0; i < pages; i++) {
            SimContent page = tenant.confluence.page(space, "Page " + i, "<p>Text " + i + "</p>", SINGLE);
            tenant.confluence.attach(page, "file.pdf", "application/pdf", SampleWiki.bytes("file " + i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 32})
    void shouldWorkOnExactlyAsManyItemsSideBySideAsConfigured(int concurrency) {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).concurrency(concurrency).start()) {
            fill(tenant, 2 * concurrency + 1);
            tenant.platform.fault(Operations.UPLOAD, Integer.MAX_VALUE, Fault.delay(Duration.ofMillis(400)));

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.mostParallel(Operations.UPLOAD)).isEqualTo(concurrency);
            assertThat(tenant.platform.mostParallel(Operations.CONTENT_UPSERT)).isLessThanOrEqualTo(concurrency);
            KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** What holds for every few seconds, a burst and then an even flow, holds for every minute. */
    @Test
    void shouldKeepBothLimitsWithThirtyTwoItemsSideBySide() {
        // given
        int perMinute = 900;
        int perFiveSeconds = 20 + perMinute / 10; // the burst, and the flow of six seconds, since networks bunch requests
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).concurrency(32).requestsPerMinute(perMinute).start()) {
            fill(tenant, 45);

            // when
            tenant.cycle();

            // then
            List<Instant> toPlatform = tenant.platform.requests().stream()
                    .filter(request -> !request.operation().equals(Operations.UPLOAD))
                    .map(request -> request.instant()).toList();
            List<Instant> toConfluence = tenant.confluence.requests().stream().map(request -> request.at()).toList();
            assertThat(toPlatform).as("more than one window's worth").hasSizeGreaterThan(perFiveSeconds);
            assertThat(Stream.of(toPlatform, toConfluence)).allSatisfy(arrivals ->
                    assertThat(mostIn(Duration.ofSeconds(5), arrivals)).isLessThanOrEqualTo(perFiveSeconds));
            KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /**
     * Everybody waits at Confluence's pause: what each of them was allowed at the platform before must not come on top of
     * what the limit allows afterwards, nor the other way round.
     */
    @Test
    void shouldKeepBothLimitsWhenAPauseEnds() {
        // given
        int perMinute = 900;
        int perTwoSeconds = 20 + 3 * perMinute / 60; // the burst, and the flow of three seconds, since networks bunch requests
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD_IN_CLUSTER).concurrency(32).requestsPerMinute(perMinute).start()) {
            SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
            SimContent page = tenant.confluence.page(space, "Page", "<p>Text</p>", SINGLE);
            for (int i = 0; i < 40; i++) {
                tenant.confluence.attach(page, i + ".pdf", "application/pdf", SampleWiki.bytes("file " + i));
            }
            tenant.confluence.fault("/download", 1, io.confluenceconnector.simulator.confluence.Fault
                    .status(429, Map.of("Retry-After", "4"), ""));

            // when
            CycleReport report = tenant.cycle();

            // then
            List<Instant> toPlatform = tenant.platform.requests().stream().map(request -> request.instant()).toList();
            List<Instant> toConfluence = tenant.confluence.requests().stream()
                    .filter(request -> !request.pathTemplate().endsWith("/binary")) // the media host counts nothing
                    .map(request -> request.at()).toList();
            assertThat(report.failedItems()).isZero();
            assertThat(Stream.of(toPlatform, toConfluence)).allSatisfy(arrivals ->
                    assertThat(mostIn(Duration.ofSeconds(2), arrivals)).isLessThanOrEqualTo(perTwoSeconds));
            KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    private static long mostIn(Duration window, List<Instant> arrivals) {
        return arrivals.stream().mapToLong(first -> arrivals.stream()
                .filter(other -> !other.isBefore(first) && other.isBefore(first.plus(window))).count()).max().orElse(0);
    }
}
