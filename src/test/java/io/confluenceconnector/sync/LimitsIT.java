package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
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

    /** One space after the other would take most of a cycle without changes; more than a few at once would hold too many lists of items. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "32, 4"})
    void shouldAskThePlatformAboutAFewSpacesSideBySide(int concurrency, int spaces) {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).concurrency(concurrency).start()) {
            for (int i = 0; i < 6; i++) {
                tenant.confluence.page(tenant.confluence.space("DOC" + i, "Documentation " + i, "global"), "Page", "<p>Text</p>", SINGLE);
            }
            tenant.platform.fault(Operations.FILE_DIFF, Integer.MAX_VALUE, Fault.delay(Duration.ofMillis(200)));
            tenant.platform.fault(Operations.UPDATE_SCOPE, Integer.MAX_VALUE, Fault.delay(Duration.ofMillis(200)));

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.mostParallel(Operations.FILE_DIFF)).isEqualTo(spaces);
            assertThat(tenant.platform.mostParallel(Operations.UPDATE_SCOPE)).isEqualTo(spaces);
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
            Arrivals toPlatform = Arrivals.atPlatform(tenant);
            assertThat(toPlatform.at()).as("more than one window's worth").hasSizeGreaterThan(perFiveSeconds);
            assertThat(Stream.of(toPlatform, Arrivals.atConfluence(tenant))).allSatisfy(arrivals ->
                    assertThat(arrivals.mostIn(Duration.ofSeconds(5))).isLessThanOrEqualTo(perFiveSeconds));
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
            assertThat(report.failedItems()).isZero();
            assertThat(Stream.of(Arrivals.atPlatform(tenant), Arrivals.atConfluence(tenant))).allSatisfy(arrivals ->
                    assertThat(arrivals.mostIn(Duration.ofSeconds(2))).isLessThanOrEqualTo(perTwoSeconds));
            KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }
}
