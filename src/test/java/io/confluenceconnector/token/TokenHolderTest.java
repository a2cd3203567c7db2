package io.confluenceconnector.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluenceconnector.gateway.RetryDelay;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.gateway.UnauthorizedException;
import io.confluenceconnector.logging.Redaction;
import io.confluenceconnector.secret.Secret;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** One token in memory, refreshed early and by one caller at a time (S4, B35, B36). */
@Timeout(30)
class TokenHolderTest {
    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static final int THREADS = 8;

    private final SteppingClock clock = new SteppingClock();
    private final TokenHolder holder = new TokenHolder("Confluence", URI.create("https://auth.example/token"), () -> null, clock);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private static final class SteppingClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-10T12:00:00Z"));

        void pass(Duration duration) {
            now.updateAndGet(instant -> instant.plus(duration));
        }

        @Override
        public Instant instant() {
            return now.get();
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

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private static ObjectNode answer(String token) {
        return JsonNodeFactory.instance.objectNode().put("access_token", token).put("token_type", "Bearer");
    }

    private static JsonNode answer(String token, long expiresIn) {
        return answer(token).put("expires_in", expiresIn);
    }

    private static Exchange exchange() {
        return new DefaultExchange(CONTEXT);
    }

    private void fetch(JsonNode answer) throws InterruptedException {
        assertThat(fetch(exchange(), answer)).isTrue();
    }

    /** What the token-fetch route does for a request; false when it goes on with the present token. */
    private boolean fetch(Exchange request, JsonNode answer) throws InterruptedException {
        if (!holder.beginFetch(request)) {
            return false;
        }
        try {
            holder.accept(request, answer);
            return true;
        } finally {
            holder.ended(null);
        }
    }

    private boolean fetchIsDue() throws InterruptedException {
        boolean due = holder.beginFetch(exchange());
        if (due) {
            holder.ended(null);
        }
        return due;
    }

    @ParameterizedTest
    @CsvSource({"3600, 3300", "601, 301", "600, 300", "60, 30", "2, 1"})
    void shouldRefreshFiveMinutesEarlyOrAtHalfTheLifetime(long lifetime, long freshSeconds) throws InterruptedException {
        // given
        fetch(answer("token-that-is-first", lifetime));

        // when
        clock.pass(Duration.ofSeconds(freshSeconds).minusMillis(lifetime % 2 == 0 || lifetime == 3600 ? 1 : 501));
        boolean early = fetchIsDue();
        clock.pass(Duration.ofMillis(lifetime % 2 == 0 || lifetime == 3600 ? 1 : 501));
        boolean late = fetchIsDue();

        // then
        assertThat(early).isFalse();
        assertThat(late).isTrue();
    }

    @Test
    void shouldAcceptLifetimeAsText() throws InterruptedException {
        // given (B36)
        fetch(answer("token-with-text").put("expires_in", "3600"));

        // when
        clock.pass(Duration.ofMinutes(54));

        // then
        assertThat(fetchIsDue()).isFalse();
    }

    @Test
    void shouldAssumeFiveMinutesWithoutLifetime() throws InterruptedException {
        // given (B36)
        fetch(answer("token-without-lifetime"));

        // when
        clock.pass(Duration.ofSeconds(149));
        boolean early = fetchIsDue();
        clock.pass(Duration.ofSeconds(1));

        // then
        assertThat(early).isFalse();
        assertThat(fetchIsDue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", ""})
    void shouldRefuseLifetimeThatIsNoPositiveNumber(String lifetime) {
        // when / then
        assertThatThrownBy(() -> holder.accept(exchange(), answer("token").put("expires_in", lifetime)))
                .isInstanceOf(TransientException.class).hasMessageContaining("expires_in");
        assertThat(holder.token()).isEmpty();
    }

    @Test
    void shouldSurviveAbsurdLifetime() throws InterruptedException {
        // when
        fetch(answer("token-for-ever", Long.MAX_VALUE));

        // then
        assertThat(holder.token()).map(Secret::reveal).contains("token-for-ever");
        assertThat(fetchIsDue()).isFalse();
    }

    @Test
    void shouldRefuseAnswerWithoutToken() {
        // when / then
        assertThatThrownBy(() -> holder.accept(exchange(), answer(" "))).isInstanceOf(TransientException.class);
        assertThatThrownBy(() -> holder.accept(exchange(), JsonNodeFactory.instance.textNode("<html>")))
                .isInstanceOf(TransientException.class);
    }

    @Test
    void shouldFetchOnceForManyThreads() throws Exception {
        // given
        AtomicInteger fetches = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(THREADS);

        // when
        List<Future<String>> tokens = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            tokens.add(threads.submit(() -> {
                start.await();
                if (holder.beginFetch(exchange())) {
                    fetches.incrementAndGet();
                    holder.accept(exchange(), answer("token-of-fetch-" + fetches.get(), 3600));
                    holder.ended(null);
                }
                return holder.token().orElseThrow().reveal();
            }));
        }

        // then
        for (Future<String> token : tokens) {
            assertThat(token.get(20, TimeUnit.SECONDS)).isEqualTo("token-of-fetch-1");
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void shouldFetchOncePerHalfLifetimeInALongRun() throws InterruptedException {
        // given (B35: a run of five minutes with tokens of a minute)
        int fetches = 0;

        // when
        for (int second = 0; second < 300; second++) {
            if (holder.beginFetch(exchange())) {
                fetches++;
                holder.accept(exchange(), answer("token-number-" + fetches, 60));
                holder.ended(null);
            }
            clock.pass(Duration.ofSeconds(1));
        }

        // then
        assertThat(fetches).isEqualTo(10);
    }

    @Test
    void shouldGoOnWithTokenThatIsStillValidWhileAnotherFetches() throws InterruptedException {
        // given
        fetch(answer("token-in-use", 600));
        clock.pass(Duration.ofSeconds(400));

        // when
        boolean first = holder.beginFetch(exchange());
        boolean second = holder.beginFetch(exchange());

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(holder.token()).map(Secret::reveal).contains("token-in-use");
    }

    @Test
    void shouldWaitForTheFetchWhenThereIsNoValidToken() throws Exception {
        // given
        assertThat(holder.beginFetch(exchange())).isTrue();
        AtomicReference<Thread> waiter = new AtomicReference<>();
        Future<Boolean> waiting = threads.submit(() -> {
            waiter.set(Thread.currentThread());
            return holder.beginFetch(exchange());
        });
        await().until(() -> waiter.get() != null && waiter.get().getState() == Thread.State.WAITING);

        // when
        boolean before = waiting.isDone();
        holder.accept(exchange(), answer("token-arrived", 3600));
        holder.ended(null);

        // then
        assertThat(before).isFalse();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void shouldLetTheNextCallerFetchAfterAFailure() throws Exception {
        // given
        assertThat(holder.beginFetch(exchange())).isTrue();
        Future<Boolean> waiting = threads.submit(() -> holder.beginFetch(exchange()));

        // when
        holder.ended(null);

        // then
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldFetchAgainAfterADrop() throws InterruptedException {
        // given
        Exchange request = exchange();
        fetch(request, answer("token-refused", 3600));

        // when
        holder.drop(request);

        // then
        assertThat(fetchIsDue()).isTrue();
        assertThat(holder.token()).as("for requests that are about to be sent").isPresent();
    }

    @Test
    void shouldFetchOnceForManyRequestsThatCarriedTheRefusedToken() throws InterruptedException {
        // given
        fetch(answer("token-revoked", 3600));
        Exchange first = exchange();
        Exchange second = exchange();
        fetch(first, answer("never-fetched", 3600));
        fetch(second, answer("never-fetched", 3600));

        // when (S4)
        holder.drop(first);
        boolean fetched = fetch(first, answer("token-after-it", 3600));
        holder.drop(second);

        // then
        assertThat(fetched).isTrue();
        assertThat(holder.token()).map(Secret::reveal).contains("token-after-it");
        assertThat(fetchIsDue()).isFalse();
        holder.drop(first);
        assertThat(fetchIsDue()).as("the new one may be refused too").isTrue();
    }

    /** An account that may read but not download: what is refused is the download, not the token. */
    @Test
    void shouldNotFetchATokenForEachDownloadThatIsRefused() throws InterruptedException {
        // given (S4: one more try, with a token fetched for it)
        fetch(answer("token-number-1", 3600));
        List<Boolean> worthAnother = new ArrayList<>();
        int fetches = 0;

        // when
        for (int i = 0; i < 3; i++) {
            Exchange download = exchange();
            RetryDelay policy = new RetryDelay(Duration.ZERO, Duration.ZERO, () -> 0);
            boolean another = true;
            while (another) {
                fetches += fetch(download, answer("token-number-" + (fetches + 2), 3600)) ? 1 : 0;
                another = holder.dropAfterDownload(download);
                download.setProperty(Exchange.EXCEPTION_CAUGHT, new UnauthorizedException("refused"));
                policy.process(download);
                worthAnother.add(another);
            }
        }

        // then
        assertThat(worthAnother).containsExactly(true, false, false, false);
        assertThat(fetches).isEqualTo(1);
        assertThat(holder.token()).map(Secret::reveal).contains("token-number-2");
    }

    @Test
    void shouldStillGiveUpATokenThatRefusedADownloadWhenAnApiCallIsRefused() throws InterruptedException {
        // given
        Exchange download = exchange();
        download.setProperty("tokenRefusals", 1);
        fetch(download, answer("token-revoked", 3600));
        boolean afterDownload = holder.dropAfterDownload(download);
        Exchange call = exchange();
        fetch(call, answer("never-fetched", 3600));

        // when
        boolean afterCall = holder.drop(call);

        // then (S4)
        assertThat(List.of(afterDownload, afterCall)).containsExactly(false, true);
        assertThat(fetchIsDue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read:page:confluence search:confluence", "read:page:confluence,search:confluence",
        " read:page:confluence  search:confluence "})
    void shouldKnowTheGrantedScopes(String scope) throws InterruptedException {
        // when
        fetch(answer("token-with-scopes").put("scope", scope));

        // then
        assertThat(holder.scopes()).containsExactlyInAnyOrder("read:page:confluence", "search:confluence");
    }

    @Test
    void shouldNeverBeDueWhereThereAreNoTokens() throws InterruptedException {
        // when / then
        assertThat(TokenHolder.none("Confluence").beginFetch(exchange())).isFalse();
    }

    @Test
    @DisplayName("S9: the log knows a token from the moment on that it is there")
    void shouldMakeTokensKnownToTheLog() throws InterruptedException {
        // when
        fetch(answer("token-that-is-hushed", 3600));

        // then
        assertThat(Redaction.redact("<token-that-is-hushed>")).isEqualTo("<[Redacted]>");
    }

    @Test
    void shouldNotShowTheToken() throws InterruptedException {
        // given (S8)
        fetch(answer("token-in-memory", 3600));

        // when / then
        assertThat(holder).asString().doesNotContain("token-in-memory");
        assertThat(AccessToken.of(answer("token-in-memory"), clock.instant())).asString().doesNotContain("in-memory");
    }
}
