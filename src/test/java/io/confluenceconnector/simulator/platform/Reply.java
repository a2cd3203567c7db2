package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * An answer and the manner in which it is sent.
 *
 * @param status 0 when the connection is closed without an answer
 */
record Reply(int status, Manner manner) {

    /** Sends, or does not. */
    interface Manner {
        void send(HttpExchange exchange) throws IOException;
    }

    static Reply whole(Answer answer) {
        return new Reply(answer.status(), exchange -> {
            try (OutputStream out = open(exchange, answer)) {
                out.write(answer.body());
            }
        });
    }

    /** The connection breaks after half of the body. */
    static Reply half(Answer answer) {
        return new Reply(answer.status(), exchange -> {
            OutputStream out = open(exchange, answer);
            out.write(answer.body(), 0, answer.body().length / 2);
            out.flush();
        });
    }

    static Reply dripping(Answer answer, Pauses pauses, Duration betweenBytes) {
        return new Reply(answer.status(), exchange -> {
            try (OutputStream out = open(exchange, answer)) {
                for (byte one : answer.body()) {
                    pauses.pause(betweenBytes);
                    out.write(one);
                    out.flush();
                }
            }
        });
    }

    static Reply none() {
        return new Reply(0, exchange -> { });
    }

    void send(HttpExchange exchange) throws IOException {
        manner.send(exchange);
    }

    private static OutputStream open(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        return exchange.getResponseBody();
    }
}
