package io.confluenceconnector.http;

import java.io.IOException;

/** The proxy did not open the tunnel; the target never heard of the request. */
public final class ProxyRefusedException extends IOException {

    private final int status;

    ProxyRefusedException(int status) {
        super("The proxy answered " + status + " to CONNECT; check PROXY_AUTH_MODE, its credentials, and what the proxy allows");
        this.status = status;
    }

    /** The HTTP status of the proxy's answer, such as 407. */
    public int status() {
        return status;
    }
}
