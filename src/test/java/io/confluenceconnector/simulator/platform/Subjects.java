package io.confluenceconnector.simulator.platform;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names what a GraphQL call is about, from its variables. */
final class Subjects {

    private static final List<String> NAMES = List.of("contentId", "contentIds", "scopeId", "id", "paths");

    private Subjects() { }

    static String of(Map<String, Object> variables) {
        Map<String, Object> input = Arguments.object(variables, "input");
        if (input.get("key") instanceof String key) {
            return key;
        }
        return Stream.concat(NAMES.stream().map(variables::get), Stream.ofNullable(input.get("scopeIds")))
                .filter(Objects::nonNull).map(String::valueOf).collect(Collectors.joining(" "));
    }
}
