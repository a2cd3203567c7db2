package io.confluenceconnector.reload;

import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.tenant.TenantRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.management.ObjectName;
import javax.management.StandardMBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import static io.confluenceconnector.reload.ReloadFixture.LABEL;
import static io.confluenceconnector.reload.ReloadFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tenant files and routes change while the tenants run (P18). */
class ReloadIT {

    @TempDir
    private Path temporary;
    private ReloadFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new ReloadFixture(temporary);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Starts tenant acme and waits for its first cycle. */
    private Reload startAcme() {
        fixture.saveTenant("acme", fixture.yaml());
        Reload reload = fixture.start();
        fixture.awaitCycles(1);
        return reload;
    }

    /** The platform answers the first such request only when told to. */
    private void holdFirst(String operation, AtomicBoolean begun, AtomicBoolean goOn) {
        fixture.platform.onRequest(request -> {
            if (request.operation().equals(operation) && begun.compareAndSet(false, true)) {
                await().atMost(PATIENCE).untilTrue(goOn);
            }
        });
    }

    @Test
    void shouldAnswerWhileTenantsAreLoaded() throws Exception {
        // given
        AtomicBoolean goOn = new AtomicBoolean();
        fixture.saveTenant("acme", fixture.yaml());
        CountDownLatch loading = new CountDownLatch(1);
        fixture.onLoad(name -> {
            loading.countDown();
            await().atMost(PATIENCE).untilTrue(goOn);
        });

        // when
        CompletableFuture<Reload> start = CompletableFuture.supplyAsync(fixture::start);
        loading.await();
        CompletableFuture<List<Object>> answers = CompletableFuture.supplyAsync(() ->
                List.of(fixture.running(), fixture.expected(), fixture.check().up()));

        // then
        assertThat(answers).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(List.of(List.of(), 1, true));
        goOn.set(true);
        assertThat(start).succeedsWithin(PATIENCE);
        assertThat(fixture.running()).containsExactly("acme");
    }

    @Test
    @DisplayName("P19: a process that is stopped while tenants start ends those that have, and starts no other one")
    void shouldStopWhileTenantsAreLoaded() throws Exception {
        // given
        CountDownLatch loading = new CountDownLatch(1);
        AtomicBoolean goOn = new AtomicBoolean();
        List<String> loaded = new CopyOnWriteArrayList<>();
        fixture.onLoad(name -> {
            loaded.add(name);
            loading.countDown();
            await().atMost(PATIENCE).untilTrue(goOn);
        });
        fixture.saveTenant("acme", fixture.yaml());
        try (ConfluenceSimulator other = ConfluenceSimulator.cloud()) {
            fixture.saveTenant("borealis", fixture.cloudYaml(other, fixture.platform.createRootScope("Other")));

            // when
            CompletableFuture<Reload> start = CompletableFuture.supplyAsync(fixture::start);
            loading.await();
            CompletableFuture<Void> stop = CompletableFuture.runAsync(fixture::stop);
            await().atMost(PATIENCE).until(() -> fixture.expected() == 0);
            goOn.set(true);

            // then
            assertThat(stop).succeedsWithin(PATIENCE);
            assertThat(start).succeedsWithin(PATIENCE);
            assertThat(loaded).containsExactly("acme");
            assertThat(fixture.running()).isEmpty();
        }
    }

    @Test
    @DisplayName("P18: a new file's tenant starts beside the others, with a cycle at once")
    void shouldStartTenantOfNewFile() {
        // given
        startAcme();
        TenantRuntime acme = fixture.awaitTenant("acme");

        // when
        try (ConfluenceSimulator other = ConfluenceSimulator.cloud()) {
            fixture.saveTenant("borealis", fixture.cloudYaml(other, fixture.platform.createRootScope("Other")));
            fixture.look();
            fixture.awaitCycles(2);

            // then
            assertThat(fixture.running()).containsExactly("acme", "borealis");
            assertThat(fixture.tenant("acme")).containsSame(acme);
            assertThat(fixture.cycles.get(1).outcome()).isEqualTo(CycleOutcome.SUCCESS);
        }
    }

