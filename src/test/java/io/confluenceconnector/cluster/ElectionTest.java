package io.confluenceconnector.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluenceconnector.cluster.SimulatedWorld.Pod;
import io.confluenceconnector.config.TenantName;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** P20: no tenant runs twice, none stays without a pod, and they are spread. In simulated time. */
class ElectionTest {

    private static final Duration SETTLING = Duration.ofMinutes(3);
    /** Of the API server, in each direction: what comes on top of the protocol's own bounds. */
    private static final Duration CALLS = Duration.ofSeconds(1);

    private static void assertAllRun(SimulatedWorld world) {
        assertThat(world.tenants()).allSatisfy(tenant -> assertThat(world.senders(tenant)).as(tenant.value()).hasSize(1));
    }

    @Test
    void shouldRunAllTenantsOnTheOnlyPodAtOnce() {
        // given
        SimulatedWorld world = new SimulatedWorld(1, 4);

        // when
        world.start(Duration.ZERO);
        world.pass(Duration.ofSeconds(2));

        // then
        assertAllRun(world);
    }

    @Test
    @DisplayName("P20: a pod with more than its share gives tenants up, until none has two more than another")
    void shouldSpreadTenantsOverPodsThatCome() {
        // given
        SimulatedWorld world = new SimulatedWorld(2, 7);
        world.start(Duration.ZERO);
        world.pass(Duration.ofMinutes(1));

        // when
        world.start(Duration.ofHours(-3));
        world.start(Duration.ofHours(5));
        world.pass(SETTLING);

        // then
        assertThat(world.spread()).containsExactlyInAnyOrder(3L, 2L, 2L);
        assertAllRun(world);
        assertThat(world.violations()).isEmpty();
    }

    @Test
    @DisplayName("P20: no tenant moves that need not")
    void shouldGiveUpNoMoreThanNeeded() {
        // given
        SimulatedWorld world = new SimulatedWorld(11, 4);
        Pod first = world.start(Duration.ZERO);
        world.pass(Duration.ofMinutes(1));

        // when
        Pod second = world.start(Duration.ZERO);
        world.pass(SETTLING);

        // then
        assertThat(List.of(first.admissions, second.admissions)).containsExactly(4, 2);
    }

    @Test
    @DisplayName("P20: pods that start together share at once, without giving much back")
    void shouldShareFromTheStart() {
        // given
        SimulatedWorld world = new SimulatedWorld(3, 4);

        // when
        world.start(Duration.ZERO);
        world.start(Duration.ZERO);
        world.pass(SETTLING);

        // then
        assertThat(world.spread()).containsExactly(2L, 2L);
        assertThat(world.violations()).isEmpty();
    }

    @Property(tries = 40)
    @Label("P20: a dead pod's tenants run elsewhere within the duration of a Lease, whatever the clocks say")
    void shouldMoveTenantsOfDeadPodWithinLeaseDuration(@ForAll long seed) {
        // given
        SimulatedWorld world = new SimulatedWorld(seed, 4);
        Pod victim = world.start(Duration.ofHours(world.random.nextInt(20) - 10));
        world.start(Duration.ofHours(world.random.nextInt(20) - 10));
        world.pass(SETTLING.plusMillis(world.random.nextInt(10_000)));

        // when
        victim.die();
        world.pass(SimulatedWorld.LEASE.plus(CALLS));

        // then
        assertAllRun(world);
        assertThat(world.violations()).isEmpty();
    }

    @Test
    @DisplayName("P20, P19: on SIGTERM tenants are handed over within a retry period after their items are done")
    void shouldHandOverOnTermination() {
        // given
        SimulatedWorld world = new SimulatedWorld(5, 4);
        Pod leaving = world.start(Duration.ZERO);
        world.start(Duration.ofHours(2));
        world.pass(SETTLING);

        // when
        leaving.leave();
        world.pass(leaving.endOfItems.plus(SimulatedWorld.TIMING.retry().multipliedBy(2)).plus(CALLS));

        // then
        assertAllRun(world);
        assertThat(world.violations()).isEmpty();
    }

    @Test
    @DisplayName("P20: a pod that cannot reach the API server stops before others take over, and takes part again later")
    void shouldStopPartitionedPodBeforeOthersTakeOver() {
        // given
        SimulatedWorld world = new SimulatedWorld(6, 4);
        Pod partitioned = world.start(Duration.ofHours(-1));
        world.start(Duration.ofHours(1));
        world.pass(SETTLING);

        // when
        partitioned.endOfItems = Duration.ofHours(1); // hangs on an upload
        partitioned.partitioned = true;
        world.pass(SimulatedWorld.LEASE.plus(CALLS));
        List<Long> during = world.spread();
        partitioned.partitioned = false;
        partitioned.endOfItems = Duration.ofSeconds(2);
        world.pass(SETTLING);

        // then
        assertThat(during).containsExactly(0L, 4L);
        assertThat(world.spread()).containsExactly(2L, 2L);
        assertThat(world.violations()).isEmpty();
    }

