package io.confluenceconnector.metrics;

import io.confluenceconnector.config.InstanceType;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.RemoteSystem;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class TenantMetricsTest {

    private static final Instant START = Instant.parse("2026-11-25T08:00:00Z");
    private static final Duration TOOK = Duration.ofSeconds(90);

    private final MockClock clock = new MockClock();
    private final PrometheusMeterRegistry registry = registry(clock);
    private final TenantMetrics metrics = new TenantMetrics(registry, new TenantName("acme"), InstanceType.CLOUD);

    private static PrometheusMeterRegistry registry(Clock clock) {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock)
                .throwExceptionOnRegistrationFailure();
    }

    @ParameterizedTest
    @DisplayName("Observability table: name, type, labels")
    @CsvSource(delimiter = '|', textBlock = """
            cfc_sync_duration_seconds                               | histogram | result tenant
            cfc_scan_duration_seconds                               | histogram | tenant
            cfc_attachment_upload_duration_seconds                  | histogram | tenant
            cfc_pages_processed_total                               | counter   | result tenant
            cfc_attachments_processed_total                         | counter   | result tenant
            cfc_content_deleted_total                               | counter   | result tenant
            cfc_file_diff_events_total                              | counter   | diff_result_type tenant
            cfc_orphaned_scopes_cleaned_total                       | counter   | result tenant
            cfc_orphaned_files_cleaned_total                        | counter   | tenant
            cfc_cleanup_duration_seconds                            | histogram | result tenant
            cfc_cleanup_content_deleted_total                       | counter   | result tenant
            cfc_cleanup_scopes_deleted_total                        | counter   | result tenant
            cfc_confluence_api_request_duration_seconds             | histogram | endpoint result tenant
            cfc_confluence_api_throttle_events_total                | counter   | tenant
            cfc_confluence_api_errors_total                         | counter   | http_status_class tenant
            cfc_sync_phase                                          | gauge     | phase tenant
            cfc_sync_pages_total                                    | counter   | tenant
            cfc_sync_attachments_total                              | counter   | tenant
            confluence_connector_unique_api_requests_total          | counter   | operation result target tenant
            confluence_connector_unique_api_errors_total            | counter   | operation status_code_class target tenant
            confluence_connector_unique_api_request_duration_ms     | histogram | operation result status_code_class target tenant
            confluence_connector_unique_api_slow_requests_total     | counter   | duration_bucket operation target tenant
            confluence_connector_unique_api_auth_token_refresh_total | counter  |
            cfc_sync_skipped_total                                  | counter   | tenant
            cfc_last_successful_sync_timestamp_seconds              | gauge     | tenant
            cfc_cluster_leader                                      | gauge     | tenant
            cfc_deletions_waiting                                   | gauge     | state tenant
            cfc_token_requests_total                                | counter   | result target tenant
            cfc_uploaded_bytes_total                                | counter   | tenant
            cfc_request_retries_total                               | counter   | reason target tenant
            cfc_rate_limit_wait_seconds                             | histogram | target tenant
            """)
    void shouldExposeEveryMetricUnderItsNameFromTheStart(String name, String type, String labels) {
        // when
        Scrape scrape = Scrape.of(registry);

        // then
        assertThat(scrape.types()).containsEntry(name, type);
        assertThat(String.join(" ", scrape.labelNames(type.equals("histogram") ? name + "_count" : name)))
                .isEqualTo(labels == null ? "" : labels);
    }

    @ParameterizedTest
    @EnumSource
    void shouldExposeTheWholeCatalogue(Metric metric) {
        // when
        Scrape scrape = Scrape.of(registry);

        // then
        assertThat(scrape.types()).containsKey(metric.toString());
    }

    @Test
    void shouldStartEverySeriesAtZeroExceptThePhaseIdle() {
        // when
        Scrape scrape = Scrape.of(registry);

        // then
        assertThat(scrape.samples()).hasSizeGreaterThan(500).filteredOn(sample -> sample.value() != 0).singleElement()
                .satisfies(sample -> assertThat(sample.labels()).containsEntry("phase", "idle"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cfc_sync_duration_seconds                           | 1 5 15 30 60 120 300 600 1800 3600 7200
            cfc_scan_duration_seconds                           | 1 5 15 30 60 120 300 600 1800 3600 7200
            cfc_cleanup_duration_seconds                        | 1 5 15 30 60 120 300 600 1800 3600 7200
            cfc_attachment_upload_duration_seconds              | 0.1 0.2 0.5 1 2 3 5 10 20 30 60
            cfc_confluence_api_request_duration_seconds         | 0.1 0.25 0.5 1 2.5 5 10 30
            confluence_connector_unique_api_request_duration_ms | 10 25 50 100 250 500 1000 2500 5000 10000 30000
            """)
    void shouldHaveTheBucketsOfTheTable(String name, String bounds) {
        // when
        Scrape scrape = Scrape.of(registry);

        // then
        assertThat(scrape.buckets(name)).isEqualTo(Stream.of(bounds.split(" ")).map(Double::parseDouble).toList());
    }

    @Test
    void shouldKnowAllLabelValuesBeforeTheFirstEvent() {
        // when
        Scrape scrape = Scrape.of(registry);

        // then
        assertThat(scrape.labelValues("cfc_sync_phase", "phase")).containsExactlyInAnyOrder("idle", "scanning", "diffing",
                "ingesting_pages", "ingesting_attachments", "deleting", "cleaning_up");
        assertThat(scrape.labelValues("cfc_file_diff_events_total", "diff_result_type"))
                .containsExactlyInAnyOrder("new", "updated", "deleted", "moved");
        assertThat(scrape.labelValues("cfc_content_deleted_total", "result"))
                .containsExactlyInAnyOrder("success", "failure", "vetoed");
        assertThat(scrape.labelValues("confluence_connector_unique_api_slow_requests_total", "duration_bucket"))
                .containsExactlyInAnyOrder(">1s", ">2s", ">5s", ">10s");
        assertThat(scrape.labelValues("confluence_connector_unique_api_errors_total", "status_code_class"))
                .contains("2xx", "3xx", "401", "403", "404", "429", "5xx", "unknown");
        assertThat(scrape.labelValues("confluence_connector_unique_api_requests_total", "operation"))
                .contains("graphql:ingestion:ContentUpsert", "graphql:scopeManagement:GenerateScopes", "POST:/v2/content/file-diff");
    }

    @ParameterizedTest
    @CsvSource({
        "PAGES_INGESTED, cfc_pages_processed_total, result, success",
        "PAGES_FAILED, cfc_pages_processed_total, result, failure",
        "PAGES_UNREADABLE, cfc_pages_processed_total, result, failure",
        "PAGES_SKIPPED, cfc_pages_processed_total, result, skipped",
        "ATTACHMENTS_INGESTED, cfc_attachments_processed_total, result, success",
        "ATTACHMENTS_FAILED, cfc_attachments_processed_total, result, failure",
        "ATTACHMENTS_UNREADABLE, cfc_attachments_processed_total, result, failure",
        "ATTACHMENTS_SKIPPED, cfc_attachments_processed_total, result, skipped",
        "DELETED, cfc_content_deleted_total, result, success",
        "DELETIONS_FAILED, cfc_content_deleted_total, result, failure",
        "DELETIONS_VETOED, cfc_content_deleted_total, result, vetoed",
        "DELETIONS_HELD, cfc_deletions_waiting, state, held",
        "DELETIONS_PENDING, cfc_deletions_waiting, state, pending",
        "TENANT_FILES_DELETED, cfc_cleanup_content_deleted_total, result, success",
        "TENANT_FILES_FAILED, cfc_cleanup_content_deleted_total, result, failure",
        "DIFF_NEW, cfc_file_diff_events_total, diff_result_type, new",
        "DIFF_UPDATED, cfc_file_diff_events_total, diff_result_type, updated",
        "DIFF_DELETED, cfc_file_diff_events_total, diff_result_type, deleted",
        "DIFF_MOVED, cfc_file_diff_events_total, diff_result_type, moved"})
    void shouldAddWhatACycleCounts(Count count, String name, String label, String value) {
        // given
        SyncCycle cycle = cycle();

        // when
        cycle.count("ENG", count, 3);

        // then
        assertThat(Scrape.of(registry).value(name, label, value, "tenant", "acme")).isEqualTo(3);
    }

    @Test
    @DisplayName("P12: files and scopes of spaces no longer selected")
    void shouldCountWhatIsRemovedWithSpacesAsOrphaned() {
        // given
        SyncCycle cycle = cycle();
        cycle.count("BAD", Count.SPACES_FAILED);
        cycle.enter(Phase.CLEANING_UP);

        // when
        cycle.count("OLD", Count.REMOVED_SPACE_FILES_DELETED, 7);
        cycle.count("OLD", Count.SPACES_REMOVED, 2);
        cycle.count("OLD", Count.SPACES_FAILED);

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_orphaned_files_cleaned_total")).isEqualTo(7);
        assertThat(scrape.value("cfc_orphaned_scopes_cleaned_total", "result", "success")).isEqualTo(2);
        assertThat(scrape.value("cfc_orphaned_scopes_cleaned_total", "result", "failure")).isEqualTo(1);
    }

    @Test
    void shouldLetTheItemsOfTheCurrentCycleFallWhenTheNextBegins() {
        // given
        SyncCycle first = cycle();
        first.count("ENG", Count.PAGES_DISCOVERED, 40);
        first.count("ENG", Count.ATTACHMENTS_DISCOVERED, 9);
        Scrape before = Scrape.of(registry);

        // when
        cycle().count("ENG", Count.PAGES_DISCOVERED, 2);

        // then
        Scrape after = Scrape.of(registry);
        assertThat(before.value("cfc_sync_pages_total")).isEqualTo(40);
        assertThat(before.value("cfc_sync_attachments_total")).isEqualTo(9);
        assertThat(after.value("cfc_sync_pages_total")).isEqualTo(2);
        assertThat(after.value("cfc_sync_attachments_total")).isZero();
    }

    @Test
    void shouldShowThePhaseAndMeasureTheScan() {
        // given
        SyncCycle cycle = cycle();
        cycle.enter(Phase.SCANNING);
        clock.add(Duration.ofSeconds(20));

        // when
        cycle.enter(Phase.DIFFING);

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.find("cfc_sync_phase").stream().filter(sample -> sample.value() == 1))
                .singleElement().satisfies(sample -> assertThat(sample.labels()).containsEntry("phase", "diffing"));
        assertThat(scrape.value("cfc_scan_duration_seconds_sum")).isEqualTo(20);
        assertThat(scrape.value("cfc_scan_duration_seconds_bucket", "le", "15.0")).isZero();
        assertThat(scrape.value("cfc_scan_duration_seconds_bucket", "le", "30.0")).isEqualTo(1);
    }

    @Test
    @DisplayName("P13: outcome and duration of a cycle")
    void shouldRememberWhenACycleLastSucceeded() {
        // given
        SyncCycle succeeded = cycle();
        metrics.finished(succeeded.report(START.plus(TOOK), Optional.empty()));
        SyncCycle failed = cycle();
        failed.enter(Phase.SCANNING);

        // when
        metrics.finished(failed.report(START.plusSeconds(600), Optional.of("Confluence is down")));

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_last_successful_sync_timestamp_seconds")).isEqualTo(START.plus(TOOK).getEpochSecond());
        assertThat(scrape.value("cfc_sync_duration_seconds_sum", "result", "success")).isEqualTo(90);
        assertThat(scrape.value("cfc_sync_duration_seconds_count", "result", "failure")).isEqualTo(1);
        assertThat(scrape.value("cfc_scan_duration_seconds_count")).isZero();
        assertThat(scrape.value("cfc_sync_phase", "phase", "idle")).isEqualTo(1);
    }

    @Test
    @DisplayName("P1: a skipped cycle is counted")
    void shouldCountSkippedCyclesOnly() {
        // when
        metrics.skipped();

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_sync_skipped_total")).isEqualTo(1);
        assertThat(scrape.find("cfc_sync_duration_seconds_count")).allSatisfy(sample -> assertThat(sample.value()).isZero());
    }

    @ParameterizedTest
    @CsvSource({"200, success, ''", "302, error, 3xx", "404, error, 404", "418, error, 418", "429, error, 429", "503, error, 5xx",
        "0, error, unknown"})
    void shouldTellConfluenceErrorsByStatus(int status, String result, String errorClass) {
        // when
        metrics.confluenceRequest("/wiki/api/v2/pages", new OptionalStatus(status), Duration.ofMillis(300));

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_confluence_api_request_duration_seconds_count",
                "endpoint", "/wiki/api/v2/pages", "result", result)).isEqualTo(1);
        assertThat(scrape.find("cfc_confluence_api_errors_total").stream().filter(sample -> sample.value() == 1)
                .map(sample -> sample.labels().get("http_status_class")))
                .isEqualTo(errorClass.isEmpty() ? List.of() : List.of(errorClass));
    }

    @Test
    void shouldMeasureThePlatformInMilliseconds() {
        // given
        String operation = "graphql:ingestion:ContentUpsert";

        // when
        metrics.platformRequest(operation, new OptionalStatus(200), true, Duration.ofMillis(3_000));
        metrics.platformRequest(operation, new OptionalStatus(502), false, Duration.ofMillis(40));

        // then
        Scrape scrape = Scrape.of(registry);
        String[] call = {"operation", operation, "target", "ingestion", "tenant", "acme"};
        assertThat(scrape.value("confluence_connector_unique_api_requests_total", with(call, "result", "success"))).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_requests_total", with(call, "result", "error"))).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_errors_total", with(call, "status_code_class", "5xx"))).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_request_duration_ms_sum",
                with(call, "status_code_class", "2xx", "result", "success"))).isEqualTo(3_000);
        assertThat(scrape.value("confluence_connector_unique_api_request_duration_ms_bucket",
                with(call, "status_code_class", "5xx", "result", "error", "le", "50.0"))).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_slow_requests_total", with(call, "duration_bucket", ">1s"))).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_slow_requests_total", with(call, "duration_bucket", ">2s"))).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_slow_requests_total", with(call, "duration_bucket", ">5s"))).isZero();
    }

    @Test
    @DisplayName("S23: no label holds an id or an address")
    void shouldNotLetUnknownCallNamesIntoLabels() {
        // when
        metrics.confluenceRequest("/wiki/rest/api/content/4711?expand=body", new OptionalStatus(200), TOOK);
        metrics.platformRequest("POST:https://platform.example/v2/content/4711", new OptionalStatus(200), true, TOOK);

        // then
        assertThat(registry.scrape()).doesNotContain("4711").contains("endpoint=\"other\"").contains("operation=\"other\"");
    }

    @Test
    void shouldCountTransfersTokensRetriesAndWaits() {
        // when
        metrics.attachmentUpload(Duration.ofMillis(1_500));
        metrics.uploaded(1_024);
        metrics.retried(RemoteSystem.UPLOAD, RetryReason.CONNECTION);
        metrics.waitedForRateLimit(RemoteSystem.CONFLUENCE, Duration.ofSeconds(2));
        metrics.tokenRequest(RemoteSystem.PLATFORM, true);
        metrics.tokenRequest(RemoteSystem.CONFLUENCE, false);
        metrics.throttled();
        metrics.leader(true);

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_attachment_upload_duration_seconds_bucket", "le", "2.0")).isEqualTo(1);
        assertThat(scrape.value("cfc_uploaded_bytes_total")).isEqualTo(1_024);
        assertThat(scrape.value("cfc_request_retries_total", "target", "upload", "reason", "connection")).isEqualTo(1);
        assertThat(scrape.value("cfc_rate_limit_wait_seconds_sum", "target", "confluence")).isEqualTo(2);
        assertThat(scrape.value("cfc_token_requests_total", "target", "confluence", "result", "failure")).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_auth_token_refresh_total")).isEqualTo(1);
        assertThat(scrape.value("cfc_confluence_api_throttle_events_total")).isEqualTo(1);
        assertThat(scrape.value("cfc_cluster_leader")).isEqualTo(1);
    }

    @Test
    @DisplayName("P16: the removal of a deleted tenant's content")
    void shouldCountTheCleanupOfADeletedTenant() {
        // when
        metrics.cleanupContentDeleted(true, 20);
        metrics.cleanupScopesDeleted(false, 1);
        metrics.cleanupFinished(false, Duration.ofSeconds(4));

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_cleanup_content_deleted_total", "result", "success")).isEqualTo(20);
        assertThat(scrape.value("cfc_cleanup_scopes_deleted_total", "result", "failure")).isEqualTo(1);
        assertThat(scrape.value("cfc_cleanup_duration_seconds_sum", "result", "failure")).isEqualTo(4);
    }

    @Test
    @DisplayName("S15: tenants share no counter")
    void shouldLeaveOtherTenantsAlone() {
        // given
        TenantMetrics other = new TenantMetrics(registry, new TenantName("globex"), InstanceType.DATA_CENTER);

        // when
        metrics.counted(Count.PAGES_INGESTED, 5);

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_pages_processed_total", "tenant", "acme", "result", "success")).isEqualTo(5);
        assertThat(scrape.value("cfc_pages_processed_total", "tenant", "globex", "result", "success")).isZero();
        other.close();
    }

    @Test
    void shouldLeaveNoMeterBehindEvenWhenEventsComeLate() {
        // given
        metrics.confluenceRequest("/wiki/api/v2/pages", new OptionalStatus(418), TOOK);
        SyncCycle cycle = new SyncCycle("late", START, CycleListener.all(metrics), java.time.Clock.systemUTC());

        // when
        metrics.close();
        cycle.count("ENG", Count.PAGES_INGESTED);
        metrics.confluenceRequest("/wiki/api/v2/pages", new OptionalStatus(417), TOOK);

        // then
        assertThat(registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName))
                .containsExactly("confluence_connector_unique_api_auth_token_refresh_total");
        assertThat(registry.scrape()).doesNotContain("acme");
    }

    @Test
    void shouldNotGrowOverReloads() {
        // given
        int before = registry.getMeters().size();

        // when
        for (int i = 0; i < 200; i++) {
            new TenantMetrics(registry, new TenantName("globex"), InstanceType.CLOUD).close();
        }

        // then
        assertThat(registry.getMeters()).hasSize(before);
    }

    @Test
    void shouldDescribeEveryMetric() {
        // when
        Set<String> meanings = new TreeSet<>(Arrays.stream(Metric.values()).map(Metric::meaning).toList());

        // then
        assertThat(meanings).hasSameSizeAs(Metric.values()).noneMatch(String::isBlank);
    }

    private SyncCycle cycle() {
        SyncCycle cycle = new SyncCycle("0001", START, metrics, java.time.Clock.systemUTC());
        cycle.start();
        return cycle;
    }

    private static String[] with(String[] labels, String... more) {
        return Stream.of(labels, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
