package io.confluenceconnector.build;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of routes in {@code CONTRIBUTING.md} has each route file, and whatever it names exists. */
class RouteTableTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (.+) \\| (.+) \\| (.+) \\| (.+) \\|$");
    private static final Pattern BEAN = Pattern.compile("`(\\w+) = (\\w+)`");
    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

    private record Row(String route, String beans, String tests, String events, String metrics) {
    }

    private static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("CONTRIBUTING.md"))).results()
                .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4), row.group(5))).toList();
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static List<String> names(String folder, String ending) throws IOException {
        return files(folder, ending).stream().map(file -> file.getFileName().toString().replace(ending, "")).toList();
    }

    private static List<String> named(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
    }

    @Test
    void shouldHaveEveryRouteFileOnce() throws IOException {
        // when / then
        assertThat(rows()).extracting(Row::route).containsExactlyInAnyOrderElementsOf(names("routes", ".camel.yaml"));
    }

    @Test
    void shouldNameBeansThatTheFileRefersToWithClassesThatExist() throws IOException {
        // given
        List<String> classes = names("src/main/java", ".java");

        // when / then
        for (Row row : rows()) {
            Path file = files("routes", "/" + row.route() + ".camel.yaml").get(0);
            for (Matcher bean = BEAN.matcher(row.beans()); bean.find();) {
                assertThat(Files.readString(file).replace("{{system}}", "confluence")).as(row.route()).containsPattern("\\b" + bean.group(1) + "\\b");
                assertThat(classes).contains(bean.group(2));
            }
        }
    }

    @Test
    void shouldNameTestsEventsAndMetricsThatExist() throws IOException {
        // given
        List<String> tests = names("src/test/java", ".java");
        String events = Files.readString(Path.of("docs/events.md"));
        String metrics = Files.readString(Path.of("docs/metrics.md"));

        // when / then
        assertThat(rows()).allSatisfy(row -> {
            assertThat(named(row.tests())).isNotEmpty().isSubsetOf(tests);
            assertThat(named(row.events())).allSatisfy(event -> assertThat(events).contains("| `" + event + "` |"));
            assertThat(named(row.metrics())).allSatisfy(metric -> assertThat(metrics).contains("| `" + metric + "` |"));
        });
    }
}
