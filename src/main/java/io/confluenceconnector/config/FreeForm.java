package io.confluenceconnector.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects that a tenant file passes on to the platform verbatim: order kept, JSON nulls allowed, unmodifiable. */
final class FreeForm {

    private FreeForm() {
    }

    static Map<String, Object> copyOf(Map<String, Object> original) {
        Map<String, Object> copy = new LinkedHashMap<>();
        original.forEach((key, value) -> copy.put(key, copyOfValue(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object copyOfValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(String.valueOf(key), copyOfValue(entry)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(list.stream().map(FreeForm::copyOfValue).toList());
        }
        return value;
    }

    /** The object at a path of keys; an empty one when any of them is missing or no object. */
    static Map<?, ?> at(Map<String, Object> root, String... path) {
        Map<?, ?> current = root;
        for (String key : path) {
            current = current.get(key) instanceof Map<?, ?> next ? next : Map.of();
        }
        return current;
    }
}
