package io.confluenceconnector.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The operators' guide to the configuration names what the code reads: no more, no less. */
class ConfigurationGuideTest {
    private static final Path GUIDE = Path.of("docs/configuration.md");
    private static final Path SCHEMA = Path.of("src/main/resources/schema/tenant-config.schema.json");
    private static final Path READER = Path.of("src/main/java/io/confluenceconnector/config/EnvironmentReader.java");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern VARIABLE = Pattern.compile("\"([A-Z][A-Z0-9_]*)\"");

    @Test
    void shouldNameEveryFieldOfATenantFile() throws IOException {
        // given
        Set<String> fields = new TreeSet<>();
        JsonNode definitions = new ObjectMapper().readTree(SCHEMA.toFile()).path("definitions");
        for (String section : Set.of("confluence", "unique", "processing", "ingestion")) {
            definitions.path(section).path("properties").fieldNames().forEachRemaining(fields::add);
        }
        for (String parent : Set.of("auth", "attachments")) {
            fields.remove(parent);
            definitions.path(parent).path("properties").fieldNames().forEachRemaining(name -> fields.add(parent + "." + name));
        }
        fields.add("status");

        // when
        Set<String> documented = named("## Tenant file", "## Secrets");

        // then
        assertThat(documented).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void shouldNameEveryEnvironmentVariable() throws IOException {
        // given
        Set<String> variables = new TreeSet<>();
        Matcher read = VARIABLE.matcher(Files.readString(READER));
        while (read.find()) {
            variables.add(read.group(1));
        }

        // when
        Set<String> documented = named("## Environment", "The proxy carries");

        // then
        assertThat(documented).containsExactlyInAnyOrderElementsOf(variables);
    }

    /** The names in the first column of the tables between two headings. */
    private static Set<String> named(String from, String to) throws IOException {
        String guide = Files.readString(GUIDE);
        Set<String> names = new TreeSet<>();
        for (String line : guide.substring(guide.indexOf(from), guide.indexOf(to)).split("\n")) {
            if (line.startsWith("| `")) {
                Matcher name = CODE.matcher(line.substring(0, line.indexOf('|', 1)));
                while (name.find()) {
                    names.add(name.group(1));
                }
            }
        }
        return names;
    }
}
