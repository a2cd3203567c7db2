package io.confluenceconnector.http;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;

import java.net.URI;
import java.util.List;

/**
 * Marks the answer of a host that a redirect led to, such as Cloud's media host: what it says about
 * its own load must not hold back the API (P10).
 */
public final class AnsweredElsewhere implements HttpResponseInterceptor {

    /** Stands on marked answers only; one that a server sends is removed. */
    public static final String HEADER = "X-Answered-Elsewhere";

    private final Target base;

    AnsweredElsewhere(URI base) {
        this.base = Target.of(base);
    }

    @Override
    public void process(HttpResponse response, EntityDetails body, HttpContext context) {
        response.removeHeaders(HEADER);
        List<URI> hops = HttpClientContext.cast(context).getRedirectLocations().getAll();
        if (!hops.isEmpty() && !Target.of(hops.get(hops.size() - 1)).sameOrigin(base)) {
            response.setHeader(HEADER, "true");
        }
    }
}
