package io.confluenceconnector.config;

/** Whether a tenant is synchronised, only validated, or removed from the platform (P16). */
public enum TenantStatus implements Choice {
    ACTIVE, INACTIVE, DELETED
}
