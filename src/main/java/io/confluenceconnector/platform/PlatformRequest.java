package io.confluenceconnector.platform;

import io.confluenceconnector.logging.Loggable;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * One POST to the platform.
 *
 * @param operation name for metrics and messages: {@code graphql:<target>:<OperationName>} or {@code POST:<path>}
 * @param payload   becomes the JSON body; holds titles and keys, so it has no text form (S12)
 */
public record PlatformRequest(Target target, String operation, URI uri, Map<String, Object> payload)
        implements Loggable {

    /** The operation of health checks, which are not measured. */
    public static final String PING = "ping";

    public PlatformRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(payload, "payload");
    }

    @Override
    public String toString() {
        return operation;
    }
}
