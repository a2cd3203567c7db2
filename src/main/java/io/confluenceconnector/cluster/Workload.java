package io.confluenceconnector.cluster;

import io.confluenceconnector.config.TenantName;

import java.util.Set;
import java.util.function.BooleanSupplier;

/** The tenants of this process, as the election sees them; no call waits. */
interface Workload {

    /** Those that could run here. */
    Set<TenantName> runnable();

    /** Runs the tenant here while the permit holds, which is asked before each request. */
    void admit(TenantName tenant, BooleanSupplier permit);

    /** Ends the tenant here as soon as the items on their way are done. */
    void dismiss(TenantName tenant);

    /** Ends the tenant here at once: nothing more is sent, and what is on its way is broken off. */
    void cutOff(TenantName tenant);

    /** Whether nothing of the tenant runs here, and nothing is about to. */
    boolean isIdle(TenantName tenant);

    /** Whether a cycle of the tenant is under way here. */
    boolean isBusy(TenantName tenant);
}
