package io.confluenceconnector.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.logging.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S7 and P18: where secrets come from, and what happens when they change. */
class SecretResolverTest {

    private final List<String> changes = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final SecretResolver resolver = new SecretResolver(
            Map.of("TOKEN", " value\r\n", "BLANK", " \n", "TWO_LINES", "one\ntwo", "HUSHED", "hushed-in-a-variable")::get,
            reference -> changes.add(reference.text()), (reference, reason) -> failures.add(reference.text() + ": " + reason));

    @TempDir
    private Path folder;

    @Test
    @DisplayName("B30: white space around a secret is not part of it")
    void shouldReadEnvironmentVariable() throws UnavailableSecretException {
        // when
        Secret secret = resolve("os.environ/TOKEN");

        // then
        assertThat(secret.reveal()).isEqualTo("value");
    }

    @Test
    @DisplayName("B30: the line break at the end of a file is not part of the secret")
    void shouldReadFile() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("token"), "value\n");

        // when
        Secret secret = resolve("os.file/" + file);

        // then
        assertThat(secret.reveal()).isEqualTo("value");
    }

    @Test
    void shouldReadAbsolutePathThatIsWrittenWithOneSlash() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("token"), "value");

        // when
        Secret secret = resolve("os.file" + file);

        // then
        assertThat(secret.reveal()).isEqualTo("value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "os.env/NAME", "", "OS.ENVIRON/NAME", "$TOKEN"})
    void shouldTakeAnythingElseAsLiteral(String text) {
        // when
        var reference = SecretReference.parse(text);

        // then
        assertThat(reference).isEmpty();
    }

    @Test
    void shouldSayWhyThereIsNoValue() throws IOException {
        // given
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(70_000));

        // when
        List<String> reasons = List.of("os.environ/UNSET", "os.environ/", "os.environ/BLANK", "os.environ/TWO_LINES",
                        "os.file/" + folder + "/missing", "os.file/" + folder, "os.file/" + empty, "os.file/" + large)
                .stream().map(reference -> catchThrowable(() -> resolve(reference)).getMessage()).toList();

        // then
        assertThat(reasons).containsExactly(
                "the environment variable is not set",
                "the environment variable is not set",
                "the environment variable is empty",
                "the environment variable holds a line break or another control character inside the value",
                "the file does not exist",
                "it is not a file",
                "the file is empty",
                "the file is larger than 65536 bytes");
    }

    @Test
    @DisplayName("P18: a file that was written anew is read anew, even with the same size")
    void shouldReadChangedFile() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("token"), "first");
        Secret secret = resolve("os.file/" + file);

        // when
        Files.writeString(file, "other");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-25T10:00:00Z")));

        // then
        assertThat(List.of(secret.reveal(), secret.reveal())).containsOnly("other");
        assertThat(changes).containsExactly("os.file/" + file);
        assertThat(failures).isEmpty();
    }

    @Test
    @DisplayName("P18: Kubernetes replaces a mounted secret by swapping a link; size and time may stay the same")
    void shouldFollowSwappedLink() throws Exception {
        // given
        FileTime time = FileTime.from(Instant.parse("2026-11-25T10:00:00Z"));
        for (String version : List.of("first", "other")) {
            Path file = Files.writeString(Files.createDirectory(folder.resolve(".." + version)).resolve("token"), version);
            Files.setLastModifiedTime(file, time);
        }
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..first"));
        Path link = Files.createSymbolicLink(folder.resolve("token"), Path.of("..data/token"));
        Secret secret = resolve("os.file/" + link);

        // when
        Path swapped = Files.createSymbolicLink(folder.resolve("..new"), Path.of("..other"));
        Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        // then
        assertThat(secret.reveal()).isEqualTo("other");
    }

    @Test
    @DisplayName("P18: while a file cannot be read, the last good value stays, and one report says so")
    void shouldKeepLastGoodValue() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("token"), "first");
        Secret secret = resolve("os.file/" + file);
        Files.delete(file);

        // when
        List<String> values = List.of(secret.reveal(), secret.reveal());
        Files.writeString(file, "second");
        String afterwards = secret.reveal();

        // then
        assertThat(values).containsExactly("first", "first");
        assertThat(afterwards).isEqualTo("second");
        assertThat(failures).containsExactly("os.file/" + file + ": the file does not exist");
    }

    @Test
    @DisplayName("S8: neither text nor JSON shows a secret, wherever it comes from")
    void shouldShowNoSecret() throws Exception {
        // given
        Secret secret = resolve("os.environ/TOKEN");

        // when
        String json = new ObjectMapper().writeValueAsString(Map.of("token", secret));

        // then
        assertThat(json).isEqualTo("{\"token\":\"[Redacted]\"}");
        assertThat(secret).hasToString("[Redacted]");
    }

    @Test
    @DisplayName("S9: from its first use on, the log knows a secret, wherever it comes from and whatever stands around it")
    void shouldMakeSecretsKnownToTheLog() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("mounted"), "hushed-in-a-file\n");

        // when
        resolve("os.environ/HUSHED").reveal();
        resolve("os.file/" + file).reveal();
        resolver.literal("hushed-in-place").reveal();

        // then
        assertThat(Redaction.redact("<hushed-in-a-variable>hushed-in-a-file<hushed-in-place>"))
                .isEqualTo("<[Redacted]>[Redacted]<[Redacted]>");
    }

    private Secret resolve(String reference) throws UnavailableSecretException {
        return resolver.resolve(SecretReference.parse(reference).orElseThrow());
    }
}
