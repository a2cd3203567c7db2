package io.confluenceconnector.simulator.confluence;

import static io.confluenceconnector.simulator.confluence.Client.json;
import static io.confluenceconnector.simulator.confluence.Client.search;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Cloud's token call and the life of its tokens (API facts 2.1). */
class SimulatorTokenTest {

    private static final Instant START = Instant.parse("2026-04-01T10:00:00Z");

    private ConfluenceSimulator simulator;
    private Client client;

    @BeforeEach
    void start() {
        simulator = ConfluenceSimulator.cloud();
        client = new Client(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private int searchStatus(String token) {
        return client.get(client.v1(search("type = page")), token).statusCode();
    }

    @Test
    void shouldIssueTokenForJsonAndForForm() {
        // given
        String form = "grant_type=client_credentials&client_id=" + simulator.clientId() + "&client_secret="
                + simulator.clientSecret();

        // when
        HttpResponse<String> byJson = client.send(client.post(simulator.tokenUrl(), "application/json",
                client.cloudTokenRequest(simulator.clientSecret())));
        HttpResponse<String> byForm =
                client.send(client.post(simulator.tokenUrl(), "application/x-www-form-urlencoded", form));

        // then
        assertThat(searchStatus(json(byJson).get("access_token").asText())).isEqualTo(200);
        assertThat(searchStatus(json(byForm).get("access_token").asText())).isEqualTo(200);
        assertThat(json(byJson).get("expires_in").asLong()).isEqualTo(3600);
        assertThat(json(byJson).get("scope").asText().split(" "))
                .containsExactlyInAnyOrderElementsOf(ConfluenceSimulator.DEFAULT_SCOPES);
    }

    @Test
    void shouldRefuseWrongSecret() {
        // when
        HttpResponse<String> answer = client.send(
                client.post(simulator.tokenUrl(), "application/json", client.cloudTokenRequest("wrong")));

        // then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).get("error").asText()).isEqualTo("access_denied");
    }

    @Test
    @DisplayName("A scope in Cloud's token request is a violation (S2, B36)")
    void shouldNoteScopeInTokenRequest() {
        // when
        client.send(client.post(simulator.tokenUrl(), "application/json",
                client.cloudTokenRequest(simulator.clientSecret()).replace("}", ",\"scope\":\"READ\"}")));

        // then
        assertThat(simulator.violations()).containsExactly("token request to Cloud carries a scope");
    }

    @Test
    void shouldRefuseTokenAfterItsLifetime() {
        // given
        simulator.clock(Clock.fixed(START, ZoneOffset.UTC));
        simulator.tokenLifetime(Duration.ofSeconds(60));
        String token = client.cloudToken();

        // when
        int before = searchStatus(token);
        simulator.clock(Clock.fixed(START.plusSeconds(60), ZoneOffset.UTC));
        int after = searchStatus(token);

        // then
        assertThat(before).isEqualTo(200);
        assertThat(after).isEqualTo(401);
    }

    @Test
    void shouldRefuseRevokedToken() {
        // given
        String token = client.cloudToken();

        // when
        simulator.revokeTokens();
        int status = searchStatus(token);

        // then
        assertThat(status).isEqualTo(401);
    }
}
