package io.confluenceconnector.health;

import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.UnauthorizedException;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class PingChecksTest {

    private static final Ping OK = () -> 200;
    private static final Map<String, Object> UP = Map.of("status", "up");

    private final PingRunner runner = new PingRunner(Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        runner.close();
    }

    @ParameterizedTest
    @CsvSource({"200", "302", "401", "404", "503"})
    void shouldTakeAnyAnswerOfConfluenceAsReachable(int status) {
        // given
        TenantPings tenant = tenant("acme", "https://acme.example", Optional.of(() -> status), () -> status, OK, OK);

        // when
        CheckResult result = new ConnectivityCheck(() -> List.of(tenant), runner).check();

        // then
        assertThat(result).isEqualTo(new CheckResult(true, Map.of("atlassian", UP,
                "confluence", List.of(Map.of("tenant", "acme", "status", "up")))));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), "UNREACHABLE"),
                Arguments.of(new UnknownHostException("acme.example"), "UNREACHABLE"),
                Arguments.of(new CamelExecutionException("sent", null, new SocketTimeoutException("Read timed out")), "TIMEOUT"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldSayWhyConfluenceDidNotAnswer(Exception failure, String error) {
        // given
        TenantPings tenant = tenant("acme", "https://acme.example", Optional.empty(), throwing(failure), OK, OK);

        // when
        CheckResult result = new ConnectivityCheck(() -> List.of(tenant), runner).check();

        // then
        assertThat(result).isEqualTo(new CheckResult(false,
                Map.of("confluence", List.of(Map.of("tenant", "acme", "status", "down", "error", error)))));
    }

    @Test
    void shouldAskAnInstanceOfTwoTenantsOnceAndAtlassianOnce() {
        // given
        AtomicInteger sent = new AtomicInteger();
        Ping counting = () -> 100 + sent.incrementAndGet();
        List<TenantPings> tenants = List.of(
                tenant("acme", "https://acme.example", Optional.of(counting), counting, OK, OK),
                tenant("acme-archive", "https://acme.example", Optional.of(counting), counting, OK, OK));

        // when
        CheckResult result = new ConnectivityCheck(() -> tenants, runner).check();

        // then
        assertThat(sent).hasValue(2);
        assertThat(result.fields()).containsEntry("confluence", List.of(Map.of("tenant", "acme", "status", "up")));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of((Ping) () -> 401, "AUTH_FAILURE"),
                Arguments.of((Ping) () -> 403, "AUTH_FAILURE"),
                Arguments.of((Ping) () -> 503, "HTTP_503"),
                Arguments.of((Ping) () -> 302, "HTTP_302"),
                Arguments.of(throwing(new CamelExecutionException("sent", null, new UnauthorizedException("refused"))), "AUTH_FAILURE"),
                Arguments.of(throwing(new PermanentException("token endpoint", new OptionalStatus(400))), "HTTP_400"),
                Arguments.of(throwing(new ConnectException("Connection refused")), "UNREACHABLE"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void shouldTakeOnly2xxOfThePlatformAsUp(Ping refused, String error) {
        // given
        List<TenantPings> tenants = List.of(
                tenant("acme", "https://acme.example", Optional.empty(), OK, OK, refused),
                tenant("globex", "https://globex.example", Optional.empty(), OK, OK, OK));

        // when
        CheckResult result = new PlatformCheck(() -> tenants, runner).check();

        // then
        assertThat(result).isEqualTo(new CheckResult(false, Map.of(
                "ingestion", List.of(Map.of("tenant", "acme", "status", "up"), Map.of("tenant", "globex", "status", "up")),
                "scopeManagement", List.of(Map.of("tenant", "acme", "status", "down", "error", error),
                        Map.of("tenant", "globex", "status", "up")))));
    }

    @Test
    void shouldNotWaitLongerThanTheTimeout() {
        // given
        CountDownLatch interrupted = new CountDownLatch(1);
        Ping hanging = () -> {
            try {
                return new CountDownLatch(1).await(1, TimeUnit.HOURS) ? 200 : 500;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        TenantPings tenant = tenant("acme", "https://acme.example", Optional.empty(), OK, hanging, OK);

        // when
        CheckResult result;
        try (PingRunner impatient = new PingRunner(Duration.ofMillis(200))) {
            result = new PlatformCheck(() -> List.of(tenant), impatient).check();
        }

        // then
        assertThat(result.fields()).containsEntry("ingestion", List.of(Map.of("tenant", "acme", "status", "down", "error", "TIMEOUT")));
        assertThat(interrupted).satisfies(latch -> assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue());
    }

    @Test
    void shouldSendAllPingsSideBySide() {
        // given
        CyclicBarrier allAtOnce = new CyclicBarrier(6);
        Ping meeting = () -> allAtOnce.await(10, TimeUnit.SECONDS) >= 0 ? 200 : 500;
        List<TenantPings> tenants = Stream.of("acme", "globex", "initech")
                .map(name -> tenant(name, "https://" + name + ".example", Optional.empty(), OK, meeting, meeting)).toList();

        // when
        CheckResult result = new PlatformCheck(() -> tenants, runner).check();

        // then
        assertThat(result.up()).isTrue();
    }

    @Test
    @DisplayName("S9, S23: no message of an exception and no address reaches the answer")
    void shouldRevealNothingOfTheRequest() {
        // given
        Ping leaking = throwing(new IllegalStateException("GET https://acme.example/x?token=canary-4711 Bearer canary-4711"));
        TenantPings tenant = tenant("acme", "https://acme.example", Optional.of(leaking), leaking, leaking, leaking);

        // when
        String answers = new ConnectivityCheck(() -> List.of(tenant), runner).check().toString()
                + new PlatformCheck(() -> List.of(tenant), runner).check();

        // then
        assertThat(answers).contains("UNREACHABLE").doesNotContain("canary").doesNotContain("example");
    }

    private static Ping throwing(Exception failure) {
        return () -> {
            throw failure;
        };
    }

    private static TenantPings tenant(String name, String baseUrl, Optional<Ping> atlassian, Ping confluence, Ping ingestion,
                                      Ping scopeManagement) {
        return new TenantPings(new TenantName(name), URI.create(baseUrl), atlassian, confluence, ingestion, scopeManagement);
    }
}
