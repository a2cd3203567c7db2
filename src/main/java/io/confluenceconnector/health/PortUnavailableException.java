package io.confluenceconnector.health;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A management port cannot be opened. */
public final class PortUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortUnavailableException(String variable, InetSocketAddress address, IOException cause) {
        super("Cannot listen on " + address.getHostString() + " port " + address.getPort() + ": it is taken, or not ours to"
                + " open. Set " + variable + " to a free port (0: any), or stop what uses it.", cause);
    }
}
