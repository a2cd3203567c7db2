package io.confluenceconnector.tenant;

/** Tells a tenant to stop at a moment that a test chooses, without waiting for what is under way. */
public final class TenantStop {
    private TenantStop() {
    }

    public static void of(TenantRuntime tenant) {
        tenant.stop();
    }
}
