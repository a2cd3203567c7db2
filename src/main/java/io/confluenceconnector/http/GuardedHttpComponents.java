package io.confluenceconnector.http;

import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Puts the guarded components into a tenant's context: the only way for its routes to reach the network. */
public final class GuardedHttpComponents {

    private GuardedHttpComponents() {
    }

    /**
     * Registers {@code confluence:api}, {@code confluence-token:api}, {@code platform:api}, {@code platform-token:api},
     * {@code upload:api} and {@code reachability:api}; their clients are closed with the context.
     */
    public static void addTo(CamelContext context, HttpSettings settings) {
        addTo(context, settings, SystemDefaultDnsResolver.INSTANCE);
    }

    static void addTo(CamelContext context, HttpSettings settings, DnsResolver resolver) {
        for (Role role : Role.values()) {
            context.addComponent(role.scheme(), new GuardedHttpComponent(role, settings, resolver));
        }
    }
}
