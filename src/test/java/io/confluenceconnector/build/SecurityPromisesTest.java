package io.confluenceconnector.build;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of promises in SECURITY.md is one of tests that run: each that it names exists, is one that the build runs, and says
 * in its display name or Javadoc, or that of its class, that it proves this very promise.
 */
class SecurityPromisesTest {

    private static final Path TESTS = Path.of("src/test/java");
    private static final int LAST = 24;
    /** A row: {@code | S1 | promise | kept by | tests |}. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (S\\d+) \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");
    /** What the build runs, by its name. */
    private static final Pattern RUNS = Pattern.compile("\\w+(?:Test|Properties|IT)");
    private static final Pattern CITATION = Pattern.compile("(?s)@(?:DisplayName|Label)\\((.*?)\"\\)|/\\*\\*(.*?)\\*/");

    private record Promise(String id, String tests) { }

    @Test
    void shouldListEveryPromiseOnce() throws IOException {
        // when
        List<String> ids = promises().stream().map(Promise::id).toList();

        // then
        assertThat(ids).containsExactlyElementsOf(IntStream.rangeClosed(1, LAST).mapToObj(number -> "S" + number).toList());
    }

    @Test
    void shouldNameTestsThatRunAndCiteThePromise() throws IOException {
        // when
        List<String> problems = promises().stream().flatMap(promise -> problems(promise).stream()).toList();

        // then
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldNotTakeAPromiseThatAppearsElsewhereInTheClassForACitation() {
        // given
        String source = "/** Proves S1. */\nclass XTest {\n\n    // S5\n    private int s5;\n\n    @Test\n    @DisplayName(\"S6: far\")\n    void shouldX() {\n"
                + "        assertThat(\"S5\");\n    }\n}\n";

        // when
        List<Boolean> cited = Stream.of("S1", "S5", "S6").map(id -> cites(source, Optional.of("shouldX"), List.of("shouldX"), id)).toList();

        // then
        assertThat(cited).containsExactly(true, false, true);
    }

    private static List<Promise> promises() throws IOException {
        return ROW.matcher(Files.readString(Path.of("SECURITY.md"))).results()
                .map(row -> new Promise(row.group(1), row.group(2))).toList();
    }

    private static List<String> problems(Promise promise) {
        List<MatchResult> tests = TEST.matcher(promise.tests()).results().toList();
        return tests.isEmpty() ? List.of(promise.id() + " names no test")
                : tests.stream().flatMap(test -> problem(promise.id(), test.group(1), Optional.ofNullable(test.group(2))).stream()).toList();
    }

    /** @param method the one that proves the promise; else any of the class may */
    private static Optional<String> problem(String id, String simpleName, Optional<String> method) {
        String test = simpleName + method.map(name -> "." + name).orElse("");
        Optional<Path> file = file(simpleName);
        if (file.isEmpty() || !RUNS.matcher(simpleName).matches()) {
            return Optional.of(id + ": the build runs no " + test);
        }
        List<String> running = running(file.get());
        if (running.isEmpty() || method.filter(name -> !running.contains(name)).isPresent()) {
            return Optional.of(id + ": " + test + " is no test that runs");
        }
        return cites(read(file.get()), method, running, id) ? Optional.empty() : Optional.of(id + " is not cited by " + test);
    }

    private static boolean cites(String source, Optional<String> method, List<String> running, String id) {
        Pattern cited = Pattern.compile("\\b" + id + "\\b");
        Stream<String> methods = method.map(List::of).orElse(running).stream().map(name -> head(source, "void " + name + "("));
        return Stream.concat(Stream.of(head(source, "class ")), methods).flatMap(head -> CITATION.matcher(head).results())
                .anyMatch(citation -> cited.matcher(citation.group()).find());
    }

    /** Annotations and Javadoc that stand above a declaration, up to the empty line before them. */
    private static String head(String source, String declaration) {
        Matcher found = Pattern.compile("(?m)^ *(?:public )?(?:final |abstract )?" + Pattern.quote(declaration)).matcher(source);
        return found.find() ? source.substring(Math.max(0, source.lastIndexOf("\n\n", found.start())), found.start()) : "";
    }

    /** Names of the methods that JUnit runs. */
    private static List<String> running(Path file) {
        try {
            Class<?> type = Class.forName(TESTS.relativize(file).toString().replaceFirst("\\.java$", "").replace('/', '.'), false,
                    SecurityPromisesTest.class.getClassLoader());
            return type.isAnnotationPresent(Disabled.class) ? List.of() : Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class) && !method.isAnnotationPresent(Disabled.class))
                    .map(Method::getName).toList();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The tests are not compiled", e);
        }
    }

    private static Optional<Path> file(String simpleName) {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(path -> path.endsWith(simpleName + ".java") && !path.toString().contains("/simulator/")).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
