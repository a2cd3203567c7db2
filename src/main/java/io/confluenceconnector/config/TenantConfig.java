package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

/** Everything that a tenant file says, with defaults applied and secrets behind {@code Secret}. */
public record TenantConfig(
        TenantName name,
        TenantStatus status,
        ConfluenceConfig confluence,
        UniqueConfig unique,
        ProcessingConfig processing,
        IngestionConfig ingestion) {

    public TenantConfig {
        requireNonNull(name, "name");
        requireNonNull(status, "status");
        requireNonNull(confluence, "confluence");
        requireNonNull(unique, "unique");
        requireNonNull(processing, "processing");
        requireNonNull(ingestion, "ingestion");
    }
}
