package io.confluenceconnector.app;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SelectedItem;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.PlatformSimulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A Cloud wiki with much in it, and the real process that syncs it in a heap of a given size. */
final class LargeWiki implements AutoCloseable {

    private static final long LONGEST_SYNC_SECONDS = 900;

    final ConfluenceSimulator confluence = ConfluenceSimulator.cloud();
    final PlatformSimulator platform = PlatformSimulator.start();
    private final SimSpace space = confluence.space("BIG", "Big space", "global");
    private final String root = platform.createRootScope("Wiki");
    private final Path tenantFile = Files.createTempDirectory("large").resolve("acme-tenant-config.yaml");

    LargeWiki() throws IOException {
    }

    /** Pages that the platform holds already, and one that it does not. */
    void addSyncedPages(int pages) {
        String text = "<p>" + "words ".repeat(20) + "</p>";
        for (int i = 0; i < pages; i++) {
            confluence.page(space, "A page with a title of usual length, number " + i, text, "kb-page", "policy", "travel");
        }
        String scope = platform.createScope(root, space.key(),
                Optional.of("confc:acme:" + space.id() + ":" + space.key()));
        for (SelectedItem page : confluence.selected("kb-page", "kb-tree")) {
            platform.storePage("acme/" + space.id() + "_" + space.key() + "/" + page.itemId(), scope, page.title(),
                    page.webUrl(), Map.of("confluenceLabels", page.labels(), "spaceKey", page.spaceKey(),
                            "spaceName", page.spaceName(), "versionTimestamp", page.versionTimestamp()),
                    page.versionTimestamp(), text);
        }
        confluence.page(space, "The last one", text, "kb-page");
    }

    void addLargePages(int pages, int bytes) {
        String text = "x".repeat(bytes);
        for (int i = 0; i < pages; i++) {
            confluence.page(space, "Large page " + i, text, "kb-page");
        }
    }

    /** How a sync ended; 3 is what the JVM says when it ran out of memory. */
    record Ending(int exitCode, String output) { }

    /** Runs one sync, which must succeed; answers its log. */
    String sync(String heap) throws IOException, InterruptedException {
        Ending ending = run(heap);
        assertThat(ending.exitCode()).as(ending.output()).isZero();
        return ending.output();
    }

    /** Runs one sync, however it ends. */
    Ending run(String heap) throws IOException, InterruptedException {
        Files.writeString(tenantFile, """
                confluence:
                  instanceType: cloud
                  baseUrl: %s
                  cloudId: %s
                  apiBaseUrl: %s
                  auth: {mode: oauth_2lo, clientId: %s, clientSecret: os.environ/SECRET, tokenUrl: "%s"}
                  apiRateLimitPerMinute: 1000000
                  ingestSingleLabel: kb-page
                  ingestAllLabel: kb-tree
                unique:
                  serviceAuthMode: cluster_local
                  serviceExtraHeaders: {x-company-id: company-1, x-user-id: user-1}
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 1000000
                ingestion:
                  scopeId: %s
                """.formatted(confluence.baseUrl(), confluence.cloudId(), confluence.apiBaseUrl(), confluence.clientId(),
                confluence.tokenUrl(), platform.ingestionUrl(), platform.scopeManagementUrl(), root));
        try (ConnectorProcess process = ConnectorProcess.builder()
                .jvm(heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                .environment("TENANT_CONFIG_PATH_PATTERN", tenantFile.toString())
                .environment("SECRET", confluence.clientSecret())
                .environment(Map.of("RETRY_FIRST_DELAY_MILLIS", "1", "RETRY_ATTEMPTS", "1")).start("sync")) {
            int exitCode = process.await(LONGEST_SYNC_SECONDS);
            assertThat(platform.violations()).isEmpty();
            return new Ending(exitCode, process.output());
        }
    }

    @Override
    public void close() throws IOException {
        confluence.close();
        platform.close();
        for (Path path : List.of(tenantFile, tenantFile.getParent())) {
            Files.deleteIfExists(path);
        }
    }
}
