package io.confluenceconnector.config;

import java.util.Locale;

/** Whether a tenant is synchronised, only validated, or removed from the platform (P16). */
public enum TenantStatus implements Choice {
    ACTIVE, INACTIVE, DELETED;

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
