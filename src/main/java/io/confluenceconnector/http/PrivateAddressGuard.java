package io.confluenceconnector.http;

import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves names for the Confluence client, and refuses hosts that a redirect named when they lie in our own network (S6).
 *
 * <p>The addresses it returns are those that are connected to, so a name that changes its answer between a check and the
 * connection gains nothing.
 */
final class PrivateAddressGuard implements DnsResolver {

    private final String confluenceHost;
    private final Optional<String> proxyHost;
    private final DnsResolver resolver;

    PrivateAddressGuard(URI confluenceBase, Optional<HttpProxy> proxy, DnsResolver resolver) {
        this.confluenceHost = Target.of(confluenceBase).host();
        this.proxyHost = proxy.map(HttpProxy::host);
        this.resolver = resolver;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.resolve(host);
        if (!isConfigured(host)) {
            Set<AddressKind> refused = EnumSet.noneOf(AddressKind.class);
            for (InetAddress address : addresses) {
                refused.add(AddressKind.of(address));
            }
            refused.remove(AddressKind.PUBLIC);
            if (!refused.isEmpty() && !kindsOfConfluence().containsAll(refused)) {
                throw new GuardViolationException("S6", "redirect to " + host + ": its address is " + refused);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolver.resolveCanonicalHostname(host);
    }

    private boolean isConfigured(String host) {
        return Target.bareHost(host).equals(confluenceHost) || proxyHost.filter(host::equalsIgnoreCase).isPresent();
    }

    /** Whether Confluence's host is on an address of this kind. */
    boolean isOwnNetwork(AddressKind kind) {
        try {
            return kindsOfConfluence().contains(kind);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Set<AddressKind> kindsOfConfluence() throws UnknownHostException {
        Set<AddressKind> kinds = EnumSet.noneOf(AddressKind.class);
        for (InetAddress address : resolver.resolve(confluenceHost)) {
            kinds.add(AddressKind.of(address));
        }
        kinds.remove(AddressKind.NEVER_A_HOST);
        return kinds;
    }
}
