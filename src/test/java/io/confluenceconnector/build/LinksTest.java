package io.confluenceconnector.build;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A link in a document leads to a file that exists, and to a heading that it has. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> all = Stream.of(".", "docs", "routes", "helm/confluence-connector").flatMap(LinksTest::children)) {
            return all.filter(file -> file.toString().endsWith(".md")).toList().stream();
        }
    }

    private static Stream<Path> children(String folder) {
        try {
            return Files.list(Path.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldLeadSomewhere(Path document) throws IOException {
        // when
        List<String> broken = LINK.matcher(Files.readString(document)).results()
                .filter(link -> !leads(document, link.group(1), link.group(2))).map(link -> link.group()).toList();

        // then
        assertThat(broken).isEmpty();
    }

    private static boolean leads(Path document, String file, String anchor) {
        Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        return Files.exists(target) && (anchor == null || anchors(target).contains(anchor));
    }

    private static Set<String> anchors(Path document) {
        try {
            return HEADING.matcher(Files.readString(document)).results().map(heading -> heading.group(1).toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
