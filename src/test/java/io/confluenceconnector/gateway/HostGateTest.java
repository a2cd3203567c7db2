package io.confluenceconnector.gateway;

import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** At most N requests in any 60 seconds, and the pauses a server asks for, over simulated time (P10). */
class HostGateTest {
    private final SimulatedTime time = new SimulatedTime();

    /** Time that passes only when somebody waits. */
    private static final class SimulatedTime extends Clock implements TimeMeter, BlockingStrategy {
        private static final long START = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();
        private long nanos;
        private Duration setBack = Duration.ZERO;
        private Runnable whileWaiting = () -> { };

        Duration passed() {
            return Duration.ofNanos(nanos);
        }

        void pass(Duration duration) {
            nanos += duration.toNanos();
        }

        void setBack(Duration duration) {
            setBack = setBack.plus(duration);
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }

        @Override
        public void park(long nanosToPark) {
            nanos += nanosToPark;
            Runnable once = whileWaiting;
            whileWaiting = () -> { };
            once.run();
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(START).plusNanos(nanos).minus(setBack);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private HostGate gate(int requestsPerMinute) {
        return new HostGate("Confluence", requestsPerMinute, time, time, time);
    }

    @Property(tries = 300)
    void shouldNeverLetMoreThanTheLimitThroughInAnyMinute(@ForAll @IntRange(min = 1, max = 2_000) int limit,
                                                          @ForAll long seed) throws InterruptedException {
        // given
        SimulatedTime own = new SimulatedTime();
        HostGate gate = new HostGate("Confluence", limit, own, own, own);
        Random random = new Random(seed);
        List<Duration> requests = new ArrayList<>();

        // when
        for (int i = 0; i < 3 * limit + 3; i++) {
            gate.acquire();
            requests.add(own.passed());
            if (random.nextInt(20) == 0) {
                own.pass(Duration.ofMillis(random.nextInt(40_000)));
            }
        }

        // then
        for (int i = limit; i < requests.size(); i++) {
            assertThat(requests.get(i).minus(requests.get(i - limit))).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
        }
    }

    /** The redirect of the request under way may be one too many, and no more. */
    @Property(tries = 100)
    void shouldCountRedirectsThatCannotWait(@ForAll @IntRange(min = 1, max = 2_000) int limit) throws InterruptedException {
        // given
        SimulatedTime own = new SimulatedTime();
        HostGate gate = new HostGate("Confluence", limit, own, own, own);
        List<Duration> requests = new ArrayList<>();

        // when
        for (int i = 0; i < 2 * limit + 2; i++) {
            gate.acquire();
            requests.add(own.passed());
            gate.charge();
            requests.add(own.passed());
        }

        // then
        int most = limit + 1;
        for (int i = most; i < requests.size(); i++) {
            assertThat(requests.get(i).minus(requests.get(i - most))).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
        }
    }

    @Property(tries = 100)
    void shouldUseMostOfTheLimitInTheLongRun(@ForAll @IntRange(min = 1, max = 2_000) int limit)
            throws InterruptedException {
        // given
        SimulatedTime own = new SimulatedTime();
        HostGate gate = new HostGate("Confluence", limit, own, own, own);

        // when
        for (int i = 0; i < 10 * limit; i++) {
            gate.acquire();
        }

        // then
        assertThat(own.passed()).isLessThan(Duration.ofMinutes(12));
    }

    @Test
    void shouldLetShortCyclesGoAtOnce() throws InterruptedException {
        // given
        HostGate gate = gate(600);

        // when
        for (int i = 0; i < 20; i++) {
            gate.acquire();
        }

        // then
        assertThat(time.passed()).isZero();
    }

    @Test
    void shouldNotLimitHostThatCountsNothing() throws InterruptedException {
        // given
        HostGate gate = gate(Integer.MAX_VALUE);

        // when
        for (int i = 0; i < 10_000; i++) {
            gate.acquire();
        }

        // then
        assertThat(time.passed()).isLessThan(Duration.ofMillis(10));
    }

    @Test
    void shouldHoldBackEveryCallerForThePause() throws InterruptedException {
        // given
        HostGate gate = gate(600);

        // when
        gate.pause(Duration.ofSeconds(30));
        gate.acquire();
        gate.acquire();

        // then
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(30));
        assertThat(gate.paused()).isFalse();
    }

