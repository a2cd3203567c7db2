package io.confluenceconnector.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus would read, parsed. */
public record Scrape(Map<String, String> types, List<Sample> samples) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One line of it. */
    public record Sample(String name, Map<String, String> labels, double value) {
    }

    public static Scrape of(PrometheusMeterRegistry registry) {
        return of(registry.scrape());
    }

    public static Scrape of(String text) {
        Map<String, String> types = new HashMap<>();
        List<Sample> samples = text.lines().peek(line -> {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            }
        }).filter(line -> !line.startsWith("#")).map(Scrape::sample).toList();
        return new Scrape(types, samples);
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalStateException("Not a line of the exposition format: " + line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        if (sample.group(2) != null) {
            LABEL.matcher(sample.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3).replace("+Inf", "Infinity")));
    }

    /** The samples of a name that carry these labels, given as {@code name, value} pairs. */
    public List<Sample> find(String name, String... labels) {
        return samples.stream().filter(sample -> sample.name().equals(name)).filter(sample -> {
            for (int i = 0; i < labels.length; i += 2) {
                if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                    return false;
                }
            }
            return true;
        }).toList();
    }

    /** The value of the one sample that carries these labels. */
    public double value(String name, String... labels) {
        List<Sample> found = find(name, labels);
        if (found.size() != 1) {
            throw new AssertionError("Expected one sample of " + name + List.of(labels) + " but found " + found);
        }
        return found.get(0).value();
    }

    public Set<String> labelNames(String name) {
        return find(name).stream().flatMap(sample -> sample.labels().keySet().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    public Set<String> labelValues(String name, String label) {
        return find(name).stream().map(sample -> sample.labels().get(label)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Upper bounds of a histogram's buckets in ascending order, infinity left out. */
    List<Double> buckets(String name) {
        TreeMap<Double, String> bounds = new TreeMap<>();
        labelValues(name + "_bucket", "le").stream().filter(bound -> !bound.equals("+Inf"))
                .forEach(bound -> bounds.put(Double.parseDouble(bound), bound));
        return List.copyOf(bounds.keySet());
    }
}
