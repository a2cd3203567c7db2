package io.confluenceconnector.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.cluster.SimulatedApiServer;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several pods, each a process of its own, share two tenants through the Leases of a simulated API server (P20). */
class ClusterIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int LEASE_SECONDS = 3;
    /** How long a Lease must have been left alone before anybody may take it over; see LeaseTiming. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(LEASE_SECONDS).multipliedBy(11).dividedBy(15);
    private static final String[] LEASES = {"confluence-connector.fjord", "confluence-connector.heron"};

    @TempDir
    private Path folder;
    private final SimulatedApiServer kubernetes = SimulatedApiServer.start();
    private final ConfluenceSimulator fjord = ConfluenceSimulator.dataCenter("/wiki");
    private final ConfluenceSimulator heron = ConfluenceSimulator.cloud();
    private final PlatformSimulator platform = PlatformSimulator.start();
    private final List<ConnectorProcess> pods = new ArrayList<>();

    @BeforeEach
    void writeTenantFiles() throws IOException {
        fjord.page(fjord.space("OPS", "Operations", "global"), "Rota", "<p>Rota</p>", "kb-page");
        heron.page(heron.space("LAW", "Contracts", "global"), "Terms", "<p>Terms</p>", "kb-page");
        writeTenantFile("fjord", """
                  instanceType: data-center
                  baseUrl: %s
                  auth: {mode: pat, token: os.environ/PAT}
                """.formatted(fjord.baseUrl()));
        writeTenantFile("heron", """
                  instanceType: cloud
                  baseUrl: %s
                  cloudId: %s
                  apiBaseUrl: %s
                  auth: {mode: oauth_2lo, clientId: %s, clientSecret: os.environ/SECRET, tokenUrl: "%s"}
                """.formatted(heron.baseUrl(), heron.cloudId(), heron.apiBaseUrl(), heron.clientId(), heron.tokenUrl()));
    }

    private void writeTenantFile(String name, String confluence) throws IOException {
        Files.writeString(folder.resolve(name + "-tenant-config.yaml"), """
                confluence:
                %s  apiRateLimitPerMinute: 1000000
                  ingestSingleLabel: kb-page
                  ingestAllLabel: kb-tree
                unique:
                  serviceAuthMode: cluster_local
                  serviceExtraHeaders: {x-company-id: company-1, x-user-id: user-1}
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 1000000
                processing:
                  scanIntervalCron: "0 0 1 1 *"
                ingestion:
                  scopeId: %s
                """.formatted(confluence, platform.ingestionUrl(), platform.scopeManagementUrl(), platform.createRootScope(name)));
    }

    private ConnectorProcess pod(String name) throws IOException {
        ConnectorProcess pod = ConnectorProcess.builder()
                .environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                .environment("PAT", fjord.personalAccessToken()).environment("SECRET", heron.clientSecret())
                .environment("CLUSTER_LEASE_SECONDS", Integer.toString(LEASE_SECONDS))
                .environment(kubernetes.pod(name, folder.resolve("pods"))).start();
        pods.add(pod);
        return pod;
    }

    @AfterEach
    void stop() {
        pods.forEach(ConnectorProcess::close);
        kubernetes.close();
        fjord.close();
        heron.close();
        platform.close();
    }

    private void awaitHolders(String... prefixes) {
        await().atMost(PATIENCE).until(() -> {
            Set<String> holders = kubernetes.holders(LEASES);
            return holders.size() == prefixes.length && List.of(prefixes).stream()
                    .allMatch(prefix -> holders.stream().anyMatch(holder -> holder.startsWith(prefix + "_")));
        });
    }

    @Test
    @DisplayName("P20: two pods share; one is killed, its tenant moves; a third joins; one leaves by SIGTERM and frees what it had")
    void shouldSpreadTenantsAndMoveThem() throws Exception {
        // given
        ConnectorProcess first = pod("pod-a");
        ConnectorProcess second = pod("pod-b");
        awaitHolders("pod-a", "pod-b");
        await().atMost(PATIENCE).until(() -> platform.contents().size() == 2);

        // when
        first.kill();
        awaitHolders("pod-b");
        pod("pod-c");
        awaitHolders("pod-b", "pod-c");
        int takenBefore = kubernetes.taken().size();
        second.terminate();
        awaitHolders("pod-c");
        int exitCode = second.await(60);

        // then
        assertThat(exitCode).isIn(0, 143);
        assertThat(kubernetes.taken()).filteredOn(taken -> !taken.free()).isNotEmpty()
                .allSatisfy(taken -> assertThat(taken.sinceUse()).isGreaterThanOrEqualTo(TAKE_OVER));
        assertThat(kubernetes.taken().subList(takenBefore, kubernetes.taken().size()))
                .allSatisfy(taken -> assertThat(taken.free()).as("handed over, not run out").isTrue());
        assertThat(second.output()).contains("\"event\":\"leadership.changed\"").contains("process.stopped");
        assertThat(kubernetes.violations()).isEmpty();
    }

    @Test
    @DisplayName("P20: a pod that hangs in an upload and cannot renew is cut off before another one takes its tenant")
    void shouldCutOffPodThatCannotRenew() throws Exception {
        // given
        AtomicBoolean hanging = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        platform.onRequest(request -> {
            if (request.operation().equals(Operations.SCOPED_UPLOAD) && hanging.compareAndSet(false, true)) {
                await().atMost(PATIENCE).untilTrue(over);
            }
        });
        Files.delete(folder.resolve("heron-tenant-config.yaml"));
        ConnectorProcess first = pod("pod-a");
        await().atMost(PATIENCE).untilTrue(hanging);
        ConnectorProcess second = pod("pod-b");
        await().atMost(PATIENCE).until(() -> second.hasSaid("cluster.joined"));

        // when
        kubernetes.partition("pod-a");
        await().atMost(PATIENCE).until(() -> kubernetes.holder(LEASES[0]).startsWith("pod-b_"));
        await().atMost(PATIENCE).until(() -> first.hasSaid("cycle.finished") && second.hasSaid("cycle.finished"));
        over.set(true);

        // then
        assertThat(kubernetes.taken()).last().satisfies(taken ->
                assertThat(taken.sinceUse()).isGreaterThanOrEqualTo(TAKE_OVER));
        assertThat(event(first, "cycle.finished").path("pagesIngested").asInt()).isZero();
        assertThat(platform.count(Operations.FINALISE)).as("by the second pod alone").isEqualTo(1);
        assertThat(event(second, "cycle.finished").path("outcome").asText()).isEqualTo("success");
        assertThat(first.hasSaid("leases.unavailable")).isTrue();
        assertThat(first.isAlive()).isTrue();
        assertThat(kubernetes.violations()).isEmpty();
    }

    private static JsonNode event(ConnectorProcess process, String name) {
        return process.output().lines().filter(line -> line.startsWith("{")).map(ClusterIT::json)
                .filter(event -> event.path("event").asText().equals(name)).findFirst().orElseThrow();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
