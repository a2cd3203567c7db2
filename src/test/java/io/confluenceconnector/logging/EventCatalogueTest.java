package io.confluenceconnector.logging;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** S18: {@code docs/events.md} is the catalogue of the program; {@code AuditLogIT} compares the fields with real events. */
class EventCatalogueTest {

    @Test
    void shouldDocumentEveryEventWithOperationLevelAndMeaning() {
        // when
        List<String> documented = DocumentedEvents.rows().stream()
                .map(row -> String.join(" | ", row.name(), row.operation(), row.level(), row.meaning())).toList();

        // then
        assertThat(documented).containsExactlyElementsOf(Arrays.stream(EventName.values())
                .map(event -> String.join(" | ", event.toString(), event.operation().toString(), event.level().name(), event.meaning()))
                .toList());
    }

    @Test
    void shouldDocumentNoFieldThatNothingWrites() throws IOException {
        // given
        String program = program();

        // when
        List<String> invented = DocumentedEvents.allFields().stream()
                .filter(field -> !program.contains(".field(\"" + field + "\"")).toList();

        // then
        assertThat(invented).isEmpty();
    }

    @Test
    void shouldDocumentEveryFieldWithTheEventThatHasIt() throws IOException {
        // given (an event whose name is decided on the spot is covered by the events of whole cycles)
        Pattern event = Pattern.compile("Event\\s*\\.of\\(EventName\\.(\\w+)\\)([^;]*);");
        Pattern field = Pattern.compile("\\.field\\(\"([^\"]+)\"");

        // when
        Set<String> undocumented = new TreeSet<>();
        event.matcher(program()).results().forEach(built -> {
            EventName name = EventName.valueOf(built.group(1));
            field.matcher(built.group(2)).results().map(written -> written.group(1))
                    .filter(written -> !DocumentedEvents.fieldsOf(name).contains(written))
                    .forEach(written -> undocumented.add(name + " " + written));
        });
        field.matcher(program()).results().map(written -> written.group(1))
                .filter(written -> !DocumentedEvents.allFields().contains(written)).forEach(undocumented::add);

        // then
        assertThat(undocumented).isEmpty();
    }

    private static String program() throws IOException {
        StringBuilder program = new StringBuilder();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                program.append(Files.readString(source));
            }
        }
        return program.toString();
    }
}
