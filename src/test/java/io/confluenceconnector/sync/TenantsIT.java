package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.DiagnosticsPolicy;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.SimSpace;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tenants side by side in one process, and the cycles of one tenant one after the other (P1, S15). */
class TenantsIT {

    private static void fill(TenantFixture tenant, String text) {
        SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
        tenant.confluence.attach(tenant.confluence.page(space, "Page", "<p>" + text + "</p>", SINGLE), "file.txt",
                "text/plain", SampleWiki.bytes(text));
    }

    private static TenantFixture beside(TenantFixture acme) {
        return TenantFixture.of(Setup.CLOUD).named("beta").confluence(ConfluenceSimulator.cloud("another-cloud-id"))
                .platform(acme.platform).start();
    }

    /** B108: same space ids, same space keys, same page ids, one platform: each has its own. */
    @Test
    void shouldKeepTenantsApart() {
        try (TenantFixture acme = TenantFixture.of(Setup.CLOUD).start(); TenantFixture beta = beside(acme)) {
            // given
            fill(acme, "acme");
            fill(beta, "beta");

            // when
            CompletableFuture<CycleReport> other = CompletableFuture.supplyAsync(beta::cycle);
            acme.cycle();
            other.join();

            // then
            assertThat(acme).holdsExactlyWhatIsSelectedBelowItsRoot();
            assertThat(beta).holdsExactlyWhatIsSelectedBelowItsRoot();
            assertThat(acme.platform.contents()).hasSize(4);
            assertThat(List.of(acme, beta)).flatMap(tenant -> tenant.confluence.requests())
                    .as("S15: no token of another tenant is sent").noneMatch(request -> request.status() == 401);
        }
    }

    /** P1, S15: one tenant's overloaded Confluence is not another's. */
    @Test
    void shouldNotFailBecauseAnotherTenantFails() {
        try (TenantFixture acme = TenantFixture.of(Setup.CLOUD).start(); TenantFixture beta = beside(acme)) {
            // given
            fill(acme, "acme");
            fill(beta, "beta");
            acme.confluence.fault(request -> true, FOR_EVER, Fault.status(429, Map.of("Retry-After", "3600"), ""));

            // when
            CycleReport broken = acme.cycle();
            CycleReport sound = beta.cycle();

            // then
            assertThat(broken.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(sound.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(beta).holdsExactlyWhatIsSelectedBelowItsRoot();
        }
    }

    /** P1: the in-flight guard. */
    @Test
    void shouldSkipAndCountTriggerWhileCycleRuns() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            fill(tenant, "slow");
            tenant.confluence.fault("/rest/api/content/search", 1, Fault.delay(Duration.ofMillis(500)));
            CompletableFuture<CycleReport> running = CompletableFuture.supplyAsync(tenant::cycle);
            await().atMost(5, TimeUnit.SECONDS).until(() -> tenant.platform.count("me") > 0);

            // when
            Optional<CycleReport> second = tenant.runtime().runCycle();

            // then
            assertThat(second).isEmpty();
            assertThat(tenant.skippedCycles).hasValue(1);
            assertThat(running.join().outcome()).isEqualTo(CycleOutcome.SUCCESS);
        }
    }

    /** S15: whoever reads one tenant's lines learns nothing of another, good day or bad. */
    @Test
    void shouldNameNoTenantInTheLinesOfAnother() {
        try (CapturedLog log = CapturedLog.json(Level.DEBUG, DiagnosticsPolicy.DISCLOSE);
             TenantFixture acme = TenantFixture.of(Setup.CLOUD).named("acme").start(); TenantFixture beta = beside(acme)) {
            // given
            fill(acme, "one");
            fill(beta, "two");
            beta.confluence.fault("/download", FOR_EVER, Fault.status(500));

            // when
            CompletableFuture<CycleReport> other = CompletableFuture.supplyAsync(beta::cycle);
            acme.cycle();
            other.join();

            // then
            List<Map<String, Object>> lines = log.events();
            assertThat(lines).extracting(line -> line.get("tenantName")).contains("acme", "beta");
            assertThat(lines).filteredOn(line -> "acme".equals(line.get("tenantName")))
                    .noneMatch(line -> line.toString().contains("beta"));
            assertThat(lines).filteredOn(line -> "beta".equals(line.get("tenantName")))
                    .noneMatch(line -> line.toString().contains("acme"));
            assertThat(lines).filteredOn(line -> line.containsKey("event")).allMatch(line -> line.containsKey("tenantName"));
        }
    }
}
