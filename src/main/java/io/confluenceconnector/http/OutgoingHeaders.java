package io.confluenceconnector.http;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

import java.util.Locale;
import java.util.Set;

/**
 * The headers that a route may send: those that describe content, and none that prove who we are (S5, S8).
 *
 * <p>Host, length, connection and user agent are the client's own business.
 */
final class OutgoingHeaders {

    private static final Set<String> ALLOWED = Set.of("accept", "content-type", "range", "x-ms-blob-type");

    private OutgoingHeaders() {
    }

    static boolean isAllowed(String name) {
        return ALLOWED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Removes what a route may not send, and a content type that is left over from an earlier answer. */
    static void keepAllowed(ClassicHttpRequest request) {
        for (Header header : request.getHeaders()) {
            if (!isAllowed(header.getName())) {
                request.removeHeaders(header.getName());
            }
        }
        HttpEntity body = request.getEntity();
        if (body == null || body.getContentType() != null) {
            request.removeHeaders(HttpHeaders.CONTENT_TYPE);
        }
    }
}
