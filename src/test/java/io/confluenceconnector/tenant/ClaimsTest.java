package io.confluenceconnector.tenant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** No two tenants use one root scope or one instance at the same time, not even while they change (P18). */
class ClaimsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Claims claims = new Claims();
    private final AtomicBoolean wanted = new AtomicBoolean(true);

    private CompletableFuture<Boolean> take(String... names) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return claims.take(Set.of(names), wanted::get);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void shouldWaitUntilAllAreFree() {
        // given
        claims.take(Set.of("scope a", "instance x"));

        // when
        CompletableFuture<Boolean> other = take("scope a", "instance y");
        boolean early = other.isDone();
        claims.release(Set.of("scope a", "instance x"));

        // then
        assertThat(early).isFalse();
        assertThat(other).succeedsWithin(PATIENCE).isEqualTo(true);
    }

    @Test
    @DisplayName("who gives its own back before it asks for others cannot wait for ever: an exchange succeeds")
    void shouldAllowExchange() {
        // given
        claims.take(Set.of("scope a"));
        claims.take(Set.of("scope b"));

        // when
        claims.release(Set.of("scope a"));
        CompletableFuture<Boolean> first = take("scope b");
        claims.release(Set.of("scope b"));
        CompletableFuture<Boolean> second = take("scope a");

        // then
        assertThat(first).succeedsWithin(PATIENCE).isEqualTo(true);
        assertThat(second).succeedsWithin(PATIENCE).isEqualTo(true);
    }

    @Test
    void shouldStopWaitingWhenSomethingElseIsWanted() {
        // given
        claims.take(Set.of("scope a"));
        CompletableFuture<Boolean> other = take("scope a");

        // when
        wanted.set(false);
        claims.lookAgain();

        // then
        assertThat(other).succeedsWithin(PATIENCE).isEqualTo(false);
    }

    @Test
    void shouldNotTakeTwice() {
        // given
        claims.take(Set.of("scope a"));

        // then
        assertThatIllegalStateException().isThrownBy(() -> claims.take(Set.of("scope a")));
    }
}
