package io.confluenceconnector.http;

import org.apache.camel.PollingConsumer;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.HttpClient;

import java.net.URI;

/** The endpoint {@code <scheme>:api}: streams bodies both ways and hands every status to the route as a message. */
final class GuardedHttpEndpoint extends HttpEndpoint {

    /** Required by the endpoint it extends; a request without an address of its own fails before it is used. */
    private static final URI NO_ADDRESS = URI.create("https://address.invalid/");

    GuardedHttpEndpoint(String uri, GuardedHttpComponent component) {
        super(uri, component, NO_ADDRESS, null);
        setThrowExceptionOnFailure(false);
        setDisableStreamCache(true);
        setCopyHeaders(false);
        setSkipControlHeaders(true);
        setClearExpiredCookies(false);
        setUseSystemProperties(false);
        setHeaderFilterStrategy(new HeaderExchange());
    }

    Role role() {
        return ((GuardedHttpComponent) getComponent()).role();
    }

    @Override
    public HttpClient getHttpClient() {
        return ((GuardedHttpComponent) getComponent()).client();
    }

    @Override
    public Producer createProducer() {
        return new GuardedHttpProducer(this);
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        throw new UnsupportedOperationException("Send to " + getEndpointUri() + "; nothing can be polled from it");
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }
}
