package io.confluenceconnector.build;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/promises.md} explains every promise that is cited, and none that nobody keeps. */
class PromisesTest {

    private static final Path GUIDE = Path.of("docs/promises.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (P\\d+) \\| (.{30,200}\\.) \\|$");
    private static final Pattern CITATION = Pattern.compile("\\bP\\d{1,2}\\b");

    @Test
    void shouldExplainExactlyThePromisesThatAreCited() throws IOException {
        // given
        List<String> explained = ROW.matcher(Files.readString(GUIDE)).results().map(row -> row.group(1)).toList();

        // when
        Set<String> cited = new TreeSet<>();
        for (String folder : List.of("src/main", "src/test/java", "routes", "docs", "helm")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.equals(GUIDE)).toList()) {
                    CITATION.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).results().forEach(id -> cited.add(id.group()));
                }
            }
        }

        // then
        assertThat(explained).doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(cited).isEqualTo(new TreeSet<>(explained));
    }
}
