package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;

/**
 * The platform side of a tenant.
 *
 * @param apiRateLimitPerMinute requests in any 60 seconds: GraphQL, file diff, cluster-local uploads
 * @param ingestionConfig       base of what is sent with every item; empty when nothing is configured
 */
public record UniqueConfig(
        PlatformAuth auth,
        URI ingestionServiceBaseUrl,
        URI scopeManagementServiceBaseUrl,
        int apiRateLimitPerMinute,
        Map<String, Object> ingestionConfig) {

    static final int DEFAULT_API_RATE_LIMIT_PER_MINUTE = 100;

    public UniqueConfig {
        requireNonNull(auth, "auth");
        requireNonNull(ingestionServiceBaseUrl, "ingestionServiceBaseUrl");
        requireNonNull(scopeManagementServiceBaseUrl, "scopeManagementServiceBaseUrl");
        Checks.atLeast(1, apiRateLimitPerMinute, "apiRateLimitPerMinute");
        ingestionConfig = FreeForm.copyOf(ingestionConfig);
    }

    /** Whether the platform is reached from outside its cluster: then through the proxy, if there is one. */
    public boolean isExternal() {
        return auth instanceof PlatformAuth.External;
    }
}
