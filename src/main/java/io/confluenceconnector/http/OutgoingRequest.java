package io.confluenceconnector.http;

import org.apache.hc.core5.http.HttpEntity;

import java.net.URI;
import java.util.Optional;

/**
 * What the guards judge.
 *
 * @param url       the address in full, for comparison only; never printed, its query may be a credential
 * @param redirects how many redirects led here; 0 for the request of the route itself
 * @param body      what is sent; never printed
 */
record OutgoingRequest(String method, URI url, Target target, int redirects, Optional<HttpEntity> body) {

    /** Bytes of the body, negative when unknown, 0 without a body. */
    long length() {
        return body.map(HttpEntity::getContentLength).orElse(0L);
    }

    /** Names the host where a server chose it; a route may have made an address of anything (S9, S10). */
    GuardViolationException refusedBy(String rule, String reason) {
        return new GuardViolationException(rule, method + (redirects > 0 ? " to " + target.origin() : "") + ": " + reason);
    }
}
