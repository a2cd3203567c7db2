package io.confluenceconnector.metrics;

import io.confluenceconnector.config.InstanceType;
import io.confluenceconnector.config.TenantName;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/metrics.md} says what a scrape has: names, types, labels with their values, buckets. */
class MetricsGuideTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(?:cfc|confluence_connector)_\\w+` \\|.*\\|$");

    /** Labels of many values, or of those that depend on the installation. */
    private static final List<String> OPEN = List.of("tenant", "endpoint", "operation");

    @Test
    void shouldDocumentEveryMetricWithTypeLabelsBucketsAndMeaning() throws IOException {
        // given
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        TenantMetrics metrics = new TenantMetrics(registry, new TenantName("acme"), InstanceType.CLOUD);
        Scrape scrape = Scrape.of(registry);
        metrics.close();

        // when
        List<String> documented = ROW.matcher(Files.readString(Path.of("docs/metrics.md"))).results().map(row -> row.group()).toList();

        // then
        assertThat(documented).containsExactlyElementsOf(Arrays.stream(Metric.values()).map(metric -> row(metric, scrape)).toList());
    }

    private static String row(Metric metric, Scrape scrape) {
        String type = scrape.types().get(metric.toString());
        String sample = type.equals("histogram") ? metric + "_count" : metric.toString();
        TreeMap<String, TreeSet<String>> labels = new TreeMap<>();
        scrape.find(sample).forEach(each -> each.labels().forEach((name, value) ->
                labels.computeIfAbsent(name, first -> new TreeSet<>()).add(value)));
        String told = labels.entrySet().stream().map(label -> "`" + label.getKey() + "`"
                + (OPEN.contains(label.getKey()) ? "" : ": " + String.join(" ", label.getValue()))).collect(Collectors.joining("; "));
        String buckets = Arrays.stream(metric.buckets()).mapToObj(MetricsGuideTest::number).collect(Collectors.joining(" "));
        return "| `" + metric + "` | " + type + (buckets.isEmpty() ? "" : ": " + buckets) + " | " + (told.isEmpty() ? "–" : told) + " | "
                + metric.meaning() + " |";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
