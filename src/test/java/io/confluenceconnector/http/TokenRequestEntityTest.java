package io.confluenceconnector.http;

import io.confluenceconnector.secret.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S8: token requests reveal their secrets only while they are sent")
class TokenRequestEntityTest {

    private static final URI TOKEN_URL = URI.create("https://token.example/oauth");
    private static final Map<String, Secret> PARAMETERS = parameters();

    @Test
    void shouldEncodeAForm() throws IOException {
        // given
        TokenRequestEntity entity = TokenRequestEntity.form(TOKEN_URL, PARAMETERS);

        // when
        String sent = written(entity);

        // then
        assertThat(sent).isEqualTo("grant_type=client_credentials&client_secret=a%26b+%C3%A4%22canary");
        assertThat(entity.getContentType()).startsWith("application/x-www-form-urlencoded");
    }

    @Test
    void shouldEncodeJson() throws IOException {
        // given
        TokenRequestEntity entity = TokenRequestEntity.json(TOKEN_URL, PARAMETERS);

        // when
        String sent = written(entity);

        // then
        assertThat(sent).isEqualTo("{\"grant_type\":\"client_credentials\",\"client_secret\":\"a&b ä\\\"canary\"}");
        assertThat(entity.getContentType()).startsWith("application/json");
    }

    @Test
    void shouldPrintNoSecret() {
        // when
        String printed = TokenRequestEntity.form(TOKEN_URL, PARAMETERS) + " " + TokenRequestEntity.json(TOKEN_URL, PARAMETERS);

        // then
        assertThat(printed).isEqualTo("[application/x-www-form-urlencoded, [Redacted]] [application/json, [Redacted]]");
    }

    @Test
    void shouldDeclareTheLengthOfWhatItWritesWhenTheSecretIsRotatedInBetween() throws IOException {
        // given
        AtomicInteger reads = new AtomicInteger();
        TokenRequestEntity entity = TokenRequestEntity.form(TOKEN_URL, Map.of("secret", Secret.readFrom(() -> "x".repeat(reads.incrementAndGet()))));

        // when
        long declared = entity.getContentLength();
        String first = written(entity);
        String second = written(entity);

        // then
        assertThat(first).hasSize((int) declared);
        assertThat(second).isEqualTo("secret=xx");
    }

    @Test
    void shouldNotBeReadByAnybody() {
        // when / then
        assertThatThrownBy(() -> TokenRequestEntity.form(TOKEN_URL, PARAMETERS).getContent())
                .isInstanceOf(UnsupportedOperationException.class).hasMessageNotContaining("canary");
    }

    private static String written(TokenRequestEntity entity) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entity.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, Secret> parameters() {
        Map<String, Secret> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", Secret.of("client_credentials"));
        parameters.put("client_secret", Secret.of("a&b ä\"canary"));
        return parameters;
    }
}
