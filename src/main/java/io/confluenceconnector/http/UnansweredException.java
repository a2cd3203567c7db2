package io.confluenceconnector.http;

import java.io.IOException;

/** A request brought no answer: the message says where it went and what went wrong, and nothing of its path (S9). */
public final class UnansweredException extends IOException {
    private static final long serialVersionUID = 1L;

    UnansweredException(String method, Target target, String reason, IOException cause) {
        super(method + " to " + target.origin() + " brought no answer: " + withoutHost(reason, target) + remedy(reason), cause);
    }

    /** The client names a server that it could not reach; that may be another one, such as a proxy. */
    private static String withoutHost(String reason, Target target) {
        return reason.replace(" (" + target.origin() + ")", "").replace(" (" + target.scheme() + "://" + target.host() + ")", "");
    }

    private static String remedy(String reason) {
        return reason.contains("certification path")
                ? ". Its certificate authority is not trusted: EXTRA_CA_CERTS adds one." : "";
    }
}
