package io.confluenceconnector.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Alert rules and dashboard as Prometheus and an operator read them. */
class AlertRulesTest {

    private static final Path CASES = Path.of("src/test/resources/chart/alerts.test.yaml");

    @TempDir
    private Path folder;

    @Test
    void shouldBeRulesThatPrometheusAccepts() throws Exception {
        // given
        Files.writeString(folder.resolve("alerts.yaml"), Queries.alertsFile());

        // when
        String said = Promtool.run(folder, "check", "rules", "alerts.yaml");

        // then
        assertThat(said).contains("SUCCESS: " + Queries.alerts().size() + " rules found");
    }

    @Test
    void shouldFireWhenTheyShouldAndNotOtherwise() throws Exception {
        // given
        Files.writeString(folder.resolve("alerts.yaml"), Queries.alertsFile());
        Files.copy(CASES, folder.resolve("cases.yaml"));

        // when
        String said = Promtool.run(folder, "test", "rules", "cases.yaml");

        // then
        assertThat(said).contains("SUCCESS");
    }

    @Test
    @DisplayName("Each alert has a case in which it fires and one in which it does not")
    void shouldTestEachAlertBothWays() throws Exception {
        // given
        Set<String> fires = new TreeSet<>();
        Set<String> keepsSilent = new TreeSet<>();
        JsonNode cases = new ObjectMapper().valueToTree(Chart.yaml(Files.readString(CASES)));

        // when
        cases.path("tests").forEach(test -> test.path("alert_rule_test").forEach(one ->
                (one.path("exp_alerts").isEmpty() ? keepsSilent : fires).add(one.path("alertname").asText())));

        // then
        List<String> alerts = Queries.alerts().findValuesAsText("alert");
        assertThat(fires).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(keepsSilent).containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void shouldNameForEachAlertARunbookThatExists() throws Exception {
        // given
        List<String> headings = Pattern.compile("(?m)^## (.+)$").matcher(Files.readString(Path.of("docs/runbooks.md"))).results()
                .map(heading -> heading.group(1)).toList();

        // when
        JsonNode alerts = Queries.alerts();

        // then
        assertThat(headings).containsExactlyElementsOf(alerts.findValuesAsText("alert"));
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo("docs/runbooks.md#" + alert.path("alert").asText().toLowerCase(Locale.ROOT));
            assertThat(alert.at("/annotations/summary").asText()).hasSizeBetween(20, 120);
            assertThat(alert.at("/annotations/description").asText()).endsWith(".");
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
        });
    }

    @Test
    @DisplayName("Every query of the dashboard is one that Prometheus can parse")
    void shouldShowQueriesThatPrometheusAccepts() throws Exception {
        // given
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        List<String> queries = new ArrayList<>(Queries.all().values());
        for (int i = 0; i < queries.size(); i++) {
            rules.append("      - {record: 'query_%d', expr: %s}\n".formatted(i, new ObjectMapper().writeValueAsString(queries.get(i))));
        }
        Files.writeString(folder.resolve("queries.yaml"), rules);

        // when
        String said = Promtool.run(folder, "check", "rules", "queries.yaml");

        // then
        assertThat(said).contains("SUCCESS: " + queries.size() + " rules found");
    }

    @Test
    void shouldPlacePanelsInRowsWithoutGapsOrOverlaps() {
        // given
        boolean[][] taken = new boolean[200][24];

        // when
        for (JsonNode panel : Queries.dashboard().path("panels")) {
            JsonNode place = panel.path("gridPos");
            for (int y = place.path("y").asInt(); y < place.path("y").asInt() + place.path("h").asInt(); y++) {
                for (int x = place.path("x").asInt(); x < place.path("x").asInt() + place.path("w").asInt(); x++) {
                    assertThat(taken[y][x]).as(panel.path("title").asText()).isFalse();
                    taken[y][x] = true;
                }
            }
        }

        // then
        for (int y = 0; taken[y][0]; y++) {
            assertThat(taken[y]).as("line " + y).doesNotContain(false);
        }
        assertThat(Queries.dashboard().path("panels")).filteredOn(panel -> !panel.path("type").asText().equals("row"))
                .allSatisfy(panel -> assertThat(panel.path("description").asText()).endsWith("."));
    }

    @Test
    void shouldRenderRulesWithTheOperatorsThresholdAndRunbooks() {
        // when
        PrometheusRule rule = Chart.render(Chart.values("monitoring")).find(PrometheusRule.class).orElseThrow();

        // then
        assertThat(rule.getSpec().getGroups().get(0).getRules()).hasSize(Queries.alerts().size())
                .allSatisfy(alert -> assertThat(alert.getAnnotations().get("runbook_url"))
                        .startsWith("https://docs.example.com/confluence-connector/runbooks#"))
                .anySatisfy(alert -> assertThat(alert.getExpr().getValue().toString()).endsWith("> 100000"));
        assertThat(rule.getMetadata().getLabels()).containsAllEntriesOf(Map.of("release", "prometheus"));
    }
}
