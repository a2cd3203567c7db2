package io.confluenceconnector.ingestion;

import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.secret.Secret;

import java.util.Objects;

/**
 * What the platform answered when an item was registered.
 *
 * @param uploadUrl a pre-signed address is a credential, so it is kept as one (S9)
 * @param finalise  the request that makes the platform process the content
 */
public record Registration(Secret uploadUrl, PlatformRequest finalise) {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "registration";

    public Registration {
        Objects.requireNonNull(uploadUrl, "uploadUrl");
        Objects.requireNonNull(finalise, "finalise");
    }

    @Override
    public String toString() {
        return "registration";
    }
}
