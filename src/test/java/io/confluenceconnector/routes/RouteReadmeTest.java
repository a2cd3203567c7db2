package io.confluenceconnector.routes;

import io.confluenceconnector.config.ConfigurationException;
import io.confluenceconnector.config.EnvironmentSettings;
import io.confluenceconnector.secret.SecretResolver;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The README beside the routes says what the files say. */
class RouteReadmeTest {

    private static final String README = RouteFolder.read(RouteFolder.SHIPPED.resolve("README.md"));

    @Test
    @DisplayName("the table of contracts has every route, in its file, and no other")
    void shouldListEveryRoute() {
        // given
        List<String> routes = RouteFile.all().flatMap(file -> file.routeIds().stream().map(id -> file.stage() + " " + id)).toList();

        // when
        List<String> listed = rows("## Contracts").map(cells -> cells.get(0) + " " + cells.get(1)).toList();

        // then
        assertThat(listed).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    @DisplayName("every contract says what comes in, what goes out and what must stay")
    void shouldStateEveryContract() {
        // then
        assertThat(rows("## Contracts")).allSatisfy(cells -> assertThat(cells).hasSize(5).noneMatch(String::isBlank));
    }

    @Test
    @DisplayName("the table of tunables has every value that may be set, with its default")
    void shouldListEveryTunable() throws IOException {
        // given
        Properties properties = new Properties();
        try (InputStream file = RouteTunables.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        }
        Map<String, String> tunables = RouteTunables.names().stream().collect(Collectors.toMap(name -> name, properties::getProperty));

        // when
        Map<String, String> listed = rows("## Tunables").collect(Collectors.toMap(cells -> cells.get(0), cells -> cells.get(1)));

        // then
        assertThat(listed).isEqualTo(tunables);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("wrongTunables")
    @DisplayName("a value out of the table's range is refused at start-up, with the range")
    void shouldRefuseTunableOutOfItsRange(String variable, String value, String range) {
        // given
        Map<String, String> environment = Map.of("TENANT_CONFIG_PATH_PATTERN", "tenants/*.yaml", variable, value);

        // when
        Throwable thrown = catchThrowable(() -> EnvironmentSettings.read(environment, new Properties(),
                new SecretResolver(environment::get, (reference, why) -> { })));

        // then
        assertThat(thrown).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable + ": is '" + value + "'. Write a whole number from " + range);
    }

    static Stream<Arguments> wrongTunables() {
        return rows("## Tunables").flatMap(cells -> {
            String[] range = cells.get(3).split("–");
            return Stream.of(Long.toString(Long.parseLong(range[0]) - 1), Long.toString(Long.parseLong(range[1]) + 1), "x", "-5")
                    .map(value -> arguments(cells.get(0).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value,
                            range[0] + " to " + range[1]));
        });
    }

    @Test
    @DisplayName("the picture has every file but the error policy, which belongs to all")
    void shouldDrawEveryStage() {
        // given
        String picture = README.substring(README.indexOf("```mermaid"), README.indexOf("## Contracts"));

        // then
        assertThat(RouteFile.all().map(RouteFile::stage).filter(stage -> !stage.equals("error-policy")))
                .allMatch(stage -> picture.contains("[" + stage + "]"));
    }

    private static Stream<List<String>> rows(String heading) {
        String section = README.substring(README.indexOf(heading)).split("\n## ")[0];
        return section.lines().filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(cell -> cell.strip().replace("`", "")).toList());
    }
}
