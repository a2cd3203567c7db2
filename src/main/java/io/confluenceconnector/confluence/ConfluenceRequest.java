package io.confluenceconnector.confluence;

import io.confluenceconnector.logging.Loggable;

import java.net.URI;
import java.util.Objects;

/**
 * One GET to Confluence.
 *
 * @param endpoint path template with ids replaced, for metrics and messages
 * @param uri      absolute address below the tenant's Confluence base; never logged (S10)
 */
public record ConfluenceRequest(String endpoint, URI uri) implements Loggable {
    public ConfluenceRequest {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(uri, "uri");
    }

    @Override
    public String toString() {
        return endpoint;
    }
}
