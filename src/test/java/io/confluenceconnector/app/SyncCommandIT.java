package io.confluenceconnector.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The command {@code sync} as an operator runs it. */
class SyncCommandIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    @DisplayName("P11, S18: deletions above the limit wait until an operator approves them, and the log says that one did")
    void shouldCarryOutApprovedDeletionsAndSayWhoAllowedThem() throws Exception {
        try (ConfluenceSimulator confluence = ConfluenceSimulator.dataCenter("/wiki"); PlatformSimulator platform = PlatformSimulator.start()) {
            // given
            SimSpace space = confluence.space("OPS", "Operations", "global");
            List<SimContent> pages = IntStream.range(0, 11)
                    .mapToObj(i -> confluence.page(space, "Page " + i, "<p>Rota</p>", "kb-page")).toList();
            writeTenant(confluence, platform);
            List<JsonNode> first = sync(confluence);
            pages.subList(0, 10).forEach(confluence::trash);

            // when
            List<JsonNode> held = sync(confluence);
            int stored = platform.contents().size();
            List<JsonNode> approved = sync(confluence, "--approve-deletions");

            // then
            assertThat(first).filteredOn(event -> is(event, "page.ingested")).hasSize(11);
            assertThat(held).filteredOn(event -> is(event, "deletion.held")).hasSize(1);
            assertThat(held).noneMatch(event -> is(event, "deletion.approved") || is(event, "content.deleted"));
            assertThat(stored).isEqualTo(11);
            assertThat(approved).filteredOn(event -> is(event, "deletion.approved")).singleElement().satisfies(event -> {
                assertThat(event.path("tenantName").asText()).isEqualTo("acme");
                assertThat(event.path("operation").asText()).isEqualTo("veto");
                assertThat(event.path("level").asText()).isEqualTo("INFO");
            });
            assertThat(approved).filteredOn(event -> is(event, "content.deleted")).hasSize(10);
            assertThat(platform.contents()).hasSize(1);
        }
    }

    private static boolean is(JsonNode event, String name) {
        return event.path("event").asText().equals(name);
    }

    private List<JsonNode> sync(ConfluenceSimulator confluence, String... options) throws Exception {
        String[] command = new String[options.length + 1];
        command[0] = "sync";
        System.arraycopy(options, 0, command, 1, options.length);
        try (ConnectorProcess process = ConnectorProcess.builder().environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                .environment("PAT", confluence.personalAccessToken()).start(command)) {
            assertThat(process.await(60)).as(process.output()).isZero();
            return process.lines().stream().filter(line -> line.startsWith("{")).map(SyncCommandIT::json).toList();
        }
    }

    private void writeTenant(ConfluenceSimulator confluence, PlatformSimulator platform) throws IOException {
        Files.writeString(folder.resolve("acme-tenant-config.yaml"), """
                confluence:
                  instanceType: data-center
                  baseUrl: %s
                  auth: {mode: pat, token: os.environ/PAT}
                  apiRateLimitPerMinute: 6000
                  ingestSingleLabel: kb-page
                  ingestAllLabel: kb-tree
                unique:
                  serviceAuthMode: cluster_local
                  serviceExtraHeaders: {x-company-id: company-1, x-user-id: user-1}
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 6000
                processing:
                  maxDeletePercent: 10
                ingestion:
                  scopeId: %s
                """.formatted(confluence.baseUrl(), platform.ingestionUrl(), platform.scopeManagementUrl(), platform.createRootScope("Wiki")));
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
