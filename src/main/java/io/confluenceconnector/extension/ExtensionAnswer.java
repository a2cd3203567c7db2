package io.confluenceconnector.extension;

import io.confluenceconnector.gateway.HostPausedException;
import io.confluenceconnector.gateway.RemoteCallException;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an extension route left behind in its copy of the exchange; all else of the copy is dropped.
 *
 * @param failure what it threw
 */
public record ExtensionAnswer(Optional<Object> body, Map<String, Object> properties, Optional<Exception> failure) {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "extensionAnswer";

    public ExtensionAnswer {
        properties = Map.copyOf(properties);
    }

    /** Keeps the answer and leaves the exchange as it was, whatever the extension did: stopping and failing included. */
    public static AggregationStrategy keep() {
        return (original, extension) -> {
            original.setProperty(PROPERTY, of(extension));
            return original;
        };
    }

    private static ExtensionAnswer of(Exchange extension) {
        Map<String, Object> properties = new TreeMap<>();
        extension.getProperties().forEach((name, value) -> {
            if (value != null) {
                properties.put(name, value);
            }
        });
        return new ExtensionAnswer(Optional.ofNullable(extension.getMessage().getBody()), properties,
                Optional.ofNullable(extension.getException()));
    }

    /** @throws ExtensionException when the route failed; a long pause of a host goes up as it is, since it ends the cycle */
    void requireSuccess(ExtensionPoint point) {
        if (failure.isEmpty()) {
            return;
        }
        if (failure.get() instanceof HostPausedException paused) {
            throw paused;
        }
        boolean ours = failure.get() instanceof RemoteCallException || failure.get() instanceof ExtensionException;
        throw new ExtensionException(point, "failed: " + (ours ? failure.get().getMessage()
                : failure.get().getClass().getSimpleName()), failure.get());
    }

    /** A property as text; empty when it is not set. */
    String text(String name) {
        Object value = properties.get(name);
        return value == null ? "" : value.toString();
    }

    @Override
    public String toString() {
        return failure.isPresent() ? "a failure" : "an answer";
    }
}
