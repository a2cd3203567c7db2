package io.confluenceconnector.tenant;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantStatus;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What no two tenants may use at once: a root scope, and an instance as active tenants. The files never say otherwise, but
 * a tenant may still be finishing a cycle with what another one has just been given (P18).
 */
final class Claims {

    private final Set<String> taken = new HashSet<>();

    static Set<String> of(TenantConfig tenant) {
        String scope = "scope " + tenant.ingestion().scopeId();
        return tenant.status() == TenantStatus.ACTIVE
                ? Set.of(scope, "instance " + tenant.confluence().instance().identity()) : Set.of(scope);
    }

    /** Takes them, which nobody else has taken. */
    synchronized void take(Set<String> claims) {
        if (claims.stream().anyMatch(taken::contains)) {
            throw new IllegalStateException("Another tenant uses one of " + claims);
        }
        taken.addAll(claims);
    }

    /** Waits until all of them are free, and takes them. @return false when {@code wanted} no longer holds */
    synchronized boolean take(Set<String> claims, BooleanSupplier wanted) throws InterruptedException {
        while (wanted.getAsBoolean()) {
            if (claims.stream().noneMatch(taken::contains)) {
                taken.addAll(claims);
                return true;
            }
            wait();
        }
        return false;
    }

    synchronized void release(Set<String> claims) {
        taken.removeAll(claims);
        notifyAll();
    }

    /** Something else may be wanted by now. */
    synchronized void lookAgain() {
        notifyAll();
    }
}