    @Test
    @DisplayName("P18: a removed file stops the tenant, deletes nothing, and leaves no series and no MBean")
    void shouldStopTenantOfRemovedFileAndDeleteNothing() throws Exception {
        // given
        startAcme();

        // when
        try (CapturedLog log = CapturedLog.json()) {
            Files.delete(fixture.folder.resolve("acme-tenant-config.yaml"));
            fixture.look();
            await().atMost(PATIENCE).until(() -> !log.events(EventName.TENANT_UNLOADED).isEmpty());
        }

        // then
        assertThat(fixture.running()).isEmpty();
        assertThat(fixture.platform.contents()).hasSize(1);
        assertThat(fixture.platform.count(Operations.CONTENT_DELETE)).isZero();
        assertThat(fixture.metersOf("acme")).isEmpty();
        assertThat(fixture.mbeans.getMBeanCount()).as("the server's own").isEqualTo(1);
        assertThat(fixture.history.check().fields()).containsEntry("message", "No sync records yet");
    }

    @Test
    @DisplayName("P16, P18: a removed file is not a deleted tenant; status deleted is, and acts without a restart")
    void shouldRemoveContentWhenStatusBecomesDeleted() {
        // given
        startAcme();

        // when
        fixture.saveTenant("acme", fixture.yaml().replace("status: active", "status: deleted"));
        fixture.look();
        fixture.awaitCycles(2);

        // then
        assertThat(fixture.platform.contents()).isEmpty();
        assertThat(fixture.platform.scope(fixture.rootScope)).isPresent();
    }

    @Test
    @DisplayName("P16, P18: an inactive tenant stops, and starts again with a cycle at once")
    void shouldStopInactiveTenantAndStartItAgain() {
        // given
        startAcme();
        fixture.saveTenant("acme", fixture.yaml().replace("status: active", "status: inactive"));
        fixture.look();
        await().atMost(PATIENCE).until(() -> fixture.running().isEmpty());

        // when
        fixture.saveTenant("acme", fixture.yaml());
        fixture.look();
        fixture.awaitCycles(2);

        // then
        assertThat(fixture.platform.contents()).hasSize(1);
    }

