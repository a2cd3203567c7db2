package io.confluenceconnector.tenant;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.gateway.HostGate;
import io.confluenceconnector.secret.SecretResolver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What outlives a change of the configuration, and what must not (P11, P12, P14, P18). */
class TenantMemoryTest {

    private static final String YAML = """
            status: active
            confluence:
              instanceType: data-center
              baseUrl: https://wiki.example.com
              auth: {mode: pat, token: os.environ/TOKEN}
              apiRateLimitPerMinute: 300
              ingestSingleLabel: kb-page
              ingestAllLabel: kb-tree
            unique:
              serviceAuthMode: cluster_local
              serviceExtraHeaders: {x-company-id: company-1, x-user-id: user-1}
              ingestionServiceBaseUrl: http://ingestion
              scopeManagementServiceBaseUrl: http://scopes
              apiRateLimitPerMinute: 100
            processing:
              concurrency: 2
              reconcileEveryCycles: 96
            ingestion:
              scopeId: scope_root
              useV1KeyFormat: disabled
            """;

    @TempDir
    private Path folder;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private TenantConfig tenant(String original, String replacement) {
        try {
            Files.writeString(folder.resolve("acme-tenant-config.yaml"), YAML.replace(original, replacement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TenantConfigLoader(new SecretResolver(name -> "value", (reference, why) -> { }))
                .load(folder + "/*-tenant-config.yaml").get(0);
    }

    private TenantMemory memory(TenantConfig tenant, CycleOutcome lastOutcome) {
        TenantMemory memory = new TenantMemory(tenant.name(), meters, Clock.systemUTC());
        memory.cycles(tenant);
        memory.gates(tenant);
        memory.state().finished(new CycleReport("1", Instant.EPOCH, Duration.ofSeconds(1), lastOutcome, Map.of(), List.of(),
                Optional.empty()));
        return memory;
    }

    @ParameterizedTest
    @DisplayName("P11, P18: deletions that wait go on waiting when a setting changes that leaves the selection as it is")
    @CsvSource(delimiter = '|', value = {"concurrency: 2 | concurrency: 8", "token: os.environ/TOKEN | token: os.environ/OTHER",
            "apiRateLimitPerMinute: 300 | apiRateLimitPerMinute: 30", "concurrency: 2 | scanIntervalCron: '0 * * * *'",
            "concurrency: 2 | maxDeletePercent: 5"})
    void shouldGoOnWithWhatEarlierCyclesFound(String original, String replacement) {
        // given
        TenantConfig before = tenant("", "");
        TenantMemory memory = memory(before, CycleOutcome.SUCCESS);
        CycleMemory cycles = memory.cycles(before);

        // when
        TenantConfig after = tenant(original, replacement);

        // then
        assertThat(memory.goesOn(after)).isTrue();
        assertThat(memory.cycles(after)).isSameAs(cycles);
    }

    @Test
    @DisplayName("S15: tenants of the same hosts share no limit")
    void shouldShareNoGateWithAnotherTenant() {
        // given
        TenantConfig tenant = tenant("", "");

        // when
        Gates one = memory(tenant, CycleOutcome.SUCCESS).gates(tenant);
        Gates other = memory(tenant, CycleOutcome.SUCCESS).gates(tenant);

        // then
        assertThat(Stream.of(one.confluence(), one.media(), one.confluenceToken(), one.platform(), one.upload(), one.platformToken()))
                .doesNotContain(other.confluence(), other.media(), other.confluenceToken(), other.platform(), other.upload(),
                        other.platformToken());
    }

    @ParameterizedTest
    @DisplayName("P11, P12, P18: what was confirmed once for another selection does not count for this one")
    @CsvSource(delimiter = '|', value = {"kb-page | other", "kb-tree | other", "status: active | status: deleted",
            "wiki.example.com | other.example.com", "scope_root | scope_other", "useV1KeyFormat: disabled | useV1KeyFormat: enabled",
            "http://ingestion | http://other", "http://scopes | http://other", "concurrency: 2 | maxItemsToScan: 5",
            "useV1KeyFormat: disabled | attachments: {mode: disabled}", "reconcileEveryCycles: 96 | reconcileEveryCycles: 1"})
    void shouldBeginAnewForAnotherSelection(String original, String replacement) {
        // given
        TenantConfig before = tenant("", "");
        TenantMemory memory = memory(before, CycleOutcome.SUCCESS);
        CycleMemory cycles = memory.cycles(before);

        // when
        TenantConfig after = tenant(original, replacement);

        // then
        assertThat(memory.goesOn(after)).isFalse();
        assertThat(memory.cycles(after)).isNotSameAs(cycles);
    }

    @Test
    @DisplayName("P11, P18: after a failed cycle the next one comes at once, so that nothing of before may count as a cycle ago")
    void shouldBeginAnewAfterFailedCycle() {
        // given
        TenantConfig tenant = tenant("", "");
        TenantMemory memory = memory(tenant, CycleOutcome.FAILURE);

        // when
        boolean goesOn = memory.goesOn(tenant);

        // then
        assertThat(goesOn).isFalse();
    }

    @Test
    @DisplayName("P20: cycles that another process may have run in between end what this one knows")
    void shouldForgetCycles() {
        // given
        TenantConfig tenant = tenant("", "");
        TenantMemory memory = memory(tenant, CycleOutcome.SUCCESS);

        // when
        memory.forgetCycles();

        // then
        assertThat(memory.goesOn(tenant)).isFalse();
    }

    @Test
    @DisplayName("P10, P18: a pause that a host asked for outlives a change of everything but the host")
    void shouldKeepPauses() {
        // given
        TenantConfig before = tenant("", "");
        TenantMemory memory = memory(before, CycleOutcome.SUCCESS);
        memory.gates(before).confluence().pause(Duration.ofMinutes(30));
        memory.gates(before).platform().pause(Duration.ofMinutes(30));

        // when
        Gates sameHosts = memory.gates(tenant("kb-page", "other"));
        boolean stillPaused = sameHosts.confluence().paused() && sameHosts.platform().paused();
        HostGate otherHost = memory.gates(tenant("wiki.example.com", "other.example.com")).confluence();

        // then
        assertThat(stillPaused).isTrue();
        assertThat(otherHost.paused()).isFalse();
    }

    @Test
    @DisplayName("P18: counters go on when a configuration changes, and no series stays when the tenant goes")
    void shouldKeepSeriesUntilTenantGoes() {
        // given
        TenantConfig tenant = tenant("", "");
        TenantMemory memory = memory(tenant, CycleOutcome.SUCCESS);
        boolean same = memory.metrics(tenant.confluence().instanceType()) == memory.metrics(tenant.confluence().instanceType());
        meters.counter("camel.exchanges.total", "camelContext", "acme").increment();
        int shared = 1; // of all tenants: tokens fetched for the platform

        // when
        memory.close();

        // then
        assertThat(same).isTrue();
        assertThat(meters.getMeters()).hasSize(shared);
    }
}
