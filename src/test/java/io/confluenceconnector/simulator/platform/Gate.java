package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What every request passes: latency, faults, rate limit, the call itself, the record of it. */
final class Gate implements HttpHandler {

    private static final int RESET_AFTER_BYTES = 16 * 1024;
    private static final String LOGIN_PAGE =
            "<!DOCTYPE html><html><head><title>Log in</title></head><body><form>Please log in</form></body></html>";

    private final Endpoint endpoint;
    private final Faults faults;
    private final RateWindow rate;
    private final Journal journal;
    private final Switches switches;
    private final Pauses pauses;
    private final Clock clock;

    Gate(Endpoint endpoint, Faults faults, RateWindow rate, Journal journal, Switches switches, Pauses pauses, Clock clock) {
        this.endpoint = endpoint;
        this.faults = faults;
        this.rate = rate;
        this.journal = journal;
        this.switches = switches;
        this.pauses = pauses;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            Call call = understand(exchange);
            journal.begin(call);
            Reply reply = Reply.none();
            try {
                reply = reply(exchange, call);
            } finally {
                // before the answer, so that whoever got one finds its request recorded
                journal.end(call);
                record(exchange, call, reply.status());
            }
            reply.send(exchange);
        } finally {
            exchange.close();
        }
    }

    private Call understand(HttpExchange exchange) throws IOException {
        try {
            Requests.requirePath(exchange, exchange.getHttpContext().getPath());
            return endpoint.receive(exchange);
        } catch (HttpRefusal refusal) {
            return new SimpleCall(List.of(Operations.INVALID), "", true, () -> {
                throw refusal;
            });
        }
    }

    private Reply reply(HttpExchange exchange, Call call) throws IOException {
        pauses.pause(switches.latency);
        Optional<Duration> wait = call.limited() ? rate.refuse() : Optional.empty();
        Optional<Fault> fault = faults.strike(call);
        if (fault.isPresent()) {
            return failed(exchange, call, fault.get());
        }
        if (wait.isPresent()) {
            return Reply.whole(Answer.refusal(429, "Too Many Requests")
                    .with("Retry-After", Long.toString(Math.max(1, wait.get().plusMillis(999).toSeconds()))));
        }
        return Reply.whole(carryOut(exchange, call));
    }

    private Answer carryOut(HttpExchange exchange, Call call) throws IOException {
        try {
            return call.answer();
        } catch (HttpRefusal refusal) {
            if (refusal.violation()) {
                journal.violation(call.operations().get(0) + ": " + refusal.getMessage());
            }
            Uploads.drain(exchange.getRequestBody());
            return Answer.refusal(refusal.status(), refusal.getMessage());
        }
    }

    private Reply failed(HttpExchange exchange, Call call, Fault fault) throws IOException {
        if (fault instanceof Fault.AnswerLost lost) {
            carryOut(exchange, call);
            return failed(exchange, call, lost.to());
        } else if (fault instanceof Fault.Delay delay) {
            pauses.pause(delay.duration());
            return Reply.whole(carryOut(exchange, call));
        } else if (fault instanceof Fault.TruncatedAnswer) {
            return Reply.half(carryOut(exchange, call));
        } else if (fault instanceof Fault.SlowDrip drip) {
            return Reply.dripping(carryOut(exchange, call), pauses, drip.betweenBytes());
        } else if (fault instanceof Fault.ResetConnection) {
            exchange.getRequestBody().readNBytes(RESET_AFTER_BYTES);
            return Reply.none();
        }
        Uploads.drain(exchange.getRequestBody());
        return Reply.whole(replacement(fault));
    }

    private static Answer replacement(Fault fault) {
        if (fault instanceof Fault.Status status) {
            return status.headers().entrySet().stream().reduce(Answer.text(status.code(), "application/json", status.body()),
                    (answer, header) -> answer.with(header.getKey(), header.getValue()), (first, second) -> second);
        } else if (fault instanceof Fault.GraphQlError error) {
            return Answer.json(200, Map.of("errors",
                    List.of(Map.of("message", error.message(), "extensions", Map.of("code", error.code())))));
        } else if (fault instanceof Fault.MissingData) {
            return Answer.json(200, Map.of("extensions", Map.of()));
        } else if (fault instanceof Fault.HtmlPage) {
            return Answer.text(200, "text/html; charset=utf-8", LOGIN_PAGE);
        } else if (fault instanceof Fault.MalformedJson) {
            return Answer.text(200, "application/json", "{\"data\":{\"conte");
        }
        throw new IllegalArgumentException("no answer for " + fault);
    }

    private void record(HttpExchange exchange, Call call, int status) {
        journal.request(new RecordedRequest(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                call.operations().get(0), call.subject(), endpoint.target(), status, clock.instant(),
                exchange.getRequestHeaders().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet())));
    }
}
