package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.metrics.Scrape;
import io.confluenceconnector.simulator.confluence.RecordedRequest;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.RecordedRequest.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A scrape after a real cycle says what the simulated services counted")
class SyncMetricsIT {

    private final TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start();

    @BeforeEach
    void publish() {
        SimSpace docs = tenant.confluence.space("DOC", "Documentation", "global");
        for (int i = 1; i <= 3; i++) {
            SimContent page = tenant.confluence.page(docs, "Guide " + i, "<p>Chapter " + i + "</p>", TenantFixture.SINGLE);
            tenant.confluence.attach(page, "plan-" + i + ".pdf", "application/pdf", "0123456789".getBytes(UTF_8));
        }
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void shouldCountItemsAndTheirBytes() {
        // when
        CycleReport report = tenant.cycle();

        // then
        Scrape scrape = Scrape.of(tenant.meters);
        long bodies = 3 * "<p>Chapter 1</p>".length();
        assertThat(report.failure()).isEmpty();
        assertThat(scrape.value("cfc_pages_processed_total", "tenant", "acme", "result", "success")).isEqualTo(3);
        assertThat(scrape.value("cfc_attachments_processed_total", "result", "success")).isEqualTo(3);
        assertThat(scrape.value("cfc_file_diff_events_total", "diff_result_type", "new")).isEqualTo(6);
        assertThat(scrape.value("cfc_sync_pages_total")).isEqualTo(3);
        assertThat(scrape.value("cfc_sync_attachments_total")).isEqualTo(3);
        assertThat(scrape.value("cfc_uploaded_bytes_total")).isEqualTo(bodies + 30);
        assertThat(scrape.value("cfc_attachment_upload_duration_seconds_count")).isEqualTo(3);
        assertThat(scrape.value("cfc_sync_duration_seconds_count", "result", "success")).isEqualTo(1);
        assertThat(scrape.value("cfc_scan_duration_seconds_count")).isEqualTo(1);
        assertThat(scrape.value("cfc_last_successful_sync_timestamp_seconds")).isPositive();
    }

    @Test
    void shouldCountRequestsAsTheServersDid() {
        // when
        tenant.cycle();

        // then
        Scrape scrape = Scrape.of(tenant.meters);
        Map<String, Long> confluence = counted(tenant.confluence.requests().stream()
                .filter(request -> request.host() == RecordedRequest.Host.GATEWAY && request.method().equals("GET"))
                .collect(Collectors.groupingBy(request -> request.pathTemplate().replaceAll("\\{\\w+}", "{id}"), Collectors.counting())));
        Map<String, Long> platform = counted(tenant.platform.requests().stream()
                .filter(request -> request.target() == Target.INGESTION || request.target() == Target.SCOPE_MANAGEMENT
                        || request.target() == Target.FILE_DIFF)
                .collect(Collectors.groupingBy(request -> request.operation(), Collectors.counting())));
        assertThat(byLabel(scrape, "cfc_confluence_api_request_duration_seconds_count", "endpoint", Function.identity()))
                .isEqualTo(confluence);
        assertThat(byLabel(scrape, "confluence_connector_unique_api_requests_total", "operation", SyncMetricsIT::simulatorsName))
                .isEqualTo(platform);
        assertThat(scrape.value("confluence_connector_unique_api_auth_token_refresh_total"))
                .isEqualTo(tenant.platform.requests().stream().filter(request -> request.target() == Target.TOKEN).count());
        assertThat(scrape.value("cfc_rate_limit_wait_seconds_count", "target", "confluence")).isEqualTo(sum(confluence));
        assertThat(scrape.value("cfc_rate_limit_wait_seconds_count", "target", "platform")).isEqualTo(sum(platform));
    }

    @Test
    void shouldCountErrorsRetriesAndThrottling() {
        // given
        tenant.confluence.fault("/content/search", 1, io.confluenceconnector.simulator.confluence.Fault
                .status(429, Map.of("Retry-After", "0"), ""));
        tenant.platform.fault("contentUpsert", 2, Fault.status(503));

        // when
        tenant.cycle();

        // then
        Scrape scrape = Scrape.of(tenant.meters);
        assertThat(scrape.value("cfc_confluence_api_throttle_events_total")).isEqualTo(1);
        assertThat(scrape.value("cfc_confluence_api_errors_total", "http_status_class", "429")).isEqualTo(1);
        assertThat(scrape.value("cfc_request_retries_total", "target", "confluence", "reason", "throttled")).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_errors_total",
                "operation", "graphql:ingestion:ContentUpsert", "target", "ingestion", "status_code_class", "5xx")).isEqualTo(2);
        assertThat(scrape.value("cfc_request_retries_total", "target", "platform", "reason", "server_error")).isEqualTo(2);
    }

    /** GraphQL reports failures with status 200. */
    @Test
    void shouldCountGraphQlErrorsAsErrors() {
        // given
        tenant.platform.fault("contentUpsert", 1, Fault.graphqlError("boom", "INTERNAL_SERVER_ERROR"));

        // when
        tenant.cycle();

        // then
        Scrape scrape = Scrape.of(tenant.meters);
        String upsert = "graphql:ingestion:ContentUpsert";
        assertThat(scrape.value("confluence_connector_unique_api_errors_total",
                "operation", upsert, "target", "ingestion", "status_code_class", "2xx")).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_requests_total",
                "operation", upsert, "target", "ingestion", "result", "error")).isEqualTo(1);
    }

    @Test
    void shouldAddNoSeriesWhileItRuns() {
        // given
        long before = ourSeries();

        // when
        tenant.cycle();

        // then
        assertThat(ourSeries()).isEqualTo(before);
    }

    private long ourSeries() {
        return Scrape.of(tenant.meters).samples().stream()
                .filter(sample -> sample.name().startsWith("cfc_") || sample.name().startsWith("confluence_connector_")).count();
    }

    private static Map<String, Long> byLabel(Scrape scrape, String name, String label, Function<String, String> rename) {
        return counted(scrape.find(name).stream().collect(Collectors.groupingBy(
                sample -> rename.apply(sample.labels().get(label)), Collectors.summingLong(sample -> (long) sample.value()))));
    }

    private static Map<String, Long> counted(Map<String, Long> counts) {
        Map<String, Long> counted = new TreeMap<>(counts);
        counted.values().removeIf(count -> count == 0);
        return counted;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String simulatorsName(String operation) {
        return switch (operation) {
            case "POST:/v2/content/file-diff" -> Operations.FILE_DIFF;
            case "graphql:scopeManagement:GenerateScopes" -> Operations.GENERATE_SCOPES;
            case "graphql:ingestion:ContentDelete" -> Operations.CONTENT_DELETE;
            default -> {
                String name = operation.substring(operation.lastIndexOf(':') + 1);
                yield Character.toLowerCase(name.charAt(0)) + name.substring(1);
            }
        };
    }
}
