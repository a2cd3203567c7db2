package io.confluenceconnector.chart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The chart, and Helm in this process: no network, no program of its own. */
final class Chart {

    static final Path FOLDER = Path.of("helm/confluence-connector");
    static final String NAMESPACE = "knowledge";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Chart() {
    }

    /** One values file per feature and per authentication mode. */
    static Stream<String> features() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString().replace("-values.yaml", "")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> values(String feature) {
        return yaml(read(FOLDER.resolve("ci").resolve(feature + "-values.yaml")));
    }

    /** Values with others laid over them, as a second values file does it. */
    static Map<String, Object> values(String feature, String overlay) {
        return merged(values(feature), yaml(overlay));
    }

    static Objects render(Map<String, Object> values) {
        return render(FOLDER, values);
    }

    static Objects render(Path chart, Map<String, Object> values) {
        return render(chart, "wiki", values);
    }

    static Objects render(Path chart, String release, Map<String, Object> values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.write(file, JSON.writeValueAsBytes(values));
                return Objects.of(new Helm(chart).template().withName(release).withNamespace(NAMESPACE)
                        .withKubeVersion("1.31.0").withValuesFile(file).call());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lints a copy of the chart whose default values are these. */
    static LintResult lint(Path copy, Map<String, Object> values) throws IOException {
        copyTo(copy);
        Files.write(copy.resolve("values.yaml"), JSON.writeValueAsBytes(merged(yaml(read(FOLDER.resolve("values.yaml"))), values)));
        return new Helm(copy).lint().strict().call();
    }

    static void copyTo(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One document; a key that occurs twice is an error. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> yaml(String text) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> documents(String text) {
        return StreamSupport.stream(new Load(LoadSettings.builder().build()).loadAllFromString(text).spliterator(), false)
                .filter(document -> document != null).map(document -> (Map<String, Object>) document).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> overlay) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        overlay.forEach((key, value) -> merged.merge(key, value, (below, above) -> below instanceof Map && above instanceof Map
                ? merged((Map<String, Object>) below, (Map<String, Object>) above) : above));
        return merged;
    }
}
