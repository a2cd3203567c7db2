package io.confluenceconnector.simulator.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be made to go wrong, and what it leaves behind. */
class FaultsIT {

    private static final String KEY = "acme/1_ENG/42";

    private final PlatformSimulator platform = PlatformSimulator.start();
    private final PlatformClient client = new PlatformClient(platform);
    private String root;

    @BeforeEach
    void grantRoot() {
        root = client.grantedRoot();
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private HttpResponse<String> register() throws Exception {
        return client.send(client.post(platform.ingestionUrl() + "/graphql",
                Map.of("query", PlatformClient.UPSERT, "variables", PlatformClient.page(KEY, root, 5))));
    }

    @Test
    void shouldAnswerAnotherStatusAsOftenAsAsked() throws Exception {
        // given
        FaultHandle fault = platform.fault(Operations.REGISTER, 2, Fault.status(503, Map.of("Retry-After", "7"), "{}"));

        // when
        HttpResponse<String> first = register();
        int second = register().statusCode();
        boolean untouched = platform.contents().isEmpty();
        int third = register().statusCode();

        // then
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(second).isEqualTo(503);
        assertThat(untouched).isTrue();
        assertThat(third).isEqualTo(200);
        assertThat(fault.hits()).isEqualTo(2);
        assertThat(fault.remaining()).isZero();
    }

    @Test
    void shouldStrikeOnlyTheStepAndTheItemThatWereNamed() throws Exception {
        // given
        platform.fault(Operations.FINALISE, 1, Fault.status(500));
        platform.fault(Operations.REGISTER, "another-key", 1, Fault.status(500));

        // when
        int status = register().statusCode();

        // then
        assertThat(status).isEqualTo(200);
    }

    @Test
    void shouldLetCallsPassOnceAFaultIsRemoved() throws Exception {
        // given
        FaultHandle fault = platform.fault(Operations.CONTENT_UPSERT, 9, Fault.status(500));
        int before = register().statusCode();

        // when
        fault.remove();

        // then
        assertThat(before).isEqualTo(500);
        assertThat(register().statusCode()).isEqualTo(200);
        assertThat(fault.hits()).isEqualTo(1);
    }

    @Test
    void shouldRefuseFaultsForOperationsThatDoNotExist() {
        // when, then
        assertThatThrownBy(() -> platform.fault("contentUpsrt", 1, Fault.status(500)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("contentUpsrt");
    }

    @Test
    void shouldAnswerErrorsOrNoDataWithStatus200() throws Exception {
        // given
        platform.fault(Operations.REGISTER, 1, Fault.graphqlError("boom", "INTERNAL_SERVER_ERROR"));
        platform.fault(Operations.REGISTER, 1, Fault.missingData());

        // when
        HttpResponse<String> error = register();
        HttpResponse<String> noData = register();

        // then
        assertThat(error.statusCode()).isEqualTo(200);
        assertThat(error.body()).contains("\"message\":\"boom\"", "\"code\":\"INTERNAL_SERVER_ERROR\"");
        assertThat(Json.MAPPER.readTree(noData.body()).has("data")).isFalse();
        assertThat(platform.contents()).isEmpty();
    }

    @Test
    void shouldAnswerHtmlOrBrokenJsonWithStatus200() throws Exception {
        // given
        platform.fault(Operations.REGISTER, 1, Fault.html200());
        platform.fault(Operations.REGISTER, 1, Fault.malformedJson());

        // when
        HttpResponse<String> html = register();
        HttpResponse<String> broken = register();

        // then
        assertThat(html.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(html.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> Json.MAPPER.readTree(broken.body())).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void shouldCloseTheConnectionBeforeTheCallTakesEffect() {
        // given
        platform.fault(Operations.UPDATE_SCOPE, 1, Fault.resetConnection());

        // when, then
        assertThatThrownBy(() -> client.scopes(PlatformClient.UPDATE_SCOPE, Map.of("id", root, "input", Map.of("externalId", "m"))))
                .isInstanceOf(IOException.class);
        assertThat(platform.scope(root).orElseThrow().externalId()).isEmpty();
    }

    @Test
    void shouldLoseAnAnswerAfterTheCallTookEffect() {
        // given
        platform.fault(Operations.REGISTER, 1, Fault.afterEffect(Fault.resetConnection()));

        // when, then
        assertThatThrownBy(this::register).isInstanceOf(IOException.class);
        assertThat(platform.contents()).containsKey(KEY);
    }

    @Test
    void shouldBreakOffInTheMiddleOfAnAnswer() {
        // given
        platform.fault(Operations.REGISTER, 1, Fault.truncateAnswer());

        // when, then
        assertThatThrownBy(this::register).isInstanceOf(IOException.class);
        assertThat(platform.contents()).containsKey(KEY);
    }

    @Test
    void shouldDelayDripAndWaitAsLongAsAsked() throws Exception {
        // given
        platform.latency(Duration.ofMillis(50));
        platform.fault(Operations.PING, 1, Fault.delay(Duration.ofMillis(100)));
        platform.fault(Operations.ME, 1, Fault.slowDrip(Duration.ofMillis(2)));

        // when
        Duration delayed = time(() -> client.ingestion("{ __typename }", Map.of()));
        Duration dripped = time(() -> client.scopes("{ me { user { id } } }", Map.of()));

        // then
        assertThat(delayed).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(dripped).isGreaterThanOrEqualTo(
                Duration.ofMillis(50 + 2 * "{\"data\":{\"me\":{\"user\":{\"id\":\"user-1\"}}}}".length()));
    }

    private static Duration time(Step step) throws Exception {
        Instant start = Instant.now();
        step.run();
        return Duration.between(start, Instant.now());
    }

    private interface Step {
        void run() throws Exception;
    }

    @Test
    void shouldAnswer429AboveTheRateLimitAndCountTheBusiestMinute() throws Exception {
        // given
        platform.rateLimit(2);

        // when
        client.ingestion("{ __typename }", Map.of());
        int first = register().statusCode();
        int second = register().statusCode();
        HttpResponse<String> third = register();

        // then
        assertThat(first).isEqualTo(200);
        assertThat(second).isEqualTo(200);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(third.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 60);
        assertThat(platform.maxRequestsInAnyMinute()).isEqualTo(3);
    }

    @Test
    void shouldForgetWhatWasRecordedWhenAsked() throws Exception {
        // given
        register();

        // when
        platform.clearRequests();

        // then
        assertThat(platform.requests()).isEmpty();
        assertThat(platform.mutations()).isEmpty();
        assertThat(platform.count(Operations.REGISTER)).isZero();
        assertThat(platform.maxRequestsInAnyMinute()).isZero();
        assertThat(platform.contents()).hasSize(1);
    }
}
