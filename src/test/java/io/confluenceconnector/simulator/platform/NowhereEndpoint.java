package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.HttpExchange;

/** All addresses of the API host that do not exist. */
final class NowhereEndpoint implements Endpoint {

    @Override
    public RecordedRequest.Target target() {
        return RecordedRequest.Target.NOWHERE;
    }

    @Override
    public Call receive(HttpExchange exchange) {
        throw new HttpRefusal(404, "nothing at " + exchange.getRequestURI().getPath());
    }
}
