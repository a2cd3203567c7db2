package io.confluenceconnector.app;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** JMX as {@code docs/operate.md} opens it and drives it: its options and its client, word for word but for the port. */
class JmxIT {

    private static final String TENANT = "io.confluenceconnector:type=Tenant,name=harbour";

    @TempDir
    private Path folder;

    private static String block(String name) throws IOException {
        Matcher block = Pattern.compile("(?s)<!-- " + name + " -->\n```\\w+\n(.*?)```").matcher(Files.readString(Path.of("docs/operate.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    @DisplayName("P11: held deletions are approved and a cycle is started through a remote JMX client")
    void shouldApproveDeletionsAndTriggerACycle() throws Exception {
        int port = freePort();
        try (ConfluenceSimulator confluence = ConfluenceSimulator.dataCenter("/wiki"); PlatformSimulator platform = PlatformSimulator.start()) {
            // given
            SimSpace space = confluence.space("OPS", "Operations", "global");
            List<SimContent> pages = IntStream.range(0, 20).mapToObj(i -> confluence.page(space, "Page " + i, "<p>1</p>", "kb-page")).toList();
            Files.writeString(folder.resolve("harbour-tenant-config.yaml"), tenant(confluence, platform, platform.createRootScope("Wiki")));
            Files.writeString(folder.resolve("Jmx.java"), block("jmx client").replace("9010", Integer.toString(port)));
            try (ConnectorProcess process = ConnectorProcess.builder()
                    .jvm(block("jmx options").replace("9010", Integer.toString(port)).split("\n"))
                    .environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                    .environment("PAT", confluence.personalAccessToken()).start();
                    JmxClient jmx = connect(process, port)) {
                awaitCycle(jmx, "");
                pages.subList(0, 12).forEach(page -> confluence.unlabel(page, "kb-page"));

                // when
                String first = finishedAt(jmx);
                operate("triggerCycle");
                awaitCycle(jmx, first);
                Object held = jmx.attribute(TENANT, "HeldDeletions");
                String second = finishedAt(jmx);
                operate("approveDeletions");
                operate("triggerCycle");
                awaitCycle(jmx, second);

                // then
                assertThat(held).isEqualTo(12L);
                assertThat(jmx.attribute(TENANT, "HeldDeletions")).isEqualTo(0L);
                assertThat(platform.contents()).hasSize(8);
                assertThat(process.output()).contains("\"event\":\"deletion.approved\"");
                // of Camel, the routes and what they run on, and nothing that only repeats them
                assertThat(jmx.names()).filteredOn(name -> name.getDomain().equals("org.apache.camel")).extracting(name -> name.getKeyProperty("type"))
                        .contains("context", "routes", "threadpools").doesNotContain("endpoints", "consumers", "producers", "processors", "tracer");
            }
        }
    }

    private static String tenant(ConfluenceSimulator confluence, PlatformSimulator platform, String root) {
        return TenantFile.dataCenter(confluence, platform, root,
                "processing: {maxDeletePercent: 50, concurrency: 4, scanIntervalCron: \"0 0 1 1 *\"}");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static JmxClient connect(ConnectorProcess process, int port) {
        await().atMost(Duration.ofSeconds(60)).until(() -> process.hasSaid("\"event\":\"tenant.loaded\""));
        try {
            return new JmxClient(port);
        } catch (IOException e) {
            throw new AssertionError(process.output(), e);
        }
    }

    private static String finishedAt(JmxClient jmx) throws Exception {
        return (String) jmx.attribute(TENANT, "LastFinishedAt");
    }

    private static void awaitCycle(JmxClient jmx, String before) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !finishedAt(jmx).equals(before));
    }

    /** What the guide types. */
    private void operate(String operation) throws Exception {
        Process client = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "Jmx.java", "harbour", operation)
                .directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(client.exitValue()).isZero();
    }
}
