package io.confluenceconnector.simulator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both authentication modes and the token endpoint (S4). */
class AuthenticationIT {

    private final MovableClock clock = new MovableClock();
    private final PlatformSimulator platform = PlatformSimulator.start(clock);
    private final PlatformClient client = new PlatformClient(platform);

    @AfterEach
    void close() {
        platform.close();
    }

    private String scope() {
        return "openid profile email urn:zitadel:iam:user:resourceowner urn:zitadel:iam:org:projects:roles"
                + " urn:zitadel:iam:org:project:id:" + platform.zitadelProjectId() + ":aud";
    }

    private HttpResponse<String> token(String secret, String grantType, String scope) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(platform.zitadelTokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                        (platform.zitadelClientId() + ":" + secret).getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=" + grantType + "&scope="
                        + URLEncoder.encode(scope, StandardCharsets.UTF_8))));
    }

    private String goodToken() throws Exception {
        return Json.MAPPER.readTree(token(platform.zitadelClientSecret(), "client_credentials", scope()).body())
                .path("access_token").asText();
    }

    private HttpResponse<String> ask(String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform.scopeManagementUrl() + "/graphql"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ me { user { id } } }\"}"));
        return client.send(headers.length == 0 ? request : request.headers(headers));
    }

    @Test
    void shouldIssueTokensThatOpenTheApi() throws Exception {
        // when
        JsonNode token = Json.MAPPER.readTree(token(platform.zitadelClientSecret(), "client_credentials", scope()).body());
        HttpResponse<String> answer = ask("Authorization", "Bearer " + token.path("access_token").asText());

        // then
        assertThat(token.path("expires_in").asLong()).isEqualTo(Duration.ofHours(12).toSeconds());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(platform.externalUserId());
        assertThat(platform.violations()).isEmpty();
    }

    @Test
    void shouldRefuseWrongTokenRequests() throws Exception {
        // when
        HttpResponse<String> secret = token("wrong", "client_credentials", scope());
        HttpResponse<String> grant = token(platform.zitadelClientSecret(), "password", scope());
        HttpResponse<String> scope = token(platform.zitadelClientSecret(), "client_credentials", scope().replace("email ", ""));

        // then
        assertThat(Stream.of(secret, grant, scope).map(HttpResponse::statusCode)).containsExactly(401, 400, 400);
        assertThat(platform.violations()).containsExactly("token: unsupported_grant_type", "token: invalid_scope");
    }

    @Test
    void shouldRefuseTokensThatExpiredOrWereRevoked() throws Exception {
        // given
        platform.tokenLifetime(Duration.ofSeconds(60));
        String expiring = goodToken();
        clock.advance(Duration.ofSeconds(59));
        int justBefore = ask("Authorization", "Bearer " + expiring).statusCode();
        clock.advance(Duration.ofSeconds(1));
        String revoked = goodToken();
        platform.revokeTokens();

        // when
        int expired = ask("Authorization", "Bearer " + expiring).statusCode();
        int gone = ask("Authorization", "Bearer " + revoked).statusCode();

        // then
        assertThat(List.of(justBefore, expired, gone)).containsExactly(200, 401, 401);
        assertThat(platform.violations()).isEmpty();
    }

    static Stream<List<String>> incomplete() {
        return Stream.of(List.of(),
                List.of("x-company-id", "c", "x-user-id", "u"),
                List.of("x-service-id", "another-service", "x-company-id", "c", "x-user-id", "u"),
                List.of("x-service-id", "confluence-connector", "x-user-id", "u"),
                List.of("x-service-id", "confluence-connector", "x-company-id", "c"),
                List.of("Authorization", "Basic YTpi"),
                List.of("Authorization", "Bearer x", "x-service-id", "confluence-connector", "x-company-id", "c", "x-user-id", "u"));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void shouldRefuseMissingOrMixedCredentials(List<String> headers) throws Exception {
        // when
        HttpResponse<String> answer = ask(headers.toArray(String[]::new));

        // then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(platform.violations()).hasSize(1);
    }

    @Test
    void shouldTakeTheUserFromTheServiceHeaders() throws Exception {
        // when
        HttpResponse<String> answer = ask("x-service-id", "confluence-connector", "x-company-id", "c", "x-user-id", "u-7");

        // then
        assertThat(answer.body()).contains("\"u-7\"");
    }

    @Test
    void shouldNeverRecordSecrets() throws Exception {
        // when
        String token = goodToken();
        ask("Authorization", "Bearer " + token);

        // then
        assertThat(platform.requests().toString()).contains("authorization")
                .doesNotContain(token).doesNotContain(platform.zitadelClientSecret());
    }
}
