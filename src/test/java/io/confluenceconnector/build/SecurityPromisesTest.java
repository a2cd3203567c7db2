package io.confluenceconnector.build;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code SECURITY.md} names for each promise tests that exist and say that they prove it. */
class SecurityPromisesTest {

    private static final int LAST = 24;
    /** A row: {@code | S1 | promise | kept by | tests |}. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (S\\d+) \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

    private record Promise(String id, String tests) { }

    @Test
    void shouldListEveryPromiseOnce() throws IOException {
        // when
        List<String> ids = promises().stream().map(Promise::id).toList();

        // then
        assertThat(ids).containsExactlyElementsOf(IntStream.rangeClosed(1, LAST).mapToObj(number -> "S" + number).toList());
    }

    @Test
    void shouldNameTestsThatCiteThePromise() throws IOException {
        // when
        List<String> problems = promises().stream().flatMap(promise -> problems(promise).stream()).toList();

        // then
        assertThat(problems).isEmpty();
    }

    private static List<Promise> promises() throws IOException {
        return ROW.matcher(Files.readString(Path.of("SECURITY.md"))).results()
                .map(row -> new Promise(row.group(1), row.group(2))).toList();
    }

    private static List<String> problems(Promise promise) {
        List<String> problems = new ArrayList<>();
        Matcher tests = TEST.matcher(promise.tests());
        int named = 0;
        while (tests.find()) {
            named++;
            Optional<String> source = source(tests.group(1));
            if (source.isEmpty()) {
                problems.add(promise.id() + ": there is no " + tests.group(1));
            } else if (!source.get().matches("(?s).*\\b" + promise.id() + "\\b.*")) {
                problems.add(promise.id() + " is not cited by " + tests.group(1));
            } else if (tests.group(2) != null && !source.get().contains("void " + tests.group(2) + "(")) {
                problems.add(promise.id() + ": " + tests.group(1) + " has no " + tests.group(2));
            }
        }
        if (named == 0) {
            problems.add(promise.id() + " names no test");
        }
        return problems;
    }

    /** All classes of the name together: simulators have namesakes. */
    private static Optional<String> source(String simpleName) {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> found = files.filter(path -> path.endsWith(simpleName + ".java")).toList();
            StringBuilder text = new StringBuilder();
            for (Path file : found) {
                text.append(Files.readString(file));
            }
            return found.isEmpty() ? Optional.empty() : Optional.of(text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
