package io.confluenceconnector.logging;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** S18: {@code docs/events.md} is the catalogue of the program. */
class EventCatalogueTest {

    /** {@code | `name` | operation | level | fields | meaning |}. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (\\w+) \\| (\\w+) \\| [^|]+ \\| ([^|]+) \\|$");

    @Test
    void shouldDocumentEveryEventWithOperationLevelAndMeaning() throws IOException {
        // when
        List<String> documented = ROW.matcher(Files.readString(Path.of("docs/events.md"))).results()
                .map(row -> String.join(" | ", row.group(1), row.group(2), row.group(3), row.group(4))).toList();

        // then
        assertThat(documented).containsExactlyElementsOf(Arrays.stream(EventName.values())
                .map(event -> String.join(" | ", event.toString(), event.operation().toString(), event.level().name(), event.meaning()))
                .toList());
    }
}
