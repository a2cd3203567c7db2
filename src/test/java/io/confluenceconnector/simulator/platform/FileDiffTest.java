package io.confluenceconnector.simulator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluenceconnector.simulator.platform.Contents.Known;
import io.confluenceconnector.simulator.platform.FileDiff.Submitted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is new, updated, moved and deleted to the platform (P7). */
class FileDiffTest {

    private static final String OLD = "2026-01-01T10:00:00.000Z";
    private static final String NEW = "2026-02-01T10:00:00.000Z";
    private static final Map<String, Known> FINALISED = Map.of("42", new Known("u1", Optional.of(OLD)));
    private static final Map<String, Known> NEVER_FINALISED = Map.of("42", new Known("u1", Optional.empty()));

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldTellWhatToDo(String name, Map<String, Submitted> submitted, Map<String, Known> stored, FileDiff expected) {
        // when
        FileDiff diff = FileDiff.between(submitted, stored);

        // then
        assertThat(diff).isEqualTo(expected);
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("not stored: new", item("u1", OLD), Map.of(), diff("42", "", "", "")),
                Arguments.of("same version, same URL: nothing", item("u1", OLD), FINALISED, diff("", "", "", "")),
                Arguments.of("other version: updated", item("u1", NEW), FINALISED, diff("", "42", "", "")),
                Arguments.of("earlier version: updated", item("u1", OLD), Map.of("42", new Known("u1", Optional.of(NEW))),
                        diff("", "42", "", "")),
                Arguments.of("other version and URL: updated only", item("u2", NEW), FINALISED, diff("", "42", "", "")),
                Arguments.of("other URL: moved", item("u2", OLD), FINALISED, diff("", "", "42", "")),
                Arguments.of("never finalised: updated", item("u1", OLD), NEVER_FINALISED, diff("", "42", "", "")),
                Arguments.of("not submitted: deleted", Map.of(), FINALISED, diff("", "", "", "42")),
                Arguments.of("never finalised and not submitted: deleted", Map.of(), NEVER_FINALISED, diff("", "", "", "42")));
    }

    private static Map<String, Submitted> item(String url, String updatedAt) {
        return Map.of("42", new Submitted(url, updatedAt));
    }

    private static FileDiff diff(String added, String updated, String moved, String deleted) {
        return new FileDiff(ids(added), ids(updated), ids(moved), ids(deleted));
    }

    private static List<String> ids(String id) {
        return id.isEmpty() ? List.of() : List.of(id);
    }
}
