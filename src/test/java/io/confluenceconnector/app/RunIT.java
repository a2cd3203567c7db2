package io.confluenceconnector.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service as operators know it: one process, its log, its two ports, its end (P1, P19, S10, S23). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunIT {
    private static final Pattern PORT = Pattern.compile("\"server\":\"(\\w+)\".*?\"port\":(\\d+)");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Path folder;
    private ConfluenceSimulator confluence;
    private PlatformSimulator platform;
    private ConnectorProcess process;

    @BeforeAll
    void startService(@TempDir Path temporary) throws Exception {
        folder = temporary;
        confluence = ConfluenceSimulator.cloud();
        platform = PlatformSimulator.start();
        String root = platform.createRootScope("Wiki");
        SimContent page = confluence.page(confluence.space("OPS", "Operations handbook", "global"),
                "Emergency numbers", "<p>Call the night desk</p>", "kb-page");
        confluence.attach(page, "night desk.pdf", "application/pdf", "pdf".getBytes(StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("harbour-tenant-config.yaml"), """
                confluence:
                  instanceType: cloud
                  baseUrl: %s
                  cloudId: %s
                  apiBaseUrl: %s
                  auth: {mode: oauth_2lo, clientId: %s, clientSecret: os.environ/SECRET, tokenUrl: "%s"}
                  apiRateLimitPerMinute: 6000
                  ingestSingleLabel: kb-page
                  ingestAllLabel: kb-tree
                unique:
                  serviceAuthMode: external
                  zitadelOauthTokenUrl: %s
                  zitadelClientId: %s
                  zitadelProjectId: "%s"
                  zitadelClientSecret: os.environ/ZITADEL
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 6000
                ingestion:
                  scopeId: %s
                """.formatted(confluence.baseUrl(), confluence.cloudId(), confluence.apiBaseUrl(),
                confluence.clientId(), confluence.tokenUrl(), platform.zitadelTokenUrl(), platform.zitadelClientId(),
                platform.zitadelProjectId(), platform.ingestionUrl(), platform.scopeManagementUrl(), root));
        process = service(folder + "/*-tenant-config.yaml");
        await().atMost(Duration.ofSeconds(60)).until(() -> process.output().contains("cycle.finished"));
    }

    private ConnectorProcess service(String tenants) throws IOException {
        return environment(tenants).start();
    }

    private ConnectorProcess.Builder environment(String tenants) {
        return ConnectorProcess.builder().environment("TENANT_CONFIG_PATH_PATTERN", tenants)
                .environment("SECRET", confluence.clientSecret())
                .environment("ZITADEL", platform.zitadelClientSecret());
    }

    @AfterAll
    void stopService() {
        process.close();
        confluence.close();
        platform.close();
    }

    @Test
    void shouldRunOneCycleAtOnceAndTellItsOutcome() throws Exception {
        // when
        JsonNode finished = event("cycle.finished");

        // then
        assertThat(finished.path("outcome").asText()).isEqualTo("success");
        assertThat(finished.path("tenantName").asText()).isEqualTo("harbour");
        assertThat(finished.path("pagesIngested").asInt()).isEqualTo(1);
        assertThat(finished.path("attachmentsIngested").asInt()).isEqualTo(1);
        assertThat(platform.contents()).hasSize(2).allSatisfy((key, content) ->
                assertThat(content.finalised()).isTrue());
    }

    @Test
    void shouldAnswerProbeHealthAndMetrics() throws Exception {
        // when
        HttpResponse<String> probe = get("application", "/probe");
        HttpResponse<String> health = get("application", "/health");
        HttpResponse<String> metrics = get("metrics", "/metrics");

        // then
        assertThat(probe.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(probe.body()).path("version").asText()).isNotEmpty();
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        assertThat(JSON.readTree(health.body()).path("info").path("uniqueApi").path("status").asText()).isEqualTo("up");
        assertThat(metrics.body())
                .contains("cfc_pages_processed_total{result=\"success\",tenant=\"harbour\"} 1.0")
                .contains("cfc_attachments_processed_total{result=\"success\",tenant=\"harbour\"} 1.0")
                .contains("camel_exchanges_total").contains("routeId=\"page-ingest\"").contains("jvm_memory_used_bytes");
    }

    @Test
    @DisplayName("S23: the status page shows what this process did")
    void shouldShowTheCycleOnTheStatusPage() throws Exception {
        // when
        HttpResponse<String> page = get("application", "/");

        // then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).contains("1 tenant, all well", "harbour", "1 page, 1 attachment", "2 ingested, 0 deleted, 0 failed");
    }

    @Test
    void shouldConcealWhatPeopleWroteAndAllSecrets() throws Exception {
        // when
        String everything = process.output() + get("application", "/").body() + get("application", "/health").body() + get("metrics", "/metrics").body();

        // then
        assertThat(everything).doesNotContain("Emergency numbers", "night desk", "Operations handbook",
                confluence.clientSecret(), platform.zitadelClientSecret(), "Call the night");
    }

    @Test
    void shouldEndInOrderOnSigterm() throws Exception {
        // given
        String tenants = folder + "/*-tenant-config.yaml";
        try (ConnectorProcess another = service(tenants)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> another.output().contains("cycle.finished"));

            // when
            another.terminate();
            int exitCode = another.await(30);

            // then
            assertThat(exitCode).isIn(0, 143);
            assertThat(another.output()).contains("process.stopped");
        }
    }

    @Test
    void shouldRefuseAPortThatIsTaken() throws Exception {
        // given
        ConnectorProcess.Builder builder = environment(folder + "/*-tenant-config.yaml")
                .environment("PORT", Integer.toString(port("application")));

        // when
        try (ConnectorProcess second = builder.start()) {
            int exitCode = second.await(60);

            // then
            assertThat(exitCode).isEqualTo(2);
            assertThat(second.output()).contains("PORT").doesNotContain("\tat ");
        }
    }

    private JsonNode event(String name) throws IOException {
        for (String line : process.output().split("\n")) {
            if (line.startsWith("{") && JSON.readTree(line).path("event").asText().equals(name)) {
                return JSON.readTree(line);
            }
        }
        throw new AssertionError("No event " + name + " in:\n" + process.output());
    }

    private HttpResponse<String> get(String server, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(server) + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private int port(String server) {
        Matcher matcher = PORT.matcher(process.output());
        while (matcher.find()) {
            if (matcher.group(1).equals(server)) {
                return Integer.parseInt(matcher.group(2));
            }
        }
        throw new AssertionError("The log does not tell the port of " + server + ":\n" + process.output());
    }
}
