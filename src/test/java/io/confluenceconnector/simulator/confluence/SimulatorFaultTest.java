package io.confluenceconnector.simulator.confluence;

import static io.confluenceconnector.simulator.confluence.Client.json;
import static io.confluenceconnector.simulator.confluence.Client.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Faults, latency, limits and the record of requests. */
class SimulatorFaultTest {

    private static final String SEARCH = "/rest/api/content/search";

    private ConfluenceSimulator simulator;
    private Client client;
    private String url;

    @BeforeEach
    void start() {
        simulator = ConfluenceSimulator.dataCenter("");
        client = new Client(simulator);
        simulator.page(simulator.space("HR", "People", "global"), "Travel policy", "<p>Book early.</p>", "kb-sync");
        url = simulator.baseUrl() + "/rest/api" + search("label = \"kb-sync\"");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private HttpResponse<String> get() {
        return client.get(url, simulator.personalAccessToken());
    }

    @Test
    void shouldAnswerWithInjectedStatusSoManyTimes() {
        // given
        InjectedFault fault = simulator.fault(SEARCH, 2,
                Fault.status(429, Map.of("Retry-After", "1"), "{\"message\":\"slow down\"}"));

        // when
        List<HttpResponse<String>> answers = Stream.generate(this::get).limit(3).toList();

        // then
        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(429, 429, 200);
        assertThat(answers.get(0).headers().firstValue("Retry-After")).contains("1");
        assertThat(answers.get(0).headers().firstValue("Content-Type")).contains("application/json");
        assertThat(fault.hits()).isEqualTo(2);
    }

    @Test
    void shouldKeepFaultUntilItIsRemoved() {
        // given
        InjectedFault fault = simulator.fault(request -> request.path().endsWith(SEARCH),
                ConfluenceSimulator.FOR_EVER, Fault.status(503));

        // when
        List<Integer> during = Stream.generate(this::get).limit(5).map(HttpResponse::statusCode).toList();
        fault.remove();
        int after = get().statusCode();

        // then
        assertThat(during).containsOnly(503);
        assertThat(after).isEqualTo(200);
        assertThat(fault.hits()).isEqualTo(5);
    }

    @Test
    void shouldLeaveOtherCallsAlone() {
        // given
        simulator.fault("/rest/api/space/{key}", ConfluenceSimulator.FOR_EVER, Fault.status(500));

        // when
        int status = get().statusCode();

        // then
        assertThat(status).isEqualTo(200);
    }

    @Test
    void shouldServeLoginPageWithStatus200() {
        // given
        simulator.fault(SEARCH, 1, Fault.loginPage());

        // when
        HttpResponse<String> answer = get();

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    }

    @Test
    void shouldCloseConnectionWithoutAnswer() {
        // given
        simulator.fault(SEARCH, ConfluenceSimulator.FOR_EVER, Fault.resetConnection());

        // when
        Throwable failure = catchThrowable(this::get);

        // then
        assertThat(failure).hasCauseInstanceOf(IOException.class);
        assertThat(simulator.requests().get(0).status()).isZero();
    }

    @Test
    void shouldCutBodyThatWasAnnouncedInFull() {
        // given
        simulator.fault(SEARCH, ConfluenceSimulator.FOR_EVER, Fault.truncateBody(20));

        // when
        Throwable failure = catchThrowable(this::get);

        // then
        assertThat(failure).hasCauseInstanceOf(IOException.class).hasMessageContaining("20");
    }

    @Test
    void shouldCutChunkedBodyWithoutItsEnd() {
        // given
        SimContent page = simulator.page(simulator.space("MKT", "Marketing", "global"), "Logo", "<p/>");
        simulator.attachGenerated(page, "logo.png", "image/png", 300_000);
        String link = json(client.get(simulator.baseUrl() + "/rest/api/content/" + page.id() + "/child/attachment",
                simulator.personalAccessToken())).at("/results/0/_links/download").asText();
        simulator.omitContentLength(true);
        simulator.fault("/download/attachments/{pageId}/{file}", ConfluenceSimulator.FOR_EVER,
                Fault.truncateBody(100_000));

        // when
        Throwable failure = catchThrowable(
                () -> client.get(simulator.baseUrl() + link, simulator.personalAccessToken()));

        // then
        assertThat(failure).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void shouldServeHalfOfTheJson() {
        // given
        simulator.fault(SEARCH, 1, Fault.malformedJson());

        // when
        HttpResponse<String> answer = get();
        Throwable failure = catchThrowable(() -> json(answer));

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(failure).hasCauseInstanceOf(JsonProcessingException.class);
    }

    @Test
    void shouldServeNothingWithStatus200() {
        // given
        simulator.fault(SEARCH, 1, Fault.emptyAnswer());

        // when
        HttpResponse<String> answer = get();

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void shouldRewriteRealAnswer() {
        // given
        simulator.fault(SEARCH, 1, Fault.rewriteJson(json -> {
            ((ObjectNode) json.at("/results/0")).remove("id");
            return json;
        }));

        // when
        HttpResponse<String> answer = get();

        // then
        assertThat(json(answer).at("/results/0/title").asText()).isEqualTo("Travel policy");
        assertThat(json(answer).at("/results/0").has("id")).isFalse();
    }

    @Test
    void shouldAddHeadersToRealAnswer() {
        // given
        simulator.fault(SEARCH, 1, Fault.moreHeaders(Map.of("X-RateLimit-NearLimit", "true")));

        // when
        HttpResponse<String> answer = get();

        // then
        assertThat(answer.headers().firstValue("X-RateLimit-NearLimit")).contains("true");
        assertThat(json(answer).get("results")).hasSize(1);
    }

    @Test
    void shouldDripRealAnswer() {
        // given
        int length = get().body().length();
        simulator.fault(SEARCH, 1, Fault.slowDrip(100, Duration.ofMillis(10)));
        long start = System.nanoTime();

        // when
        HttpResponse<String> answer = get();

        // then
        assertThat(answer.body()).hasSize(length);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(length / 100 * 10L));
    }

    @Test
    void shouldNeverEndWhenToldSo() throws Exception {
        // given
        simulator.fault(SEARCH, 1, Fault.endlessBody());
        HttpRequest request = client.request(url)
                .header("Authorization", "Bearer " + simulator.personalAccessToken()).build();

        // when
        int read;
        try (InputStream body = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body()) {
            read = body.readNBytes(4 * 1024 * 1024).length;
        }

        // then
        assertThat(read).isEqualTo(4 * 1024 * 1024);
    }

    @Test
    void shouldDelaySixtyFourAnswersSideBySide() {
        // given
        simulator.latency(Duration.ofMillis(200));
        HttpClient parallel = HttpClient.newHttpClient();
        HttpRequest request = client.request(url)
                .header("Authorization", "Bearer " + simulator.personalAccessToken()).build();
        long start = System.nanoTime();

        // when
        List<CompletableFuture<Integer>> answers = Stream.generate(() ->
                parallel.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode))
                .limit(64).toList();
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();
        Duration duration = Duration.ofNanos(System.nanoTime() - start);

        // then
        assertThat(statuses).hasSize(64).containsOnly(200);
        assertThat(duration).isBetween(Duration.ofMillis(200), Duration.ofSeconds(10));
    }

    @Test
    @DisplayName("Beyond the limit of a window the answer is 429 with Retry-After (B17)")
    void shouldRefuseWhatExceedsTheRateLimit() {
        // given
        simulator.rateLimit(3, Duration.ofSeconds(60));

        // when
        List<HttpResponse<String>> answers = Stream.generate(this::get).limit(5).toList();

        // then
        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 200, 200, 429, 429);
        assertThat(answers.get(3).headers().firstValue("Retry-After").map(Integer::valueOf).orElse(0))
                .isBetween(55, 60);
        assertThat(simulator.maximumRequestsInWindow()).isEqualTo(5);
    }