    @Test
    void shouldKeepTheLaterOfTwoPauses() throws InterruptedException {
        // given
        HostGate gate = gate(600);
        gate.pause(Duration.ofSeconds(50));

        // when
        gate.pause(Duration.ofSeconds(10));
        gate.acquire();

        // then
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void shouldSitOutPauseThatGrowsWhileItIsSatOut() throws InterruptedException {
        // given
        HostGate gate = gate(600);
        gate.pause(Duration.ofSeconds(30));
        time.whileWaiting = () -> gate.pause(Duration.ofSeconds(40));

        // when
        gate.acquire();

        // then
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void shouldSitOutPauseThatCameWhileTheRateLimitWasWaitedFor() throws InterruptedException {
        // given
        HostGate gate = gate(1);
        gate.acquire();
        time.whileWaiting = () -> gate.pause(Duration.ofSeconds(20));

        // when
        gate.acquire();

        // then
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(61 + 20));
    }

    /** Else everybody who waited would send at the pause's end, and what the limit allows by then besides. */
    @Test
    void shouldKeepTheLimitWhenAPauseEnds() throws InterruptedException {
        // given
        HostGate gate = gate(10);
        gate.acquire();
        time.whileWaiting = () -> gate.pause(Duration.ofSeconds(30));

        // when
        gate.acquire();
        Duration second = time.passed();
        gate.acquire();

        // then
        assertThat(second).isEqualTo(Duration.ofMillis(36_100));
        assertThat(time.passed().minus(second)).isEqualTo(Duration.ofMillis(6_100));
    }

    /** Somebody who waits for another host first must not hold a permit meanwhile: it would be used out of its time. */
    @Test
    void shouldSitOutPauseWithoutTakingAPermit() throws InterruptedException {
        // given
        HostGate gate = gate(1);
        gate.pause(Duration.ofSeconds(30));
        time.whileWaiting = () -> gate.pause(Duration.ofSeconds(40));

        // when
        gate.sitOutPause();
        gate.sitOutPause();
        Duration pause = time.passed();
        gate.acquire();

        // then
        assertThat(pause).isEqualTo(Duration.ofSeconds(70));
        assertThat(time.passed()).isEqualTo(pause);
    }

    @Test
    void shouldNotSitOutMoreThanTwoMinutesWithoutAPermitEither() {
        // given
        HostGate gate = gate(1);
        gate.pause(Duration.ofSeconds(121));

        // when / then
        assertThatThrownBy(gate::sitOutPause).isInstanceOf(HostPausedException.class);
        assertThat(time.passed()).isZero();
    }

    /**
     * In real time, which a limit of 60,000 lets go fast: whoever comes when, the n-th permit is not given before the bucket
     * holds it, so that no window can hold more than the limit.
     */
    @Test
    void shouldKeepTheLimitForManyThreadsAtOnce() throws Exception {
        // given
        int perMinute = 60_000;
        int threads = 16;
        int each = 75;
        HostGate gate = new HostGate("Confluence", perMinute, Clock.systemUTC());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Queue<Long> permits = new ConcurrentLinkedQueue<>();
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<Object>> all = new ArrayList<>();

        // when
        for (int i = 0; i < threads; i++) {
            all.add(pool.submit(() -> {
                start.await();
                for (int n = 0; n < each; n++) {
                    gate.acquire();
                    permits.add(System.nanoTime());
                }
                return null;
            }));
        }
        for (Future<Object> one : all) {
            one.get();
        }
        pool.shutdown();

        // then (a permit that is noted late was one of as many as there are threads)
        long[] at = permits.stream().mapToLong(Long::longValue).sorted().toArray();
        double perNano = (perMinute - 20) / 61e9;
        assertThat(at).hasSize(threads * each);
        for (int first = 0; first < at.length; first++) {
            for (int last = first; last < at.length; last++) {
                assertThat(last - first + 1).isLessThanOrEqualTo((int) (20 + threads + 1 + (at[last] - at[first] + 1e6) * perNano));
            }
        }
    }

    @Test
    void shouldSayOncePerPauseThatTheServerThrottles() throws InterruptedException {
        // given
        HostGate gate = gate(600);
        List<Map<String, Object>> said;

        // when
        try (CapturedLog log = CapturedLog.json()) {
            gate.pause(Duration.ofSeconds(30));
            gate.pause(Duration.ofSeconds(30));
            gate.pause(Duration.ofSeconds(40));
            gate.acquire();
            gate.pause(Duration.ofSeconds(5));
            gate.pause(Duration.ZERO);
            gate.pace(Duration.ofSeconds(1));
            gate.pace(Duration.ofSeconds(2));
            said = log.events(EventName.REQUEST_THROTTLED);
        }

        // then
        assertThat(said).hasSize(3).allSatisfy(event -> assertThat(event).containsEntry("system", "Confluence"));
        assertThat(said.get(0)).containsEntry("waitSeconds", 30.0);
        assertThat(said.get(2)).containsEntry("gapMillis", 1000);
    }

    @Test
    void shouldKeepRequestsApartWhileLittleIsLeft() throws InterruptedException {
        // given
        HostGate gate = gate(600);
        gate.pace(Duration.ofSeconds(2));

        // when
        for (int i = 0; i < 4; i++) {
            gate.acquire();
        }

        // then
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void shouldForgetThePaceThatNoAnswerRepeats() throws InterruptedException {
        // given
        HostGate gate = gate(600);
        gate.pace(Duration.ofSeconds(2));
        gate.acquire();

        // when
        time.pass(Duration.ofSeconds(60));
        gate.acquire();
        gate.acquire();

        // then
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void shouldGoOnAtOnceWhenThereIsPlentyAgain() throws InterruptedException {
        // given
        HostGate gate = gate(600);
        gate.pace(Duration.ofSeconds(2));
        gate.acquire();

        // when
        gate.pace(Duration.ZERO);
        gate.acquire();

        // then
        assertThat(time.passed()).isZero();
    }

    @Test
    void shouldSitOutTwoMinutesButNotASecondMore() throws InterruptedException {
        // given
        HostGate patient = gate(600);
        patient.pause(Duration.ofSeconds(120));
        patient.acquire();
        HostGate failing = gate(600);
        failing.pause(Duration.ofSeconds(121));
        Instant until = time.instant().plusSeconds(121);

        // when / then
        assertThatThrownBy(failing::acquire).isInstanceOfSatisfying(HostPausedException.class,
                e -> assertThat(e.until()).isEqualTo(until));
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    @DisplayName("P18: a changed limit counts from now on, without a new burst, and a pause stays")
    void shouldChangeLimitWithoutForgettingWhatWasUsed() throws InterruptedException {
        // given
        HostGate gate = gate(600);
        for (int i = 0; i < 20; i++) {
            gate.acquire();
        }
        gate.pause(Duration.ofSeconds(30));
        Instant before = time.instant();

        // when
        gate.limit(60);
        gate.acquire();
        Instant first = time.instant();
        for (int i = 0; i < 60; i++) {
            gate.acquire();
        }

        // then
        assertThat(Duration.between(before, first)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(Duration.between(before, time.instant())).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    /** Whoever sets a clock back by an hour would else stop a tenant for an hour. */
    @Test
    void shouldNotWaitLongerThanAskedForWhenTheClockIsSetBack() throws InterruptedException {
        // given
        HostGate gate = gate(600);
        gate.pause(Duration.ofSeconds(100));
        gate.pace(Duration.ofSeconds(2));
        time.whileWaiting = () -> time.setBack(Duration.ofDays(1));

        // when
        for (int i = 0; i < 4; i++) {
            gate.acquire();
        }
        gate.pause(Duration.ofSeconds(5));
        gate.pace(Duration.ofSeconds(2));
        for (int i = 0; i < 4; i++) {
            gate.acquire();
        }

        // then
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(100 + 5 + 3 * 2));
    }

    @Test
    void shouldForgetALongPauseWhoseBeginningLiesAhead() {
        // given
        HostGate gate = gate(600);
        gate.pause(Duration.ofMinutes(65));

        // when
        time.setBack(Duration.ofHours(1));

        // then
        assertThatCode(gate::acquire).doesNotThrowAnyException();
        assertThat(gate.throttle()).isEmpty();
        assertThat(time.passed()).isZero();
    }

    @Test
    void shouldCountTheLimitInTimeThatNobodySets() {
        // then
        assertThat(HostGate.STEADY.isWallClockBased()).isFalse();
    }

    @Test
    void shouldGoOnByItselfAfterALongPause() throws InterruptedException {
        // given
        HostGate gate = gate(600);
        gate.pause(Duration.ofMinutes(65));

        // when
        time.pass(Duration.ofMinutes(65));
        gate.acquire();

        // then
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(65));
    }
}
