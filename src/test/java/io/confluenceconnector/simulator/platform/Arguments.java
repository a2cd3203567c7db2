package io.confluenceconnector.simulator.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads GraphQL arguments and JSON bodies, which come as maps. */
final class Arguments {

    private Arguments() { }

    /** The object under this name; empty when there is none. */
    static Map<String, Object> object(Map<String, Object> arguments, String name) {
        if (!(arguments.get(name) instanceof Map<?, ?> map)) {
            return Map.of();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> object.put(String.valueOf(key), value));
        return object;
    }

    static Optional<String> text(Map<String, Object> arguments, String name) {
        return Optional.ofNullable(arguments.get(name)).map(String::valueOf);
    }

    /** The non-blank text under this name. */
    static String required(Map<String, Object> arguments, String name) {
        return text(arguments, name).filter(text -> !text.isBlank())
                .orElseThrow(() -> Refusal.badInput(name + " is missing"));
    }

    static List<String> texts(Map<String, Object> arguments, String name) {
        return arguments.get(name) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    /** The value of a filter such as {@code ownerId: {equals}}. */
    static Optional<String> equalsFilter(Map<String, Object> where, String name) {
        return text(object(where, name), "equals");
    }

    static int number(Map<String, Object> arguments, String name) {
        return ((Number) arguments.get(name)).intValue();
    }
}
