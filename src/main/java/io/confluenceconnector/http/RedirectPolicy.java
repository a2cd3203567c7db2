package io.confluenceconnector.http;

import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Predicate;

/**
 * Where an attachment download may be sent on to (S6): at most ten times, never from HTTPS to HTTP, plain HTTP only within
 * this machine, and not to an address of our own network unless Confluence itself is on that kind of address.
 *
 * <p>This judges addresses that are spelled out; {@link PrivateAddressGuard} judges those that names resolve to.
 */
final class RedirectPolicy extends DefaultRedirectStrategy {

    private static final int MOST_REDIRECTS = 10;
    private static final int FIRST_REDIRECT_STATUS = 300;
    private static final int LAST_REDIRECT_STATUS = 399;

    private final Target confluence;
    private final Predicate<AddressKind> ownNetwork;

    /** Judges by how Confluence's host is spelled, for where nobody here resolves names: behind a proxy. */
    RedirectPolicy(URI confluenceBase) {
        this(confluenceBase, kind -> Target.of(confluenceBase).literalAddress().filter(kind::equals).isPresent());
    }

    /** @param ownNetwork whether Confluence's host itself is on an address of this kind */
    RedirectPolicy(URI confluenceBase, Predicate<AddressKind> ownNetwork) {
        this.confluence = Target.of(confluenceBase);
        this.ownNetwork = ownNetwork;
    }

    static boolean isRedirect(HttpResponse response) {
        return response.getCode() >= FIRST_REDIRECT_STATUS && response.getCode() <= LAST_REDIRECT_STATUS
                && response.containsHeader(HttpHeaders.LOCATION);
    }

    @Override
    public URI getLocationURI(HttpRequest request, HttpResponse response, HttpContext context) throws HttpException {
        Target from;
        Target to;
        URI location;
        try {
            from = Target.of(request.getUri());
            location = super.getLocationURI(request, response, context);
            to = Target.of(location);
        } catch (URISyntaxException | HttpException | IllegalArgumentException e) {
            // without the cause: its text holds the address, whose query may be a signature (S9)
            throw new GuardViolationException("S6", "a redirect leads to an address that is no valid URL");
        }
        check(from, to, HttpClientContext.cast(context).getRedirectLocations().size());
        return location;
    }

    /** Everything is decided by address above; credentials are added per hop, so there is nothing here to protect. */
    @Override
    public boolean isRedirectAllowed(HttpHost currentTarget, HttpHost newTarget, HttpRequest redirect, HttpContext context) {
        return true;
    }

    private void check(Target from, Target to, int redirectsSoFar) {
        if (redirectsSoFar >= MOST_REDIRECTS) {
            throw refused(from, to, "more than " + MOST_REDIRECTS + " redirects");
        }
        if (!to.isSecure() && (from.isSecure() || !from.isLoopback() || !to.isLoopback())) {
            throw refused(from, to, "redirects go to https, and to http only within this machine");
        }
        boolean sameHost = to.host().equals(confluence.host());
        to.literalAddress().filter(kind -> !sameHost && kind != AddressKind.PUBLIC).ifPresent(kind -> {
            if (kind == AddressKind.NEVER_A_HOST || !ownNetwork.test(kind)) {
                throw refused(from, to, "the address is " + kind);
            }
        });
    }

    private static GuardViolationException refused(Target from, Target to, String reason) {
        String address = to.scheme() + "://" + to.host() + ":" + to.port();
        return new GuardViolationException("S6", "redirect from " + from.host() + " to " + address + ": " + reason);
    }
}
