package io.confluenceconnector.health;

import io.confluenceconnector.config.HealthSettings;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleOutcome;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("P13: a cycle's outcome feeds health")
class SyncHistoryTest {

    private static final TenantName ACME = new TenantName("acme");
    private static final TenantName GLOBEX = new TenantName("globex");

    private final SyncHistory history = new SyncHistory(new HealthSettings(4, 0.5, Duration.ofSeconds(3)));

    @Test
    void shouldBeUpBeforeTheFirstCycle() {
        // given
        history.listenTo(ACME, TenantStatus.ACTIVE);

        // when
        CheckResult result = history.check();

        // then
        assertThat(result.answer()).isEqualTo(Map.of("status", "up", "message", "No sync records yet"));
    }

    @ParameterizedTest
    @CsvSource({"S, true, 0, 1", "F, false, 1, 1", "FS, true, 1, 2", "FFS, false, 2, 3", "FFSS, true, 2, 4", "FFFSS, true, 2, 4",
        "FFFSSS, true, 1, 4", "SSSSFFF, false, 3, 4", "SKKK, true, 0, 1", "KF, false, 1, 1"})
    void shouldBeDownWhileMoreThanTheThresholdOfTheWindowFailed(String outcomes, boolean up, long failures, int total) {
        // given
        CycleListener listener = history.listenTo(ACME, TenantStatus.ACTIVE);
        outcomes.chars().forEach(outcome -> {
            switch (outcome) {
                case 'S' -> listener.finished(Reports.success());
                case 'F' -> listener.finished(Reports.failure());
                default -> listener.skipped();
            }
        });

        // when
        CheckResult result = history.check();

        // then
        assertThat(result.up()).isEqualTo(up);
        assertThat(result.fields()).containsEntry("threshold", 0.5)
                .containsEntry("lastSyncAt", "2026-11-25T08:00:30Z")
                .containsEntry("failingTenants", up ? List.of() : List.of("acme"))
                .containsEntry("tenants", Map.of("acme", Map.of("failures", failures, "total", total)));
    }

    @Test
    void shouldNameOnlyTheFailingTenants() {
        // given
        history.listenTo(ACME, TenantStatus.ACTIVE).finished(Reports.success());
        history.listenTo(GLOBEX, TenantStatus.ACTIVE).finished(Reports.failure());

        // when
        CheckResult result = history.check();

        // then
        assertThat(result.up()).isFalse();
        assertThat(result.fields()).containsEntry("failingTenants", List.of("globex"));
    }

    @Test
    @DisplayName("P16: the removal of a tenant whose Confluence was retired may fail for ever")
    void shouldLookAtActiveTenantsOnly() {
        // given
        history.listenTo(ACME, TenantStatus.ACTIVE).finished(Reports.success());
        history.listenTo(GLOBEX, TenantStatus.ACTIVE).finished(Reports.success());

        // when
        history.listenTo(GLOBEX, TenantStatus.DELETED).finished(Reports.failure());

        // then
        assertThat(history.check().up()).isTrue();
        assertThat(history.check().fields()).extractingByKey("tenants").asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("acme");
        assertThat(history.of(GLOBEX).cycles()).hasSize(2);
    }

    @Test
    @DisplayName("P18: a tenant that was removed does not keep health down")
    void shouldForgetATenantWithItsLateReports() {
        // given
        CycleListener late = history.listenTo(GLOBEX, TenantStatus.ACTIVE);
        late.finished(Reports.failure());
        history.listenTo(ACME, TenantStatus.ACTIVE).finished(Reports.success());

        // when
        history.forget(GLOBEX);
        late.finished(Reports.failure());

        // then
        assertThat(history.check().up()).isTrue();
        assertThat(history.check().fields()).extractingByKey("tenants").asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("acme");
    }

    @Test
    @DisplayName("P18: a changed configuration keeps the history")
    void shouldKeepTheWindowWhenATenantListensAnew() {
        // given
        history.listenTo(ACME, TenantStatus.ACTIVE).finished(Reports.failure());

        // when
        history.listenTo(ACME, TenantStatus.ACTIVE).finished(Reports.success());

        // then
        assertThat(history.check().fields()).containsEntry("tenants", Map.of("acme", Map.of("failures", 1L, "total", 2)));
    }

    @Test
    @DisplayName("P11: held deletions are shown in health")
    void shouldShowHeldDeletionsOfTheLastCycle() {
        // given
        CycleListener listener = history.listenTo(ACME, TenantStatus.ACTIVE);

        // when
        listener.finished(Reports.report(CycleOutcome.SUCCESS, Reports.START, Map.of(Count.DELETIONS_HELD, 12L)));

        // then
        assertThat(history.check().up()).isTrue();
        assertThat(history.check().fields())
                .containsEntry("tenants", Map.of("acme", Map.of("failures", 0L, "total", 1, "heldDeletions", 12L)));
    }
}
