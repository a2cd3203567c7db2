package io.confluenceconnector.http;

import io.confluenceconnector.secret.Secret;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;

/**
 * Adds the credentials as the last thing before a request is written, and only for the hosts they belong to (S5, S8).
 *
 * <p>Once a redirect has left those hosts they stay away for the rest of the chain, even when it leads back: the address
 * is then one that a stranger chose.
 */
final class CredentialScope implements HttpRequestInterceptor {

    private final RequestCredentials credentials;
    private final List<Target> owners;

    CredentialScope(RequestCredentials credentials, List<URI> owners) {
        this.credentials = credentials;
        this.owners = owners.stream().map(Target::of).toList();
    }

    @Override
    public void process(HttpRequest request, EntityDetails body, HttpContext context) throws ProtocolException {
        Target target = targetOf(request);
        if (!belongsTo(target) || !HttpClientContext.cast(context).getRedirectLocations().getAll().stream()
                .allMatch(hop -> belongsTo(Target.of(hop)))) {
            return;
        }
        for (Map.Entry<String, Secret> header : credentials.headers(uriOf(request)).entrySet()) {
            boolean secret = header.getKey().equalsIgnoreCase(HttpHeaders.AUTHORIZATION);
            if (secret && !target.isSecure() && !target.isLoopback()) {
                throw new GuardViolationException("S5", request.getMethod() + " to " + target.origin() + ": no Authorization without TLS");
            }
            request.setHeader(header.getKey(), header.getValue().reveal());
        }
    }

    private boolean belongsTo(Target target) {
        return owners.stream().anyMatch(target::sameOrigin);
    }

    private static Target targetOf(HttpRequest request) throws ProtocolException {
        return Target.of(uriOf(request));
    }

    private static URI uriOf(HttpRequest request) throws ProtocolException {
        try {
            return request.getUri();
        } catch (URISyntaxException e) {
            throw new ProtocolException("The address of the request is no valid URL");
        }
    }
}
