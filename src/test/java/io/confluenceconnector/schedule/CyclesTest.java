package io.confluenceconnector.schedule;

import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.deletion.Approvals;
import io.confluenceconnector.gateway.CredentialsRefusedException;
import io.confluenceconnector.gateway.HostGate;
import io.confluenceconnector.gateway.HostPausedException;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.RemoteCallException;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Cycles of a tenant never overlap (P1), say how they ended (P13) and stop between two steps (P19). */
class CyclesTest {
    private final AtomicInteger skipped = new AtomicInteger();
    private final Cycles cycles = new Cycles(Clock.fixed(Instant.parse("2026-03-10T12:00:00Z"), ZoneOffset.UTC),
            new CycleListener() {
                @Override
                public void skipped() {
                    skipped.incrementAndGet();
                }
            }, new Approvals(), RunMode.ON_DEMAND);

    private CycleReport finishedWith(Throwable failure) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        cycles.begin();
        if (failure != null) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
            cycles.failed(exchange);
        }
        cycles.finish(cycles.begun(), exchange.getProperty("cycleFailure", Throwable.class));
        return cycles.last().orElseThrow();
    }

    @Test
    void shouldSkipTriggerWhileCycleIsUnderWay() {
        // when
        boolean first = cycles.begin();
        boolean second = cycles.begin();

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(skipped).hasValue(1);
    }

    @Test
    void shouldLetTheNextCycleStartAfterEitherEnd() {
        // when
        CycleOutcome good = finishedWith(null).outcome();
        CycleOutcome bad = finishedWith(new PermanentException("refused")).outcome();

        // then
        assertThat(good).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(bad).isEqualTo(CycleOutcome.FAILURE);
        assertThat(cycles.begin()).isTrue();
        assertThat(skipped).hasValue(0);
    }

    @Test
    void shouldTellOurOwnReasonWithoutWhatCamelWrapsAroundIt() {
        // given
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        Throwable wrapped = new CamelExchangeException("split", exchange,
                new RuntimeCamelException(new PermanentException("Confluence answered 410 to /search: update")));

        // when / then
        assertThat(finishedWith(wrapped).failure()).contains("Confluence answered 410 to /search: update");
    }

    @Test
    void shouldTellOnlyTheKindOfForeignFailure() {
        // when / then (S10)
        assertThat(finishedWith(new IllegalStateException("Secret title")).failure()).contains("IllegalStateException");
    }

    @Test
    void shouldStartNothingOnceTheProcessStops() {
        // when
        cycles.stop();

        // then
        assertThat(cycles.begin()).isFalse();
        assertThat(cycles.goesOn()).isFalse();
        assertThatThrownBy(cycles::requireGoingOn).isInstanceOf(CycleStoppedException.class);
    }

    @Test
    @DisplayName("P13, P19: a cycle that a stop ends early has not failed, and counts as neither success nor failure")
    void shouldNotCallAStopAFailure() {
        try (CapturedLog log = CapturedLog.json()) {
            // given
            List<String> heard = new ArrayList<>();
            Cycles stopped = new Cycles(Clock.systemUTC(), new CycleListener() {
                @Override
                public void finished(CycleReport report) {
                    heard.add("finished");
                }

                @Override
                public void stopped() {
                    heard.add("stopped");
                }
            }, new Approvals(), RunMode.SERVICE);
            stopped.begin();
            stopped.stop();
            Exchange exchange = new DefaultExchange(new DefaultCamelContext());
            exchange.setProperty("stageEvent", "discovery.completed");
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new RuntimeCamelException(catchThrowable(stopped::requireGoingOn)));

            // when
            stopped.failed(exchange);
            stopped.finish(stopped.begun(), exchange.getProperty("cycleFailure", Throwable.class));

            // then
            assertThat(stopped.last().orElseThrow().outcome()).isEqualTo(CycleOutcome.SKIPPED);
            assertThat(heard).containsExactly("stopped");
            assertThat(log.events()).hasSize(2).allSatisfy(event -> assertThat(event).containsEntry("level", "INFO").containsEntry("outcome", "skipped"));
            assertThat(log.events(EventName.DISCOVERY_COMPLETED)).hasSize(1);
            assertThat(log.events(EventName.CYCLE_FINISHED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("message", "Cycle ended early").containsEntry("next", "nothing to do: the next cycle goes on by itself")
                    .extractingByKey("reason").asString().contains("being stopped"));
        }
    }

    static List<RemoteCallException> refusals() {
        HostGate paused = HostGate.open("The upload host", Clock.systemUTC());
        paused.pause(Duration.ofHours(1));
        return List.of(new CredentialsRefusedException("locked", new OptionalStatus(401)),
                catchThrowableOfType(HostPausedException.class, paused::acquire));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @DisplayName("P10: refused credentials and long pauses end the cycle between two steps, and no other item is begun")
    void shouldEndCycleWhoseFurtherWorkIsVain(RemoteCallException refusal) {
        // given
        cycles.begin();

        // when
        cycles.begun().doomIfHopeless(refusal);

        // then
        assertThat(cycles.goesOn()).isFalse();
        assertThatThrownBy(cycles::requireGoingOn).isSameAs(refusal);
    }

    @Test
    @DisplayName("P1: whoever fails to hear of a cycle's end does not keep the next one from starting")
    void shouldEndCycleAlthoughListenerFails() {
        // given
        Cycles unheard = new Cycles(Clock.systemUTC(), new CycleListener() {
            @Override
            public void finished(CycleReport report) {
                throw new IllegalStateException("no meters");
            }
        }, new Approvals(), RunMode.ON_DEMAND);
        unheard.begin();

        // when
        Throwable failure = catchThrowable(() -> unheard.finish(unheard.begun(), null));

        // then
        assertThat(failure).hasMessage("no meters");
        assertThat(unheard.last()).isPresent();
        assertThat(unheard.begin()).isTrue();
    }

    @Test
    @DisplayName("P18: while the last cycle is waited for, it goes on and no other one starts")
    void shouldWaitForCycleUnderWay() {
        // given
        cycles.begin();

        // when
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(this::waitForEnd);
        await().until(() -> !cycles.begin());
        boolean goesOn = cycles.goesOn();
        boolean waited = !waiting.isDone();
        cycles.finish(cycles.begun(), null);

        // then
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
        assertThat(goesOn).isTrue();
        assertThat(waited).isTrue();
        assertThat(cycles.begin()).isFalse();
    }

    @Test
    @DisplayName("P19: who waits for a cycle is let go when the cycle is told to stop")
    void shouldNotWaitForCycleThatIsToldToStop() {
        // given
        cycles.begin();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(this::waitForEnd);

        // when
        cycles.stop();

        // then
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
        assertThat(cycles.current()).isPresent();
    }

    private void waitForEnd() {
        try {
            cycles.awaitEnd();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
