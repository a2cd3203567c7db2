package io.confluenceconnector.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service, left alone while an operator edits its files (P18). */
class ReloadProcessIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;
    private final ConfluenceSimulator confluence = ConfluenceSimulator.dataCenter("/wiki");
    private final PlatformSimulator platform = PlatformSimulator.start();
    private Path secretFile;
    private Path tenantFile;
    private SimContent page;
    private ConnectorProcess process;

    @BeforeEach
    void start() throws IOException {
        page = confluence.page(confluence.space("OPS", "Operations", "global"), "Rota", "<p>Rota</p>", "kb-page");
        secretFile = Files.writeString(folder.resolve("secret"), "a secret that is not valid yet");
        tenantFile = Files.writeString(folder.resolve("acme-tenant-config.yaml"), """
                confluence:
                  instanceType: data-center
                  baseUrl: %s
                  auth: {mode: oauth_2lo, clientId: %s, clientSecret: os.file/%s}
                  apiRateLimitPerMinute: 1000000
                  ingestSingleLabel: kb-page
                  ingestAllLabel: kb-tree
                unique:
                  serviceAuthMode: cluster_local
                  serviceExtraHeaders: {x-company-id: company-1, x-user-id: user-1}
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                processing:
                  scanIntervalCron: "* * * * * *"
                ingestion:
                  scopeId: %s
                """.formatted(confluence.baseUrl(), confluence.clientId(), secretFile, platform.ingestionUrl(), platform.scopeManagementUrl(),
                platform.createRootScope("Wiki")));
        process = ConnectorProcess.builder().environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                .environment("RELOAD_INTERVAL_SECONDS", "1").start();
        await().atMost(PATIENCE).until(() -> process.hasSaid("cycle.finished"));
    }

    @AfterEach
    void stop() {
        process.close();
        confluence.close();
        platform.close();
    }

    @Test
    @DisplayName("P18, S7: a mounted secret is rotated and the next token is fetched with it, then a file breaks and is repaired by an editor's save: one process, no restart")
    void shouldFollowSecretsAndFilesWithoutRestart() throws Exception {
        // when
        replace(secretFile, confluence.clientSecret() + "\n");
        await().atMost(PATIENCE).until(() -> platform.contents().size() == 1);
        long refused = confluence.requestCount("/oauth2/latest/token") - 1;
        confluence.rotateSecrets();
        replace(secretFile, confluence.clientSecret());
        confluence.edit(page, "<p>Rota of tomorrow</p>");
        await().atMost(PATIENCE).until(() -> platform.count(Operations.FINALISE) == 2);
        replace(tenantFile, Files.readString(tenantFile).replace("processing:", "procesing:"));
        await().atMost(PATIENCE).until(() -> process.hasSaid("tenant.rejected"));
        JsonNode broken = configurationCheck();
        replace(tenantFile, Files.readString(tenantFile).replace("procesing:", "processing:\n  concurrency: 2"));
        await().atMost(PATIENCE).until(() -> events("tenant.loaded").size() == 2);
        JsonNode repaired = configurationCheck();

        // then
        assertThat(refused).isPositive();
        assertThat(events("token.fetched")).filteredOn(event -> event.path("outcome").asText().equals("success")).hasSize(2);
        assertThat(events("secret.reloaded")).hasSize(2).allSatisfy(event ->
                assertThat(event.path("outcome").asText()).isEqualTo("success"));
        assertThat(events("tenant.rejected")).singleElement().satisfies(event ->
                assertThat(event.path("problems").toString()).contains("procesing", "Did you mean 'processing'"));
        assertThat(broken.path("status").asText()).isEqualTo("down");
        assertThat(broken.path("rejectedTenantFiles").path(0).path("problems").toString()).contains("procesing (line 13)");
        assertThat(repaired.path("status").asText()).isEqualTo("up");
        assertThat(process.isAlive()).isTrue();
    }

    /** Saves as editors do: a new file takes the place of the old one. */
    private static void replace(Path file, String text) throws IOException {
        Path written = Files.writeString(file.resolveSibling(file.getFileName() + "~"), text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<JsonNode> events(String name) {
        return process.output().lines().filter(line -> line.startsWith("{")).map(ReloadProcessIT::json)
                .filter(event -> event.path("event").asText().equals(name)).toList();
    }

    private JsonNode configurationCheck() throws Exception {
        int port = Stream.of(events("server.started")).flatMap(List::stream)
                .filter(event -> event.path("server").asText().equals("application")).findFirst().orElseThrow().path("port").asInt();
        HttpResponse<String> health = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build(), HttpResponse.BodyHandlers.ofString());
        return json(health.body()).path("details").path("configuration");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
