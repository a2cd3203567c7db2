package io.confluenceconnector.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApplicationServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Supplier<CheckResult> connectivity = () -> new CheckResult(true, Map.of("confluence", List.of()));
    private Health health;
    private ApplicationServer server;

    @BeforeEach
    void start() {
        health = new Health(List.of(
                check("sync", () -> new CheckResult(true, Map.of("message", "No sync records yet"))),
                check("connectivity", () -> connectivity.get())));
        server = ApplicationServer.start(0, "1.2.3", health, Map.of("/", request -> CompletableFuture.completedFuture(
                new Page.Response(200, "text/html; charset=utf-8", "<p>".getBytes(), Map.of("Content-Security-Policy", "default-src 'none'")))));
    }

    @AfterEach
    void stop() {
        server.close();
        health.close();
    }

    @Test
    void shouldAnswerTheProbeWithTheVersion() throws Exception {
        // when
        HttpResponse<String> answer = send("GET", "/probe");

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"version\":\"1.2.3\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void shouldSay200WhileEveryCheckIsUp() throws Exception {
        // when
        HttpResponse<String> answer = send("GET", "/health");

        // then
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.path("status").asText()).isEqualTo("ok");
        assertThat(body.path("info").fieldNames()).toIterable().containsExactly("sync", "connectivity");
        assertThat(body.path("error")).isEmpty();
        assertThat(body.path("details").path("sync").toString()).isEqualTo("{\"status\":\"up\",\"message\":\"No sync records yet\"}");
    }

    @Test
    void shouldSay503AndPutWhatIsDownAmongTheErrors() throws Exception {
        // given
        connectivity = () -> new CheckResult(false, Map.of("atlassian", Map.of("status", "down", "error", "TIMEOUT")));

        // when
        HttpResponse<String> answer = send("GET", "/health");

        // then
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(body.path("status").asText()).isEqualTo("error");
        assertThat(body.path("info").fieldNames()).toIterable().containsExactly("sync");
        assertThat(body.path("error").path("connectivity").path("atlassian").path("error").asText()).isEqualTo("TIMEOUT");
        assertThat(body.path("details").fieldNames()).toIterable().containsExactly("sync", "connectivity");
    }

    @Test
    @DisplayName("S9, S23: a check that breaks is down and tells nothing")
    void shouldCountABrokenCheckAsDown() throws Exception {
        // given
        connectivity = () -> {
            throw new IllegalStateException("token=canary-4711");
        };

        // when
        HttpResponse<String> answer = send("GET", "/health");

        // then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("CHECK_FAILED").doesNotContain("canary");
    }

    @Test
    @DisplayName("the probe answers while many wait for health, which looks once for all of them")
    void shouldAnswerTheProbeWhileManyWaitForHealth() throws Exception {
        // given
        CountDownLatch remote = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        connectivity = () -> {
            looks.incrementAndGet();
            waiting.countDown();
            await(remote);
            return new CheckResult(true, Map.of());
        };
        List<CompletableFuture<HttpResponse<String>>> healths = IntStream.range(0, 10)
                .mapToObj(i -> client.sendAsync(request("GET", "/health"), HttpResponse.BodyHandlers.ofString())).toList();
        await(waiting);

        // when
        HttpResponse<String> probe = send("GET", "/probe");

        // then
        assertThat(probe.statusCode()).isEqualTo(200);
        assertThat(healths).noneMatch(CompletableFuture::isDone);
        assertThat(looks).hasValue(1);
        remote.countDown();
        assertThat(healths).allSatisfy(answer -> assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200));
    }

    @ParameterizedTest
    @DisplayName("S23: the management surface is small")
    @CsvSource({"GET, /probe/, 404", "GET, /healthz, 404", "GET, /health/sync, 404", "GET, /metrics, 404", "POST, /nothing, 404",
        "POST, /health, 405", "PUT, /probe, 405", "DELETE, /, 405", "HEAD, /health, 200", "HEAD, /nothing, 404", "PATCH, /, 405", "OPTIONS, /health, 405", "GET, /, 200",
        "GET, /health?verbose=true, 200"})
    void shouldServeOnlyReadingOnItsPaths(String method, String path, int status) throws Exception {
        // when
        HttpResponse<String> answer = send(method, path);

        // then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/probe", "/health", "/", "/nothing"})
    void shouldForbidCachingAndSniffingOfEveryAnswer(String path) throws Exception {
        // when
        HttpResponse<String> answer = send("GET", path);

        // then
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/probe", "/health"})
    @DisplayName("RFC 9110, 9.3.2: HEAD is answered like GET, without the body")
    void shouldAnswerHeadLikeGetWithoutTheBody(String path) throws Exception {
        // when
        HttpResponse<String> head = send("HEAD", path);
        HttpResponse<String> get = send("GET", path);

        // then
        assertThat(head.body()).isEmpty();
        assertThat(get.body()).isNotEmpty();
        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(withoutDate(head)).isEqualTo(withoutDate(get));
    }

    private static Map<String, List<String>> withoutDate(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf("date"::equalsIgnoreCase);
        return headers;
    }

    @Test
    void shouldSendThePagesOwnHeaders() throws Exception {
        // when
        HttpResponse<String> answer = send("GET", "/");

        // then
        assertThat(answer.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void shouldNameThePortAndTheVariableWhenThePortIsTaken() {
        // when
        int taken = server.port();

        // then
        assertThatThrownBy(() -> ApplicationServer.start(taken, "1.2.3", health, Map.of()))
                .isInstanceOf(PortUnavailableException.class).hasMessageContaining("port " + taken).hasMessageContaining("Set PORT");
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return client.send(request(method, path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody()).build();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HealthCheck check(String name, Supplier<CheckResult> result) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CheckResult check() {
                return result.get();
            }
        };
    }
}
