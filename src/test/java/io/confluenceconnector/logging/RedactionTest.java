package io.confluenceconnector.logging;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** S9. */
class RedactionTest {

    @ParameterizedTest
    @DisplayName("S9: whatever looks like a credential is taken out, without being known")
    @ValueSource(strings = {
            "Authorization: Bearer canary",
            "authorization=[Basic canary]",
            "Headers {Authorization=Bearer canary, Content-Type=text/plain}",
            "{\"Authorization\":\"Bearer canary\"}",
            "{\\\"Authorization\\\": \\\"Bearer canary\\\"}",
            "http-outgoing-0 >> \"Proxy-Authorization: Basic canary==[\\r][\\n]\"",
            "Set-Cookie: JSESSIONID=canary; Path=/; other=canary",
            "Cookie: a=canary; b=canary",
            "X-API-Key: canary",
            "sent Bearer canary-token",
            "sent basic Y2FuYXJ5OmNhbmFyeQ==",
            "a Bearer\tcanary-token in a text",
            "https://blob.example.net/c/b?sv=2024&sig=canary%2Bx&se=2026",
            "/upload?X-Amz-Credential=canary&X-Amz-Signature=canary&X-Amz-Security-Token=canary",
            "/upload?x-goog-signature=canary",
            "/file/1/binary?token=canary&client=1",
            "?access_token=canary",
            "%3Faccess_token%3Dcanary",
            "grant_type=client_credentials&client_id=1&client_secret=canary",
            "{\"access_token\":\"canary\",\"expires_in\":3600}",
            "{\"access_token\" : \"canary \\\" canary\"}",
            "{access_token=canary, expires_in=3600}",
            "{'refresh_token': 'canary canary'}",
            "password=canary",
            "password: \"canary, canary\"",
            "{\"token\":\"canary\"}",
            "?code=canary&state=1",
            "https://canary:canary@wiki.example.org/rest",
            "jdbc:x://canary@host/db",
    })
    void shouldTakeOutCredentials(String text) {
        // when
        String redacted = Redaction.redact(text);

        // then
        assertThat(redacted).doesNotContain("canary", "Y2FuYXJ5").contains("[Redacted]");
    }

    @Test
    @DisplayName("S9: a JSON web token is taken out wherever it stands")
    void shouldTakeOutJsonWebTokens() {
        // given
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJlLW9mLWl0";

        // when
        String redacted = Redaction.redact("got(" + token + ")");

        // then
        assertThat(redacted).isEqualTo("got([Redacted])");
    }

    @ParameterizedTest
    @DisplayName("what an operator reads stays")
    @ValueSource(strings = {
            "Personal access token or basic authentication is used; OAuth 2LO is preferred",
            "Bearer tokens are refreshed 5 minutes before they expire",
            "HTTP 401 from https://wiki.example.org/rest/api/content/search",
            "Process ended with exit code=1, statusCode: 503",
            "token.fetched", "secret.reloaded", "ENG", "cycle 17 of 20", "",
    })
    void shouldLeaveTheRest(String text) {
        // when
        String redacted = Redaction.redact(text);

        // then
        assertThat(redacted).isEqualTo(text);
    }

    static List<String> formsOfSecret() {
        String secret = "k3y\"/+ ü\\canary";
        Redaction.register(secret);
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return List.of(secret, encoded, encoded.replace("+", "%20"), encoded.toLowerCase(),
                "k3y\\\"/+ ü\\\\canary",
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                basic("a:", secret), basic("ab:", secret), basic("abc:", secret));
    }

    private static String basic(String user, String password) {
        return Base64.getEncoder().encodeToString((user + password).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("formsOfSecret")
    @DisplayName("S9: a registered secret is found in clear, URL-encoded, Base64-encoded and JSON-escaped")
    void shouldTakeOutRegisteredSecretInEveryForm(String form) {
        // when
        String redacted = Redaction.redact("x" + form + "\n" + form);

        // then
        assertThat(redacted).contains("[Redacted]").doesNotContain(form)
                .hasSizeLessThan(2 * "[Redacted]".length() + 24);
    }

    @Test
    @DisplayName("S9: of two secrets that begin alike the longer one goes as a whole")
    void shouldPreferTheLongerSecret() {
        // given
        Redaction.register("canaryPrefix");
        Redaction.register("canaryPrefixAndMore");

        // when
        String redacted = Redaction.redact("<canaryPrefixAndMore><canaryPrefix>");

        // then
        assertThat(redacted).isEqualTo("<[Redacted]><[Redacted]>");
    }

    @Test
    @DisplayName("P18: the newest secrets are kept, and those in use, when tokens are replaced for ever")
    void shouldForgetSecretsOutOfUse() {
        // given
        SecretValues secrets = new SecretValues(2);
        secrets.add("client-secret");

        // when
        for (int i = 0; i < 100; i++) {
            secrets.add("token-number-" + i);
            secrets.add("client-secret");
        }

        // then
        assertThat(secrets.replaceIn("client-secret token-number-99 token-number-98", "*"))
                .isEqualTo("* * token-number-98");
    }

    @Test
    @DisplayName("S9: the name of a field can say that its value is a secret")
    void shouldTakeOutValueOfSecretField() {
        // when
        String redacted = Redaction.redact("X-Api-Key", "canary");

        // then
        assertThat(redacted).isEqualTo("[Redacted]");
    }

    @Test
    @Timeout(10)
    @DisplayName("S19: a hostile text of many quotes and assignments is redacted in time and without deep recursion")
    void shouldNotBeSlowOnHostileText() {
        // given
        String hostile = "password=\"\\\"canary".repeat(20_000) + "a ".repeat(100_000) + "://".repeat(20_000);

        // when
        String redacted = Redaction.redact(hostile);

        // then
        assertThat(redacted.contains("a a a")).isTrue();
    }
}
