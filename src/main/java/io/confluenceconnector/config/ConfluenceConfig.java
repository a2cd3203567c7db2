package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;

/**
 * The Confluence side of a tenant.
 *
 * @param apiRateLimitPerMinute requests in any 60 seconds, retries and downloads included
 * @param ingestSingleLabel     selects a page itself; lower case, as Confluence stores labels (B89)
 * @param ingestAllLabel        selects a page and all its descendants; lower case
 */
public record ConfluenceConfig(
        ConfluenceInstance instance,
        ConfluenceAuth auth,
        int apiRateLimitPerMinute,
        String ingestSingleLabel,
        String ingestAllLabel) {

    public ConfluenceConfig {
        requireNonNull(instance, "instance");
        requireNonNull(auth, "auth");
        Checks.atLeast(1, apiRateLimitPerMinute, "apiRateLimitPerMinute");
        ingestSingleLabel = Checks.notBlank(ingestSingleLabel, "ingestSingleLabel").toLowerCase(Locale.ROOT);
        ingestAllLabel = Checks.notBlank(ingestAllLabel, "ingestAllLabel").toLowerCase(Locale.ROOT);
        if (ingestSingleLabel.equals(ingestAllLabel)) {
            throw new IllegalArgumentException("ingestSingleLabel and ingestAllLabel must differ");
        }
    }

    public InstanceType instanceType() {
        return instance.type();
    }

    /** The address that people use, without a trailing slash. */
    public URI baseUrl() {
        return instance.baseUrl();
    }

    /** Cloud: {@code <apiBaseUrl>/ex/confluence/<cloudId>}; Data Center: the base URL. No trailing slash (S1). */
    public URI confluenceApiBase() {
        return instance.apiBase();
    }
}
