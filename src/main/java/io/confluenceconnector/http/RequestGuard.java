package io.confluenceconnector.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Lets a request pass only when every rule agrees; sits below the redirects, so that each hop is judged, and above the
 * connections, so that nothing is opened for a request that is refused.
 */
final class RequestGuard implements ExecChainHandler {

    private final List<RequestRule> rules;

    RequestGuard(List<RequestRule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        OutgoingRequest outgoing = outgoing(request, scope);
        rules.forEach(rule -> rule.check(outgoing));
        OutgoingHeaders.keepAllowed(request);
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (RedirectPolicy.isRedirect(response)) {
            dropBody(response);
        }
        return response;
    }

    private static OutgoingRequest outgoing(ClassicHttpRequest request, ExecChain.Scope scope) {
        URI url;
        try {
            url = request.getUri();
        } catch (URISyntaxException e) {
            throw new GuardViolationException("S5", request.getMethod() + " to an address that is no valid URL");
        }
        Target target = Target.of(url);
        HttpHost connected = scope.route.getTargetHost();
        if (!target.host().equals(Target.of(URI.create(connected.toURI())).host()) || target.port() != connected.getPort()) {
            throw new GuardViolationException("S5", request.getMethod() + ": the connection leads to another host");
        }
        int redirects = scope.clientContext.getRedirectLocations().size();
        return new OutgoingRequest(request.getMethod(), url, target, redirects, Optional.ofNullable(request.getEntity()));
    }

    /** Keeps a redirect's body from being read to its end, however long it is. */
    private static void dropBody(ClassicHttpResponse response) throws IOException {
        HttpEntity body = response.getEntity();
        if (body != null) {
            ResponseBody.of(body).close();
            response.setEntity(null);
        }
    }
}
