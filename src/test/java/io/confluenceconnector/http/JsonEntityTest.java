package io.confluenceconnector.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("S12: JSON request bodies show type and size only")
class JsonEntityTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A value that cannot be serialised, and says why with what it holds. */
    public static final class Broken {

        public String getTitle() {
            throw new UncheckedIOException(new IOException("canary"));
        }
    }

    @Test
    void shouldHoldTheJsonOfAValueAndBeSentAgainOnARetry() throws IOException {
        // when
        JsonEntity entity = JsonEntity.of(MAPPER, Map.of("title", "Über"));

        // then
        assertThat(MAPPER.readTree(entity.getContent()).get("title").asText()).isEqualTo("Über");
        assertThat(MAPPER.readTree(entity.getContent()).get("title").asText()).isEqualTo("Über");
        assertThat(entity.isRepeatable()).isTrue();
        assertThat(entity.getContentLength()).isEqualTo(17);
    }

    @Test
    void shouldPrintTypeAndSize() {
        // when
        String printed = JsonEntity.of(MAPPER, Map.of("a", "canary")).toString();

        // then
        assertThat(printed).isEqualTo("[application/json, 14 bytes]");
    }

    @Test
    void shouldNameTheTypeOfAValueWithoutJsonFormButNotItsContent() {
        // when
        Throwable refusal = catchThrowable(() -> JsonEntity.of(MAPPER, new Broken()));

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Broken").hasMessageNotContaining("canary").hasNoCause();
    }
}
