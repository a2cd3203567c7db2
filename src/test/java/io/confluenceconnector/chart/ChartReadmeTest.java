package io.confluenceconnector.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The chart's documents say what its files say. */
class ChartReadmeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");
    private static final String README = Chart.read(Chart.FOLDER.resolve("README.md"));

    @Test
    @DisplayName("The table of values equals values.yaml: paths, defaults, comments")
    void shouldListEveryValueWithItsDefaultAndComment() throws Exception {
        // when
        List<String> rows = rows();

        // then
        assertThat(README.substring(README.indexOf("<!-- values -->")).lines().skip(1).toList())
                .containsExactly(("| value | default | meaning |\n| --- | --- | --- |\n" + String.join("\n", rows)).split("\n"));
    }

    @Test
    void shouldCommentEveryValue() throws Exception {
        // given
        Set<String> documented = new TreeSet<>();
        rows().forEach(row -> documented.add(row.substring(3, row.indexOf("` |"))));

        // when
        Set<String> leaves = new TreeSet<>();
        addLeaves("", values(), documented, leaves);

        // then
        assertThat(documented).containsExactlyInAnyOrderElementsOf(leaves);
    }

    @Test
    void shouldShowValuesThatRender() {
        // given
        Matcher example = Pattern.compile("(?s)<!-- example values -->\n```yaml\n(.*?)```").matcher(README);
        assertThat(example.find()).isTrue();

        // when
        Objects objects = Chart.render(Chart.yaml(example.group(1)));

        // then
        assertThat(objects.tenantFiles()).containsOnlyKeys("acme-tenant-config.yaml");
        assertThat(objects.container().getImage()).startsWith("images.example.com/confluence-connector:");
    }

    @Test
    @DisplayName("The chart's own rules for tenants stay those of the tenant file")
    void shouldHaveTheSameSchemaForTenantsAsTheLoader() throws Exception {
        // given
        JsonNode loader = JSON.readTree(Path.of("src/main/resources/schema/tenant-config.schema.json").toFile()).path("definitions");

        // when
        JsonNode chart = JSON.readTree(Chart.FOLDER.resolve("values.schema.json").toFile()).path("definitions");

        // then
        for (String same : List.of("confluence", "processing", "ingestion", "attachments", "switch", "positive", "rateLimit", "url",
                "baseUrl", "clusterBaseUrl", "siteUrl")) {
            assertThat(chart.path(same)).as(same).isEqualTo(loader.path(same));
        }
        for (String text : List.of("textOrReference", "cloudId", "label")) {
            assertThat(chart.path(text).path("pattern")).as(text).isEqualTo(loader.path(text).path("pattern"));
        }
        assertThat(chart.at("/auth/properties")).isEqualTo(loader.at("/auth/properties"));
    }

    @Test
    void shouldTellTheVersionOfTheProduct() throws Exception {
        // given
        Matcher version = Pattern.compile("<artifactId>confluence-connector</artifactId>\\s*<version>(.*)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();

        // when
        var chart = Chart.yaml(Chart.read(Chart.FOLDER.resolve("Chart.yaml")));

        // then
        assertThat(chart).containsEntry("appVersion", version.group(1))
                .containsEntry("version", version.group(1).replace("-SNAPSHOT", ""));
    }

    @Test
    void shouldListEveryHostOfTheDocumentsInTheExampleWithHostNames() {
        // when
        String example = Chart.read(Chart.FOLDER.resolve("examples/cilium-fqdn-policy.yaml"));

        // then
        assertThat(Chart.documents(example)).hasSize(1);
        assertThat(example).contains("api.atlassian.com", "auth.atlassian.com", "api.media.atlassian.com", "wiki.example.com",
                "id.example.com", "gateway.example.com", "*.blob.core.windows.net");
    }

    private static JsonNode values() throws JsonProcessingException {
        return JSON.valueToTree(Chart.yaml(Chart.read(Chart.FOLDER.resolve("values.yaml"))));
    }

    /** A row for each key below a comment that begins with {@code # --}. */
    private static List<String> rows() throws JsonProcessingException {
        JsonNode values = values();
        List<String> rows = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        String comment = "";
        for (String line : Chart.read(Chart.FOLDER.resolve("values.yaml")).lines().toList()) {
            Matcher key = KEY.matcher(line);
            if (line.strip().startsWith("# -- ")) {
                comment = line.strip().substring(5);
            } else if (key.matches()) {
                while (path.size() > key.group(1).length() / 2) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                if (!comment.isEmpty()) {
                    JsonNode value = values.at("/" + String.join("/", path));
                    rows.add("| `%s` | `%s` | %s |".formatted(String.join(".", path), JSON.writeValueAsString(value), comment));
                    comment = "";
                }
            }
        }
        return rows;
    }

    private static void addLeaves(String path, JsonNode node, Set<String> documented, Set<String> leaves) {
        if (documented.contains(path) || !node.isObject()) {
            leaves.add(path);
        } else {
            node.properties().forEach(field -> addLeaves(path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    field.getValue(), documented, leaves));
        }
    }
}