    @Test
    @DisplayName("P20: in doubt nothing runs: an outage of the API server ends all tenants, and its end starts them again")
    void shouldRunNothingDuringOutage() {
        // given
        SimulatedWorld world = new SimulatedWorld(7, 4);
        world.start(Duration.ZERO);
        world.start(Duration.ZERO);
        world.pass(SETTLING);

        // when
        world.outage = true;
        world.pass(Duration.ofMinutes(10));
        List<Long> during = world.spread();
        world.outage = false;
        world.pass(SETTLING);

        // then
        assertThat(during).containsExactly(0L, 0L);
        assertThat(world.spread()).containsExactly(2L, 2L);
        assertThat(world.violations()).isEmpty();
    }

    @Test
    @DisplayName("P20: a short outage ends nothing")
    void shouldSitOutShortOutage() {
        // given
        SimulatedWorld world = new SimulatedWorld(8, 1);
        Pod pod = world.start(Duration.ZERO);
        world.pass(SETTLING);

        // when
        world.outage = true;
        world.pass(SimulatedWorld.TIMING.retry().multipliedBy(2));
        world.outage = false;
        world.pass(SETTLING);

        // then
        assertThat(pod.admissions).isEqualTo(1);
        assertThat(world.spread()).containsExactly(1L);
    }

    @Test
    @DisplayName("P20: a pod that stood still finds its permits gone before it sends anything")
    void shouldNotSendAfterStandingStill() {
        // given
        SimulatedWorld world = new SimulatedWorld(9, 2);
        Pod frozen = world.start(Duration.ZERO);
        world.start(Duration.ZERO);
        world.pass(SETTLING);
        TenantName tenant = world.tenants().stream().filter(frozen::canSend).findFirst().orElseThrow();

        // when
        frozen.paused = true;
        world.pass(SimulatedWorld.LEASE.multipliedBy(2));
        frozen.paused = false;

        // then
        assertThat(frozen.canSend(tenant)).isFalse();
        assertThat(world.senders(tenant)).hasSize(1);
    }

    @Test
    @DisplayName("P20: a permit counts from before the renewal was sent: a late answer makes it no longer")
    void shouldCountFromBeforeRenewalWasSent() {
        // given
        SimulatedWorld world = new SimulatedWorld(10, 1);
        Pod holder = world.start(Duration.ZERO);
        world.pass(SETTLING);
        world.start(Duration.ZERO);
        world.pass(SETTLING);

        // when
        holder.endOfItems = Duration.ofHours(1);
        holder.latency = Duration.ofSeconds(7);
        holder.afterWrite = () -> holder.partitioned = true; // written, answered late, and then nothing more
        world.pass(SETTLING);

        // then
        assertThat(world.spread()).containsExactly(0L, 1L);
        assertThat(world.violations()).isEmpty();
    }

    @Property(tries = 150)
    @Label("P20: whatever fails, no two pods can send for one tenant; and once nothing fails, all run, evenly spread")
    void shouldNeverRunTwiceWhateverFails(@ForAll long seed) {
        // given
        SimulatedWorld world = new SimulatedWorld(seed, 3);
        for (int i = 0; i < 3; i++) {
            world.start(Duration.ofSeconds(world.random.nextInt(20_000) - 10_000));
        }

        // when
        for (int i = 0; i < 12; i++) {
            trouble(world);
            world.pass(Duration.ofMillis(world.random.nextInt(50_000)));
        }
        world.outage = false;
        world.pods.forEach(ElectionTest::heal);
        world.pass(SETTLING);

        // then
        assertThat(world.violations()).isEmpty();
        assertAllRun(world);
        assertThat(world.spread().stream().mapToLong(Long::longValue).max().orElseThrow()
                - world.spread().stream().mapToLong(Long::longValue).min().orElseThrow()).isLessThanOrEqualTo(1);
    }

    private static void trouble(SimulatedWorld world) {
        Pod pod = world.pods.get(world.random.nextInt(world.pods.size()));
        switch (world.random.nextInt(9)) {
            case 0 -> pod.partitioned = !pod.partitioned;
            case 1 -> world.outage = !world.outage;
            case 2 -> pod.paused = !pod.paused;
            case 3 -> pod.answersLost = !pod.answersLost;
            case 4 -> pod.writesLate = !pod.writesLate;
            case 5 -> pod.latency = Duration.ofMillis(world.random.nextInt(8_000));
            case 6 -> pod.endOfItems = Duration.ofSeconds(world.random.nextInt(60));
            case 7 -> {
                pod.die();
                world.start(Duration.ofSeconds(world.random.nextInt(20_000) - 10_000));
            }
            default -> heal(pod);
        }
    }

    private static void heal(Pod pod) {
        pod.partitioned = false;
        pod.paused = false;
        pod.answersLost = false;
        pod.writesLate = false;
        pod.latency = Duration.ofMillis(20);
        pod.endOfItems = Duration.ofSeconds(2);
    }
}
