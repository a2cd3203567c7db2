package io.confluenceconnector.health;

import io.confluenceconnector.config.TenantName;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * How the systems that one active tenant needs can be asked whether they are there.
 *
 * @param baseUrl         of the tenant's Confluence; tenants that share it are asked once
 * @param atlassian       unauthenticated, to the Atlassian API; Cloud only
 * @param confluence      unauthenticated, to {@code baseUrl}
 * @param ingestion       {@code { __typename }} with the tenant's credentials
 * @param scopeManagement likewise
 */
public record TenantPings(TenantName tenant, URI baseUrl, Optional<Ping> atlassian, Ping confluence, Ping ingestion,
                          Ping scopeManagement) {
    public TenantPings {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(atlassian, "atlassian");
        Objects.requireNonNull(confluence, "confluence");
        Objects.requireNonNull(ingestion, "ingestion");
        Objects.requireNonNull(scopeManagement, "scopeManagement");
    }
}
