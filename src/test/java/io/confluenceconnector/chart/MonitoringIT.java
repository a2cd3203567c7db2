package io.confluenceconnector.chart;

import io.confluenceconnector.app.TenantFile;
import io.confluenceconnector.app.ConnectorProcess;
import io.confluenceconnector.metrics.Scrape;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What dashboard and alert rules ask for, a scrape of the real process has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {

    private static final Pattern METRICS_PORT = Pattern.compile("\"server\":\"metrics\".*?\"port\":(\\d+)");

    private final ConfluenceSimulator confluence = ConfluenceSimulator.cloud();
    private final PlatformSimulator platform = PlatformSimulator.start();
    private Scrape scrape;

    @BeforeAll
    void scrapeARealRun(@TempDir Path folder) throws Exception {
        confluence.page(confluence.space("OPS", "Operations", "global"), "Runbook", "<p>Steps</p>", "kb-page");
        Files.writeString(folder.resolve("acme-tenant-config.yaml"), TenantFile.cloud(confluence, platform, platform.createRootScope("Wiki")));
        try (ConnectorProcess process = ConnectorProcess.builder().environment("SECRET", confluence.clientSecret())
                .environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml").start()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> process.hasSaid("\"event\":\"cycle.finished\""));
            String port = METRICS_PORT.matcher(process.output()).results().map((MatchResult found) -> found.group(1)).findFirst().orElseThrow();
            scrape = Scrape.of(HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build(), HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    @AfterAll
    void stopSimulators() {
        confluence.close();
        platform.close();
    }

    static Stream<Map.Entry<String, String>> queries() {
        return Queries.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldAskOnlyForWhatIsScraped(Map.Entry<String, String> query) {
        // when
        List<String> unknown = Queries.unknown(query.getValue(), scrape);

        // then
        assertThat(unknown).as(query.getKey()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "sum by (tenant) (rate(cfc_pages_procesed_total[5m]))",
        "cfc_pages_processed_total{result=\"failed\"}",
        "cfc_pages_processed_total{outcome=\"failure\"}",
        "sum by (tenants) (cfc_sync_phase)",
        "vector(0)"})
    void shouldNoticeWhatIsNotScraped(String query) {
        // when
        List<String> unknown = Queries.unknown(query, scrape);

        // then
        assertThat(unknown).isNotEmpty();
    }
}
