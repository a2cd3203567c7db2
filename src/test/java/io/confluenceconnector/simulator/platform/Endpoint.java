package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** One address of the platform: tells what a request asks for. */
interface Endpoint {

    /** The recorded target of its requests. */
    RecordedRequest.Target target();

    /** Understands the request; reads the body when it is needed for that. */
    Call receive(HttpExchange exchange) throws IOException;
}