    @DisplayName("Anything but GET is refused and makes the check fail (S1)")
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
    void shouldRefuseWrites(String method) {
        // given
        HttpRequest write = client.request(url).method(method, BodyPublishers.noBody()).build();

        // when
        HttpResponse<String> answer = client.send(write);
        Throwable check = catchThrowable(simulator::assertOnlyReads);

        // then
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(check).isInstanceOf(AssertionError.class).hasMessageContaining(method);
        assertThat(simulator.violations()).hasSize(1);
    }

    @Test
    void shouldAcceptReadsAndTokenCallsAsOnlyReads() {
        // given
        client.send(client.post(simulator.tokenUrl(), "application/x-www-form-urlencoded", "scope=READ"));
        get();

        // when
        Throwable check = catchThrowable(simulator::assertOnlyReads);

        // then
        assertThat(check).isNull();
        assertThatCode(simulator::assertNoViolations).doesNotThrowAnyException();
    }

    @Test
    void shouldRecordRequestsWithoutCredentials() {
        // when
        get();
        RecordedRequest request = simulator.requests().get(0);

        // then
        assertThat(request.pathTemplate()).isEqualTo(SEARCH);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.status()).isEqualTo(200);
        assertThat(request.authorized()).isTrue();
        assertThat(request.parameter("cql")).contains("label = \"kb-sync\"");
        assertThat(request.toString()).doesNotContain(simulator.personalAccessToken());
        assertThat(simulator.requestCount(SEARCH)).isEqualTo(1);
    }
}