    @Test
    @DisplayName("P18: the cycle under way ends with its old configuration before the new one takes effect")
    void shouldLetCycleUnderWayFinishWithOldConfiguration() {
        // given
        AtomicBoolean begun = new AtomicBoolean();
        AtomicBoolean goOn = new AtomicBoolean();
        holdFirst(Operations.FILE_DIFF, begun, goOn);
        fixture.saveTenant("acme", fixture.yaml());
        fixture.start();
        TenantRuntime old = fixture.awaitTenant("acme");
        await().atMost(PATIENCE).untilTrue(begun);

        // when
        fixture.saveTenant("acme", fixture.yaml().replace("ingestSingleLabel: " + LABEL, "ingestSingleLabel: other-label"));
        fixture.look();
        boolean stillOld = fixture.tenant("acme").filter(now -> now == old).isPresent();
        goOn.set(true);
        fixture.awaitReplacement(old);

        // then
        assertThat(stillOld).isTrue();
        assertThat(fixture.cycles.get(0).outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(fixture.cycles.get(0).failedItems()).isZero();
    }

    @Test
    @DisplayName("P18, P19: a tenant that is to stop does not wait for the end of a long cycle")
    void shouldEndCycleEarlyWhenFileIsRemoved() throws Exception {
        // given
        for (int i = 0; i < 30; i++) {
            fixture.confluence.page(fixture.confluence.space("S" + i, "Space " + i, "global"), "Page", "<p>Text</p>", LABEL);
        }
        AtomicBoolean begun = new AtomicBoolean();
        AtomicBoolean goOn = new AtomicBoolean();
        holdFirst(Operations.SCOPED_UPLOAD, begun, goOn);
        fixture.saveTenant("acme", fixture.yaml().replace("concurrency: 2", "concurrency: 1"));
        fixture.start();
        await().atMost(PATIENCE).untilTrue(begun);

        // when
        try (CapturedLog log = CapturedLog.json()) {
            Files.delete(fixture.folder.resolve("acme-tenant-config.yaml"));
            fixture.look();
            goOn.set(true);
            await().atMost(PATIENCE).until(() -> !log.events(EventName.CYCLE_FINISHED).isEmpty());
            await().atMost(PATIENCE).until(() -> fixture.running().isEmpty());

            // then
            assertThat(fixture.platform.contents()).hasSizeLessThan(31);
            assertThat(fixture.platform.contents().values()).allMatch(content -> content.finalised());
            assertThat(log.events()).noneMatch(event -> Set.of("WARN", "ERROR").contains(event.get("level")));
            assertThat(log.events(EventName.CYCLE_FINISHED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("outcome", "skipped").extractingByKey("reason").asString().contains("being stopped"));
            assertThat(fixture.cycles).isEmpty();
        }
    }

    @Test
    @DisplayName("P18: with a broken file the last valid configuration goes on; health and log say where the mistake is")
    void shouldGoOnWithLastValidConfiguration() {
        // given
        Reload reload = startAcme();
        TenantRuntime acme = fixture.awaitTenant("acme");

        // when
        try (CapturedLog log = CapturedLog.json()) {
            fixture.saveTenant("acme", fixture.yaml().replace("concurrency: 2", "concurency: 2"));
            fixture.look();
            fixture.look();

            // then
            assertThat(log.events(EventName.TENANT_REJECTED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("tenantName", "acme").containsEntry("file", "acme-tenant-config.yaml")
                    .containsEntry("runsAsBefore", true).containsEntry("level", "ERROR")
                    .extractingByKey("problems").asString().contains("processing.concurency (line 16)", "Did you mean"));
        }
        assertThat(fixture.tenant("acme")).containsSame(acme);
        assertThat(reload.check().up()).isFalse();
        assertThat(reload.check().fields().get("rejectedTenantFiles")).asString()
                .contains("acme-tenant-config.yaml", "processing.concurency (line 16)");
    }

    @Test
    @DisplayName("P18: a file that is repaired without a change goes on as if nothing had been")
    void shouldRecoverFromBrokenFileWithoutRestart() {
        // given
        Reload reload = startAcme();
        TenantRuntime acme = fixture.awaitTenant("acme");
        fixture.saveTenant("acme", "{");
        fixture.look();
        boolean downMeanwhile = !reload.check().up();

        // when
        try (CapturedLog log = CapturedLog.json()) {
            fixture.saveTenant("acme", fixture.yaml());
            fixture.look();
            fixture.look();

            // then
            assertThat(log.events()).singleElement().satisfies(event -> assertThat(event).containsEntry("event", "tenant.restored")
                    .containsEntry("level", "INFO").containsEntry("tenantName", "acme").containsEntry("file", "acme-tenant-config.yaml"));
        }
        assertThat(downMeanwhile).isTrue();
        assertThat(reload.check().up()).isTrue();
        assertThat(fixture.tenant("acme")).containsSame(acme);
    }

    @Test
    @DisplayName("P18: a file is not taken while it is being written, nor when only its time has changed")
    void shouldTakeOnlyWhatStaysTheSameForTwoLooks() throws Exception {
        // given
        Reload reload = startAcme();
        TenantRuntime acme = fixture.awaitTenant("acme");
        fixture.look();

        // when
        try (CapturedLog log = CapturedLog.json()) {
            fixture.saveTenant("acme", fixture.yaml().substring(0, 200));
            reload.look();
            fixture.saveTenant("acme", fixture.yaml());
            fixture.look();

            // then
            assertThat(log.events(EventName.TENANT_REJECTED)).isEmpty();
        }
        assertThat(fixture.tenant("acme")).containsSame(acme);
    }

    @Test
    @DisplayName("P18: a file rejected for a missing secret is taken once the secret is there, without another edit")
    void shouldTakeFileOnceItsSecretHasCome() {
        // given
        startAcme();
        TenantRuntime acme = fixture.awaitTenant("acme");
        fixture.saveTenant("acme", fixture.yaml().replace("os.environ/PAT", "os.environ/NEW_PAT"));
        fixture.look();

        // when
        fixture.secrets.put("NEW_PAT", fixture.confluence.personalAccessToken());
        fixture.look();

        // then
        assertThat(fixture.awaitReplacement(acme).name()).isEqualTo("acme");
    }

    @Test
    @DisplayName("P18: a ConfigMap's new version, which is one swapped link, takes effect")
    void shouldFollowSwappedLinkOfConfigMap() throws Exception {
        // given
        Path first = Files.createDirectory(fixture.folder.resolve("..2026_11_25_first"));
        Files.writeString(first.resolve("acme-tenant-config.yaml"), fixture.yaml());
        Path data = Files.createSymbolicLink(fixture.folder.resolve("..data"), first.getFileName());
        Files.createSymbolicLink(fixture.folder.resolve("acme-tenant-config.yaml"), Path.of("..data/acme-tenant-config.yaml"));
        fixture.start();
        fixture.awaitCycles(1);
        TenantRuntime old = fixture.awaitTenant("acme");

        // when
        Path second = Files.createDirectory(fixture.folder.resolve("..2026_11_25_second"));
        Files.writeString(second.resolve("acme-tenant-config.yaml"), fixture.yaml().replace("concurrency: 2", "concurrency: 3"));
        Files.createSymbolicLink(fixture.folder.resolve("..data_tmp"), second.getFileName());
        Files.move(fixture.folder.resolve("..data_tmp"), data, java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        fixture.look();

        // then
        assertThat(fixture.awaitReplacement(old).name()).isEqualTo("acme");
    }

    @Test
    @DisplayName("P18: two tenants exchange their root scopes in one save; neither writes into a scope that the other still uses")
    void shouldExchangeScopesOfTwoTenants() {
        // given
        try (ConfluenceSimulator other = ConfluenceSimulator.cloud()) {
            String scope = fixture.platform.createRootScope("Other");
            fixture.saveTenant("acme", fixture.yaml());
            fixture.saveTenant("borealis", fixture.cloudYaml(other, scope));
            fixture.start();
            fixture.awaitCycles(2);
            List<TenantRuntime> old = List.of(fixture.awaitTenant("acme"), fixture.awaitTenant("borealis"));

            // when
            fixture.saveTenant("acme", fixture.yaml(fixture.confluence, scope));
            fixture.saveTenant("borealis", fixture.cloudYaml(other, fixture.rootScope));
            fixture.look();
            old.forEach(fixture::awaitReplacement);
            fixture.awaitCycles(4);

            // then
            assertThat(fixture.cycles.subList(2, 4)).extracting(CycleReport::outcome).containsOnly(CycleOutcome.FAILURE);
            assertThat(fixture.platform.contents()).as("each scope still carries the other's mark (P2)").hasSize(1);
        }
    }

    @Test
    @DisplayName("P11, P18: a setting that leaves the selection as it is does not bring a cycle forward; the schedule goes on")
    void shouldNotRunAtOnceWhenSelectionIsTheSame() {
        // given
        startAcme();
        TenantRuntime old = fixture.awaitTenant("acme");

        // when
        fixture.saveTenant("acme", fixture.yaml().replace("concurrency: 2", "concurrency: 3"));
        fixture.look();
        TenantRuntime replaced = fixture.awaitReplacement(old);
        CycleReport next = replaced.runCycle().orElseThrow();

        // then
        assertThat(fixture.cycles).hasSize(2).last().isEqualTo(next);
        assertThat(fixture.history.check().fields().get("tenants")).isEqualTo(Map.of("acme", Map.of("failures", 0L, "total", 2)));
    }

    @Test
    @DisplayName("P18: edited routes take effect without a restart")
    void shouldReloadEditedRoutes() {
        // given
        Reload reload = startAcme();
        TenantRuntime old = fixture.awaitTenant("acme");

        // when
        try (CapturedLog log = CapturedLog.json()) {
            fixture.saveRoute("sync-cycle.camel.yaml", "        - to:\n            id: stage-diff",
                    "        - log:\n            id: say-hello\n            message: Hello from an edited route\n"
                            + "        - to:\n            id: stage-diff");
            fixture.look();
            fixture.awaitReplacement(old).runCycle();

            // then
            assertThat(log.written()).contains("Hello from an edited route");
            assertThat(log.events(EventName.ROUTES_RELOADED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("outcome", "success").containsEntry("files", List.of("sync-cycle.camel.yaml")));
        }
        assertThat(reload.check().up()).isTrue();
    }

    @ParameterizedTest
    @DisplayName("P18, S24: a broken route file keeps the old routes and says where the mistake is")
    @CsvSource(delimiter = '|', value = {
            "uri: direct:ownership-check | uri: https://evil.example/x   | the endpoint scheme 'https'",
            "uri: direct:ownership-check | uri: [                        | text that is not valid YAML",
            "id: stage-diff              | id: stage-ownership-check     | stage-ownership-check",
            "description: May this       | discription: May this         | discription"})
    void shouldKeepOldRoutesWhenFileIsBroken(String original, String mistake, String found) throws Exception {
        // given
        Reload reload = startAcme();
        TenantRuntime acme = fixture.awaitTenant("acme");

        Path file = fixture.routes.resolve("sync-cycle.camel.yaml");
        String valid = Files.readString(file);

        // when
        try (CapturedLog log = CapturedLog.json()) {
            fixture.saveRoute("sync-cycle.camel.yaml", original, mistake);
            fixture.look();
            fixture.look();

            // then
            assertThat(log.events(EventName.ROUTES_RELOADED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("outcome", "failure").containsEntry("level", "ERROR").extractingByKey("problems").asString()
                    .contains(found).containsAnyOf("sync-cycle.camel.yaml", "stage-ownership-check"));
        }
        assertThat(fixture.tenant("acme")).containsSame(acme);
        assertThat(acme.runCycle().orElseThrow().outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(reload.check().up()).isFalse();
        assertThat(reload.check().fields().get("rejectedRoutes")).asString().contains(found);
        try (CapturedLog log = CapturedLog.json()) {
            fixture.save(file, valid);
            fixture.look();
            fixture.look();
            assertThat(log.events()).singleElement().satisfies(event -> assertThat(event).containsEntry("event", "routes.reloaded")
                    .containsEntry("level", "INFO").containsEntry("outcome", "success"));
        }
        assertThat(reload.check().up()).isTrue();
    }

    @Test
    @DisplayName("P18: while the route files on disk are broken, a changed tenant runs with the last valid ones")
    void shouldStartChangedTenantWithLastValidRoutes() {
        // given
        startAcme();
        TenantRuntime old = fixture.awaitTenant("acme");
        fixture.saveRoute("sync-cycle.camel.yaml", "uri: direct:ownership-check", "uri: direct:nowhere");
        fixture.look();

        // when
        fixture.saveTenant("acme", fixture.yaml().replace("concurrency: 2", "concurrency: 3"));
        fixture.look();
        CycleReport cycle = fixture.awaitReplacement(old).runCycle().orElseThrow();

        // then
        assertThat(cycle.outcome()).isEqualTo(CycleOutcome.SUCCESS);
    }

    @Test
    @DisplayName("P18: a valid tenant that cannot be started all the same is told of, and disturbs no other one")
    void shouldTellTenantThatCannotBeStarted() throws Exception {
        // given
        Reload reload = startAcme();
        fixture.mbeans.registerMBean(new StandardMBean(() -> { }, Runnable.class),
                new ObjectName("io.confluenceconnector:type=Tenant,name=borealis"));

        // when
        try (ConfluenceSimulator other = ConfluenceSimulator.cloud()) {
            fixture.saveTenant("borealis", fixture.cloudYaml(other, fixture.platform.createRootScope("Other")));
            fixture.look();
            await().atMost(PATIENCE).until(() -> !reload.check().up());
        }

        // then
        assertThat(reload.check().fields()).containsEntry("tenantsNotStarted", List.of("borealis"));
        assertThat(fixture.running()).containsExactly("acme");
    }

    @Test
    @DisplayName("P18: reloads leave no thread, connection, meter or MBean behind; hundreds of them in ReloadSoak")
    void shouldLeaveNothingBehind() {
        startAcme();

        new ReloadGrowth(fixture).assertNothingGrowsOver(5);
    }
}
