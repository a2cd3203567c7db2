package io.confluenceconnector.http;

import java.net.URI;

/**
 * What the guards judge.
 *
 * @param url       the address in full, for comparison only; never printed, its query may be a credential
 * @param redirects how many redirects led here; 0 for the request of the route itself
 * @param length    bytes of the body, negative when unknown, 0 without a body
 */
record OutgoingRequest(String method, URI url, Target target, int redirects, long length) {

    GuardViolationException refusedBy(String rule, String reason) {
        return new GuardViolationException(rule, method + " " + target + ": " + reason);
    }
}
