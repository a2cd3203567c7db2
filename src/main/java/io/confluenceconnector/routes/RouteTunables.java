package io.confluenceconnector.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** The values of routes that an integration engineer may set: the part of application.properties that is not Camel's. */
public final class RouteTunables {

    private RouteTunables() {
    }

    /** Their names, as placeholders of routes. */
    public static Set<String> names() {
        Properties properties = new Properties();
        try (InputStream file = RouteTunables.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("application.properties of this program cannot be read", e);
        }
        return properties.stringPropertyNames().stream().filter(name -> !name.startsWith("camel."))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those that a variable of their name in capitals changes ({@code RETRY_ATTEMPTS}), or a system property of their name. */
    public static Map<String, String> changed() {
        Map<String, String> changed = new HashMap<>();
        for (String name : names()) {
            String variable = System.getenv(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
            Optional.ofNullable(System.getProperty(name, variable)).filter(value -> !value.isBlank())
                    .ifPresent(value -> changed.put(name, value));
        }
        return changed;
    }
}
