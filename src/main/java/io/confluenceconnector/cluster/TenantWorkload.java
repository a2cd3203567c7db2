package io.confluenceconnector.cluster;

import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.tenant.Tenants;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The real tenants; those that could not be started here are left to other pods. */
record TenantWorkload(Tenants tenants) implements Workload {

    @Override
    public Set<TenantName> runnable() {
        Set<TenantName> runnable = new HashSet<>(tenants.configured());
        tenants.refused().stream().filter(tenants::isIdle).forEach(runnable::remove);
        return runnable;
    }

    @Override
    public void admit(TenantName tenant, BooleanSupplier permit) {
        tenants.admit(tenant, permit);
    }

    @Override
    public void dismiss(TenantName tenant) {
        tenants.dismiss(tenant);
    }

    @Override
    public void cutOff(TenantName tenant) {
        tenants.cutOff(tenant);
    }

    @Override
    public boolean isIdle(TenantName tenant) {
        return tenants.isIdle(tenant);
    }

    @Override
    public boolean isBusy(TenantName tenant) {
        return tenants.isBusy(tenant);
    }
}
