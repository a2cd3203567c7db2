package io.confluenceconnector.simulator.confluence;

import com.sun.net.httpserver.Headers;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as a handler sees it: decoded, and with the variables of its path. */
record Call(
        String method,
        String path,
        String rawQuery,
        Map<String, List<String>> query,
        Map<String, String> variables,
        Headers headers,
        byte[] body) {

    static Map<String, List<String>> parseQuery(String rawQuery) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                query.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    String variable(String name) {
        return variables.get(name);
    }

    Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** The values of a parameter that may be repeated or hold a list separated by commas. */
    List<String> listParameter(String name) {
        return parameters(name).stream().flatMap(value -> List.of(value.split(",")).stream())
                .map(String::trim).filter(value -> !value.isEmpty()).toList();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    boolean formEncoded() {
        return header("Content-Type").filter(type -> type.startsWith("application/x-www-form-urlencoded")).isPresent();
    }

    boolean jsonEncoded() {
        return header("Content-Type").filter(type -> type.startsWith("application/json")).isPresent();
    }
}
