package io.confluenceconnector.health;

import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TenantJmxTest {

    private static final TenantName ACME = new TenantName("acme");
    private static final Instant LATER = Instant.parse("2026-11-25T09:15:00Z");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final CycleState state = new CycleState();
    private final AtomicInteger triggered = new AtomicInteger();
    private final AtomicInteger approved = new AtomicInteger();
    private final TenantControl control = new TenantControl(Optional::empty, () -> Optional.of(LATER),
            triggered::incrementAndGet, approved::incrementAndGet);
    private final TenantJmx jmx = TenantJmx.register(server, ACME, state, control);
    private final TenantMBean bean = JMX.newMXBeanProxy(server, name("acme"), TenantMBean.class);

    @AfterEach
    void stop() {
        jmx.close();
    }

    private static ObjectName name(String tenant) {
        try {
            return new ObjectName("io.confluenceconnector:type=Tenant,name=" + tenant);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void shouldShowTheCycleUnderWay() {
        // given
        SyncCycle cycle = new SyncCycle("0001", Reports.START, state, Clock.systemUTC());
        cycle.enter(Phase.INGESTING_PAGES);

        // when
        cycle.count("ENG", Count.PAGES_INGESTED, 3);
        cycle.count("OPS", Count.PAGES_INGESTED, 2);

        // then
        assertThat(bean.getPhase()).isEqualTo("ingesting_pages");
        assertThat(bean.getCurrentCounts()).isEqualTo(Map.of("pagesIngested", 5L));
        assertThat(bean.getLastOutcome()).isEmpty();
        assertThat(bean.getLastCounts()).isEmpty();
    }

    @Test
    @DisplayName("P11, P13: outcome, counts, held and pending deletions of the last cycle")
    void shouldShowTheLastCycle() {
        // given
        new SyncCycle("0001", Reports.START, state, Clock.systemUTC()).count("ENG", Count.DELETED, 9);

        // when
        state.finished(Reports.report(CycleOutcome.SUCCESS, Reports.START,
                Map.of(Count.DELETED, 9L, Count.DELETIONS_HELD, 4L, Count.DELETIONS_PENDING, 2L)));

        // then
        assertThat(bean.getPhase()).isEqualTo("idle");
        assertThat(bean.getCurrentCounts()).isEmpty();
        assertThat(bean.getLastOutcome()).isEqualTo("success");
        assertThat(bean.getLastError()).isEmpty();
        assertThat(bean.getLastFinishedAt()).isEqualTo("2026-11-25T08:00:30Z");
        assertThat(bean.getLastCounts()).containsEntry("deleted", 9L).containsEntry("pagesFailed", 0L);
        assertThat(bean.getHeldDeletions()).isEqualTo(4);
        assertThat(bean.getPendingDeletions()).isEqualTo(2);
    }

    @Test
    @DisplayName("S9: no secret in a JMX value")
    void shouldRedactTheLastError() {
        // given
        SyncCycle cycle = new SyncCycle("0001", Reports.START, state, Clock.systemUTC());

        // when
        state.finished(cycle.report(LATER, Optional.of("Refused: Authorization: Bearer canary-4711-abcdef")));

        // then
        assertThat(bean.getLastOutcome()).isEqualTo("failure");
        assertThat(bean.getLastError()).startsWith("Refused").contains("[Redacted]").doesNotContain("canary");
    }

    @Test
    void shouldShowWhenTheNextCycleIsDueAndThatNothingIsPaused() {
        // when
        String nextRun = bean.getNextRun();

        // then
        assertThat(nextRun).isEqualTo("2026-11-25T09:15:00Z");
        assertThat(bean.getPausedUntil()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("P11: approveDeletions and triggerCycle")
    @CsvSource({"triggerCycle, 1, 0", "approveDeletions, 0, 1"})
    void shouldDoWhatTheOperatorAsks(String operation, int cycles, int approvals) throws Exception {
        // when
        server.invoke(name("acme"), operation, new Object[0], new String[0]);

        // then
        assertThat(triggered).hasValue(cycles);
        assertThat(approved).hasValue(approvals);
    }

    @Test
    @DisplayName("a JMX client needs no class of ours to read counts")
    void shouldServeAJmxClient() throws Exception {
        // given
        state.finished(Reports.report(CycleOutcome.SUCCESS, Reports.START, Map.of(Count.PAGES_INGESTED, 5L)));
        JMXConnectorServer remote = JMXConnectorServerFactory.newJMXConnectorServer(new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, server);
        remote.start();

        // when
        Object counts;
        try (JMXConnector client = JMXConnectorFactory.connect(remote.getAddress())) {
            client.getMBeanServerConnection().invoke(name("acme"), "triggerCycle", new Object[0], new String[0]);
            counts = client.getMBeanServerConnection().getAttribute(name("acme"), "LastCounts");
        } finally {
            remote.stop();
        }

        // then
        assertThat(triggered).hasValue(1);
        assertThat(counts).isInstanceOfSatisfying(TabularData.class, table ->
                assertThat(table.get(new Object[] {"pagesIngested"}).get("value")).isEqualTo(5L));
    }

    @Test
    @DisplayName("S23: nothing else can be changed through it")
    void shouldOfferNoWritableAttribute() throws Exception {
        // when
        var info = server.getMBeanInfo(name("acme"));

        // then
        assertThat(Arrays.stream(info.getAttributes())).hasSize(10).noneMatch(attribute -> attribute.isWritable());
        assertThat(Arrays.stream(info.getOperations()).map(operation -> operation.getName()))
                .containsExactlyInAnyOrder("triggerCycle", "approveDeletions");
    }

    @Test
    @DisplayName("P18: no MBean is left over reloads")
    void shouldLeaveNothingBehind() throws Exception {
        // given
        int before = server.getMBeanCount();

        // when
        for (int i = 0; i < 200; i++) {
            TenantJmx.register(server, new TenantName("globex"), state, control).close();
        }

        // then
        assertThat(server.getMBeanCount()).isEqualTo(before);
        assertThat(server.isRegistered(name("globex"))).isFalse();
    }

    @Test
    void shouldRefuseToHideATenantThatIsStillThere() {
        // when
        CycleState other = new CycleState();

        // then
        assertThatThrownBy(() -> TenantJmx.register(server, ACME, other, control))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("acme");
    }
}
