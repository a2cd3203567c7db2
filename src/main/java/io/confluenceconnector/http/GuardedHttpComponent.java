package io.confluenceconnector.http;

import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One role's HTTP component: its only endpoint is {@code <scheme>:api}, and it takes no options, because each option of the
 * component it extends could loosen a guard (S1, S5, S13).
 */
final class GuardedHttpComponent extends HttpComponent {

    private static final String ONLY_ENDPOINT = "api";

    private final Role role;
    private final HttpSettings settings;
    private final DnsResolver resolver;
    private final BooleanSupplier permitted;
    private CloseableHttpClient client;

    GuardedHttpComponent(Role role, HttpSettings settings, DnsResolver resolver, BooleanSupplier permitted) {
        this.role = role;
        this.settings = settings;
        this.resolver = resolver;
        this.permitted = permitted;
    }

    Role role() {
        return role;
    }

    CloseableHttpClient client() {
        lock.lock();
        try {
            if (client == null) {
                client = GuardedClient.create(role, settings, resolver, permitted);
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String expected = role.scheme() + ":" + ONLY_ENDPOINT;
        if (!remaining.equals(ONLY_ENDPOINT)) {
            throw new IllegalArgumentException("Expected the endpoint " + expected + "; the address goes into the header CamelHttpUri");
        }
        if (!parameters.isEmpty()) {
            throw new IllegalArgumentException("Expected " + expected + " without options, but it has " + parameters.keySet()
                    + "; what the HTTP client may do is not up to routes");
        }
        return new GuardedHttpEndpoint(expected, this);
    }

    /** Closes all connections at once; the closed client stays, so that no other one is made. */
    void cutOff() {
        client().close(CloseMode.IMMEDIATE);
    }

    @Override
    public void doStop() throws Exception {
        lock.lock();
        try {
            if (client != null) {
                client.close(CloseMode.GRACEFUL);
                client = null;
            }
        } finally {
            lock.unlock();
        }
        super.doStop();
    }
}
