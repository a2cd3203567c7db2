package io.confluenceconnector.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

import java.io.IOException;
import java.net.URISyntaxException;

/**
 * Tells of each request that a redirect adds below a base, right before it is sent, since no route has asked the rate limit
 * for it.
 */
record RedirectCharge(Target base, Runnable charge) implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        boolean redirected = HttpClientContext.cast(scope.clientContext).getRedirectLocations().size() > 0;
        if (redirected && target(request).isBelow(base)) {
            charge.run();
        }
        return chain.proceed(request, scope);
    }

    private static Target target(ClassicHttpRequest request) throws HttpException {
        try {
            return Target.of(request.getUri());
        } catch (URISyntaxException e) {
            throw new HttpException("The address of the request is no valid URL"); // without the cause, which holds it (S9)
        }
    }
}
