package io.confluenceconnector.http;

import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

import java.util.Arrays;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Puts the guarded components into a tenant's context: the only way for its routes to reach the network. */
public final class GuardedHttpComponents {

    private GuardedHttpComponents() {
    }

    /** The schemes under which routes find the components; each has the one endpoint {@code <scheme>:api}. */
    public static Set<String> schemes() {
        return Arrays.stream(Role.values()).map(Role::scheme).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Registers {@code confluence:api}, {@code confluence-token:api}, {@code platform:api}, {@code platform-token:api},
     * {@code upload:api} and {@code reachability:api}; their clients are closed with the context.
     *
     * @param permitted asked before each request: whether this process may still work for the tenant (P20)
     */
    public static void addTo(CamelContext context, HttpSettings settings, BooleanSupplier permitted) {
        addTo(context, settings, SystemDefaultDnsResolver.INSTANCE, permitted);
    }

    static void addTo(CamelContext context, HttpSettings settings, DnsResolver resolver) {
        addTo(context, settings, resolver, () -> true);
    }

    private static void addTo(CamelContext context, HttpSettings settings, DnsResolver resolver, BooleanSupplier permitted) {
        for (Role role : Role.values()) {
            context.addComponent(role.scheme(), new GuardedHttpComponent(role, settings, resolver, permitted));
        }
    }

    /** Breaks off what is on its way in either direction; nothing more can be sent (P20). */
    public static void cutOff(CamelContext context) {
        for (Role role : Role.values()) {
            context.getComponent(role.scheme(), GuardedHttpComponent.class).cutOff();
        }
    }
}
