package io.confluenceconnector.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
}
