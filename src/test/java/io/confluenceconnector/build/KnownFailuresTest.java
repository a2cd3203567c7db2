package io.confluenceconnector.build;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/known-failures.md} is complete, and what it says is tested is tested. */
class KnownFailuresTest {

    private static final String IDS = "01 04 06 07 08 09 11 13 15 17 18 21 22 24 25 27 28 30 32 34 35 36 37 38 40 41 42 43 44"
            + " 45 47 48 49 50 51 52 54 55 56 58 59 60 61 63 65 66 67 68 69 70 73 77 78 79 81 83 86 87 89 90 91 92 94 95 96"
            + " 98 99 101 102 103 106 108 110 111 112 114 115 116";
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    private record Row(String id, String failure, String answer) {
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/known-failures.md")).stream().filter(line -> line.startsWith("| B"))
                .map(line -> line.split("\\|")).map(cells -> new Row(cells[1].strip(), cells[2].strip(), cells[3].strip())).toList();
    }

    @Test
    void shouldListEveryKnownFailureOnce() throws IOException {
        // when / then
        assertThat(rows()).extracting(Row::id).containsExactly(Stream.of(IDS.split(" ")).map("B"::concat).toArray(String[]::new));
    }

    @Test
    void shouldSayWhatFailsAndNameTestsOrTheReasonWhyNone() throws IOException {
        // when / then
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.failure()).hasSizeBetween(10, 100);
            assertThat(TEST.matcher(row.answer()).find() || row.answer().endsWith(".")).as(row.id()).isTrue();
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTestsThatExistAndCiteTheId() throws IOException {
        return rows().stream().flatMap(row -> TEST.matcher(row.answer()).results().map(test -> DynamicTest.dynamicTest(
                row.id() + " " + test.group(1) + "#" + test.group(2),
                () -> assertThat(citations(test.group(1), test.group(2))).containsPattern("\\b" + row.id() + "\\b"))));
    }

    /** The test itself with its comment and annotations, and its class's comment; of all classes with that name. */
    private static String citations(String testClass, String method) throws IOException {
        Pattern head = Pattern.compile("(?m)^( +)(?:public )?void " + method + "\\(");
        StringBuilder citations = new StringBuilder();
        for (String source : sources(testClass)) {
            head.matcher(source).results().forEach(test -> citations
                    .append(source, 0, source.indexOf("class " + testClass))
                    .append(source, source.lastIndexOf("\n\n", test.start()), source.indexOf("\n" + test.group(1) + "}", test.end())));
        }
        assertThat(citations).as("test " + method + " of " + testClass).isNotEmpty();
        return citations.toString();
    }

    private static List<String> sources(String testClass) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file : files.filter(each -> each.endsWith(testClass + ".java")).toList()) {
                sources.add(Files.readString(file));
            }
        }
        return sources;
    }
}
