package io.confluenceconnector.app;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SelectedItem;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The process ends at the worst moments: by SIGKILL, and by SIGTERM while uploads are slow or stuck (P19). */
class CrashIT {

    private static final Duration PROCESS_START = Duration.ofSeconds(90);
    private static final long EXIT_SECONDS = 90;
    /** Java's own way out, beyond the time that items under way get; generous, since build machines are busy. */
    private static final Duration EXIT_ALLOWANCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;
    private final ConfluenceSimulator confluence = ConfluenceSimulator.dataCenter("/wiki");
    private final PlatformSimulator platform = PlatformSimulator.start();
    private final List<SimContent> pages = new ArrayList<>();
    private final AtomicInteger requestsToDeath = new AtomicInteger();
    private volatile CompletableFuture<ConnectorProcess> victim = new CompletableFuture<>();

    @BeforeEach
    void fillWiki() throws IOException {
        for (String key : List.of("OPS", "LAW")) {
            SimSpace space = confluence.space(key, "Space " + key, "global");
            SimContent tree = confluence.page(space, key + " handbook", "<p>Begin here</p>", "kb-tree");
            for (int i = 0; i < 6; i++) {
                SimContent page = confluence.page(tree, key + " chapter " + i, "<p>Chapter " + i + "</p>");
                confluence.attach(page, "table " + i + ".pdf", "application/pdf",
                        ("table " + i).getBytes(StandardCharsets.UTF_8));
                pages.add(page);
            }
        }
        writeTenantFile();
        platform.onRequest(request -> {
            if (requestsToDeath.get() > 0 && requestsToDeath.decrementAndGet() == 0) {
                victim.join().kill();
            }
        });
    }

    private void writeTenantFile() throws IOException {
        Files.writeString(folder.resolve("acme-tenant-config.yaml"), TenantFile.dataCenter(confluence, platform,
                platform.createRootScope("Wiki"), "processing: {concurrency: 4}"));
    }

    @AfterEach
    void close() {
        confluence.close();
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 28, 57})
    void shouldRepairAFirstSyncThatWasKilled(int platformRequests) throws Exception {
        // given
        syncAndDieAfter(platformRequests);
        int leftBehind = platform.contents().size();

        // when
        sync();

        // then
        assertThat(leftBehind).as("items before the repair").isLessThan(bytesSelected().size());
        assertKnowledgeBaseIsExact();
    }

    @Test
    void shouldRepairAnUpdateThatWasKilledAndKeepTheOldVersionsMeanwhile() throws Exception {
        // given
        sync();
        Map<String, String> before = bytesHeld();
        pages.forEach(page -> confluence.edit(page, "<p>Edited " + page.id() + "</p>"));
        syncAndDieAfter(30);
        Map<String, String> meanwhile = bytesHeld();

        // when
        sync();

        // then
        Map<String, String> selected = bytesSelected();
        assertThat(meanwhile).as("bytes after the crash").isNotEqualTo(selected)
                .allSatisfy((key, bytes) -> assertThat(bytes).isIn(before.get(key), selected.get(key)));
        assertThat(meanwhile.keySet()).isEqualTo(selected.keySet());
        assertKnowledgeBaseIsExact();
    }

    @Test
    void shouldLetItemsUnderWayFinishOnSigterm() throws Exception {
        // given
        platform.fault(Operations.SCOPED_UPLOAD, Integer.MAX_VALUE, Fault.delay(Duration.ofSeconds(1)));
        int exitCode;
        try (ConnectorProcess process = process().environment("SHUTDOWN_TIMEOUT_SECONDS", "20").start("sync")) {
            await().atMost(PROCESS_START).until(() -> platform.count(Operations.SCOPED_UPLOAD) >= 4);

            // when
            process.terminate();
            exitCode = process.await(EXIT_SECONDS);
        }

        // then
        assertThat(exitCode).isIn(0, 143);
        assertThat(platform.contents().values()).hasSizeBetween(4, bytesSelected().size() - 1)
                .allMatch(StoredContent::finalised, "finalised");
    }

    @Test
    void shouldEndWithinTheShutdownTimeWhenAnUploadIsStuck() throws Exception {
        // given
        Duration shutdown = Duration.ofSeconds(3);
        platform.fault(Operations.SCOPED_UPLOAD, 1, Fault.delay(Duration.ofHours(1)));
        int exitCode;
        long begin;
        long end;
        try (ConnectorProcess process = process()
                .environment("SHUTDOWN_TIMEOUT_SECONDS", String.valueOf(shutdown.toSeconds())).start("run")) {
            await().atMost(PROCESS_START).until(() -> platform.count(Operations.SCOPED_UPLOAD) > 0);

            // when
            begin = System.nanoTime();
            process.terminate();
            exitCode = process.await(EXIT_SECONDS);
            end = System.nanoTime();
        }
        platform.clearFaults();
        sync();

        // then
        assertThat(exitCode).isIn(0, 143);
        assertThat(Duration.ofNanos(end - begin)).isLessThan(shutdown.plus(EXIT_ALLOWANCE));
        assertKnowledgeBaseIsExact();
    }

    private ConnectorProcess.Builder process() {
        return ConnectorProcess.builder().jvm("-XX:TieredStopAtLevel=1")
                .environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                .environment("PAT", confluence.personalAccessToken());
    }

    private void sync() throws IOException, InterruptedException {
        try (ConnectorProcess process = process().start("sync")) {
            int exitCode = process.await(EXIT_SECONDS);
            assertThat(exitCode).as(process.output()).isZero();
        }
    }

    private void syncAndDieAfter(int platformRequests) throws IOException, InterruptedException {
        victim = new CompletableFuture<>();
        requestsToDeath.set(platformRequests);
        try (ConnectorProcess process = process().start("sync")) {
            victim.complete(process);
            int exitCode = process.await(EXIT_SECONDS);
            assertThat(exitCode).as(process.output()).isEqualTo(128 + 9);
        }
    }

    private void assertKnowledgeBaseIsExact() {
        assertThat(bytesHeld()).isEqualTo(bytesSelected());
        assertThat(platform.contents().values()).allMatch(StoredContent::finalised, "finalised");
        assertThat(platform.violations()).isEmpty();
        confluence.assertNoViolations();
        confluence.assertOnlyReads();
    }

    private Map<String, String> bytesHeld() {
        Map<String, String> bytes = new TreeMap<>();
        platform.contents().forEach((key, content) -> bytes.put(key, content.sha256()));
        return bytes;
    }

    private Map<String, String> bytesSelected() {
        return confluence.selected("kb-page", "kb-tree").stream().collect(Collectors.toMap(
                item -> "acme/" + item.spaceId() + "_" + item.spaceKey() + "/" + item.itemId(), SelectedItem::sha256));
    }
}
