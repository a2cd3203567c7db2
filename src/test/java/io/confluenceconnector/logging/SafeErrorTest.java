package io.confluenceconnector.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import javax.net.ssl.SSLHandshakeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** S9, S10, B112. */
class SafeErrorTest {

    /** An exception of ours. */
    private static final class OwnException extends RuntimeException {
        OwnException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static List<org.junit.jupiter.params.provider.Arguments> foreignErrors() {
        return List.of(
                arguments(new IOException("cannot store canary title"), "[Withheld]"),
                arguments(new IOException(), "[Withheld]"),
                arguments(new ConnectException("Connect to https://wiki.example.org:443 [wiki/10.0.0.1] failed: Connection refused"),
                        "Connection refused (https://wiki.example.org:443)"),
                arguments(new SocketTimeoutException("Read timed out"), "Read timed out"),
                arguments(new SSLHandshakeException("(certificate_unknown) PKIX path building failed: canary"), "PKIX path building failed"),
                arguments(new UnknownHostException("wiki.example.org: Name or service not known"), "Unknown host wiki.example.org"),
                arguments(new UnknownHostException("https://canary/title"), "Unknown host https"),
                arguments(new HttpOperationFailedException("https://wiki.example.org/rest/api/content/canary?title=canary", 503,
                                "canary", "https://canary/", Map.of("x", "canary"), "canary"),
                        "HTTP 503 from https://wiki.example.org/rest/api/content/{}"));
    }

    @ParameterizedTest
    @MethodSource("foreignErrors")
    @DisplayName("S10: of foreign errors only status, host, path template or a well-known sentence is said")
    void shouldWithholdForeignMessages(Throwable error, String expected) {
        // when
        String message = SafeError.message(error);

        // then
        assertThat(message).isEqualTo(expected);
    }

    @Test
    @DisplayName("S10: an error in JSON says where, not what stands there")
    void shouldSayWhereJsonIsInvalid() {
        // given
        JsonProcessingException error = catchThrowableOfType(JsonProcessingException.class,
                () -> new ObjectMapper().readTree("{\"a\":\n canary}"));

        // when
        String message = SafeError.message(error);

        // then
        assertThat(message).isEqualTo("Invalid JSON at line 2, column 8");
    }

    @Test
    @DisplayName("B112: a foreign message that ours repeats is withheld, too")
    void shouldWithholdForeignMessageWithinOurs() {
        // given
        IOException foreign = new IOException("canary in the request");
        OwnException error = new OwnException("Upload failed: " + foreign, foreign);

        // when
        String description = SafeError.describe(error);

        // then
        assertThat(description).isEqualTo(
                "Upload failed: java.io.IOException: [Withheld]; caused by java.io.IOException: [Withheld]");
    }

    @Test
    void shouldLeaveOutCausesThatSayTheSameAgain() {
        // given
        OwnException error = new OwnException("GET to http://wiki:80 brought no answer: Connection refused",
                new ConnectException("Connect to http://wiki:80 [wiki/127.0.0.1] failed: Connection refused"));

        // when / then
        assertThat(SafeError.describe(error)).isEqualTo("GET to http://wiki:80 brought no answer: Connection refused");
    }

    @Test
    @DisplayName("B112: a stack trace shows classes and frames of causes and suppressed errors, and none of their messages")
    void shouldWithholdMessagesInStackTrace() {
        // given
        IOException root = new IOException("canary root");
        root.addSuppressed(new IllegalStateException("canary suppressed", new IOException("canary below")));
        OwnException error = new OwnException("Page could not be stored\nforged line, password=canary", root);

        // when
        String trace = SafeError.stackTrace(error);

        // then
        assertThat(trace).doesNotContain("canary")
                .startsWith("io.confluenceconnector.logging.SafeErrorTest$OwnException: Page could not be stored\\nforged")
                .contains("Caused by: java.io.IOException: [Withheld]", "Suppressed: java.lang.IllegalStateException: [Withheld]",
                        "\tat io.confluenceconnector.logging.SafeErrorTest.");
    }

    @Test
    @DisplayName("errors that cause each other are written once")
    void shouldEndWithCircularCauses() {
        // given
        IOException first = new IOException("one");
        IOException second = new IOException("two", first);
        first.initCause(second);
        first.addSuppressed(second);

        // when
        String trace = SafeError.stackTrace(first) + SafeError.describe(first);

        // then
        assertThat(trace.split("java.io.IOException")).hasSize(4);
    }
}
