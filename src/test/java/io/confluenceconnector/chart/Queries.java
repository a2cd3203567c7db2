package io.confluenceconnector.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.metrics.Scrape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries of the dashboard and of the alert rules, and what they ask for. */
final class Queries {

    private static final Pattern WORD = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern SELECTOR = Pattern.compile("([a-z][a-zA-Z0-9_]*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!=|!~|=)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");
    private static final Set<String> LANGUAGE = Set.of("sum", "max", "min", "count", "rate", "increase", "time", "absent", "vector",
            "histogram_quantile", "max_over_time", "by", "on", "or", "and", "unless", "group_left");
    /** Put on by Prometheus when it scrapes. */
    private static final Set<String> SCRAPED = Set.of("instance", "job", "le");

    private Queries() {
    }

    static String alertsFile() {
        return Chart.read(Chart.FOLDER.resolve("files/alerts.yaml"));
    }

    static JsonNode alerts() {
        return new ObjectMapper().<JsonNode>valueToTree(Chart.yaml(alertsFile())).at("/groups/0/rules");
    }

    static JsonNode dashboard() {
        try {
            return new ObjectMapper().readTree(Chart.read(Chart.FOLDER.resolve("files/dashboard.json")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By where they stand, with variables of the dashboard filled in. */
    static Map<String, String> all() {
        Map<String, String> queries = new LinkedHashMap<>();
        alerts().forEach(rule -> queries.put("alert " + rule.path("alert").asText(), rule.path("expr").asText()));
        dashboard().path("panels").forEach(panel -> panel.path("targets").forEach(target -> queries.put(
                "panel " + panel.path("title").asText() + " " + target.path("refId").asText(), target.path("expr").asText()
                        .replace("$tenant", ".*").replace("$__rate_interval", "5m").replace("$__interval", "15m")
                        .replace("$__range", "6h"))));
        return queries;
    }

    /** What a query asks for that a scrape does not have: metrics, labels, values of labels. */
    static List<String> unknown(String query, Scrape scrape) {
        List<String> unknown = new ArrayList<>();
        String rest = query.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("\\[\\w+]", "").replaceAll("\\b\\d+(\\.\\d+)?(e\\d+)?\\b", "");
        List<String> metrics = WORD.matcher(rest.replaceAll("\\{[^}]*}", "").replaceAll(GROUPING.pattern(), "")
                .replaceAll("group_left \\(\\)", "")).results().map(MatchResult::group).filter(word -> !LANGUAGE.contains(word)).toList();
        metrics.stream().filter(metric -> scrape.find(metric).isEmpty()).forEach(metric -> unknown.add("metric " + metric));
        if (metrics.isEmpty()) {
            unknown.add("any metric at all");
        }
        Matcher selector = SELECTOR.matcher(query);
        while (selector.find()) {
            String metric = selector.group(1);
            MATCHER.matcher(selector.group(2)).results().filter(label -> !label.group(3).equals(".*"))
                    .filter(label -> scrape.labelNames(metric).contains(label.group(1)))
                    .filter(label -> !scrape.labelValues(metric, label.group(1)).contains(label.group(3)))
                    .forEach(label -> unknown.add(metric + " with " + label.group()));
            MATCHER.matcher(selector.group(2)).results().filter(label -> !scrape.labelNames(metric).contains(label.group(1)))
                    .forEach(label -> unknown.add(metric + " with label " + label.group(1)));
        }
        GROUPING.matcher(query).results().flatMap(grouping -> List.of(grouping.group(1).split("\\s*,\\s*")).stream())
                .filter(label -> !label.isBlank() && !SCRAPED.contains(label))
                .filter(label -> metrics.stream().noneMatch(metric -> scrape.labelNames(metric).contains(label)))
                .forEach(label -> unknown.add("label " + label));
        return unknown;
    }
}
