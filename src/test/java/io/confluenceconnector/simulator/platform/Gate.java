package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What every request passes: latency, faults, rate limit, the call itself, the record of it. */
final class Gate implements HttpHandler {

    private static final int RESET_AFTER_BYTES = 16 * 1024;
    private static final int NO_ANSWER = 0;
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
            int status = NO_ANSWER;
            try {
                status = serve(exchange, call);
            } finally {
                journal.end(call);
                record(exchange, call, status);
            }
        } finally {
            exchange.close();
        }
    }

    private Call understand(HttpExchange exchange) throws IOException {
        try {
            return endpoint.receive(exchange);
        } catch (HttpRefusal refusal) {
            return new RefusedCall(refusal);
        }
    }

    private int serve(HttpExchange exchange, Call call) throws IOException {
        pauses.pause(switches.latency);
        Optional<Duration> wait = call.limited() ? rate.refuse() : Optional.empty();
        Optional<Fault> fault = faults.strike(call);
        if (fault.isPresent()) {
            return fail(exchange, call, fault.get());
        }
        if (wait.isPresent()) {
            long seconds = Math.max(1, wait.get().plusMillis(999).toSeconds());
            Map<String, String> headers = new HashMap<>(Answer.refusal(429, "").headers());
            headers.put("Retry-After", Long.toString(seconds));
            return send(exchange, new Answer(429, headers, Answer.refusal(429, "Too Many Requests").body()));
        }
        return send(exchange, carryOut(exchange, call));
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

    private int fail(HttpExchange exchange, Call call, Fault fault) throws IOException {
        if (fault instanceof Fault.AnswerLost lost) {
            carryOut(exchange, call);
            return fail(exchange, call, lost.to());
        } else if (fault instanceof Fault.Delay delay) {
            pauses.pause(delay.duration());
            return send(exchange, carryOut(exchange, call));
        } else if (fault instanceof Fault.TruncatedAnswer) {
            return truncate(exchange, carryOut(exchange, call));
        } else if (fault instanceof Fault.SlowDrip drip) {
            return drip(exchange, carryOut(exchange, call), drip.betweenBytes());
        } else if (fault instanceof Fault.ResetConnection) {
            skip(exchange.getRequestBody(), RESET_AFTER_BYTES);
            return NO_ANSWER;
        }
        Uploads.drain(exchange.getRequestBody());
        return send(exchange, replacement(fault));
    }

    private static Answer replacement(Fault fault) {
        if (fault instanceof Fault.Status status) {
            Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
            headers.putAll(status.headers());
            return new Answer(status.code(), headers, status.body().getBytes(StandardCharsets.UTF_8));
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

    private static void skip(InputStream body, int bytes) throws IOException {
        byte[] buffer = new byte[bytes];
        body.readNBytes(buffer, 0, bytes);
    }

    private int send(HttpExchange exchange, Answer answer) throws IOException {
        try (OutputStream out = open(exchange, answer)) {
            out.write(answer.body());
        }
        return answer.status();
    }

    private int truncate(HttpExchange exchange, Answer answer) throws IOException {
        OutputStream out = open(exchange, answer);
        out.write(answer.body(), 0, answer.body().length / 2);
        out.flush();
        return answer.status();
    }

    private int drip(HttpExchange exchange, Answer answer, Duration betweenBytes) throws IOException {
        try (OutputStream out = open(exchange, answer)) {
            for (byte one : answer.body()) {
                pauses.pause(betweenBytes);
                out.write(one);
                out.flush();
            }
        }
        return answer.status();
    }

    private static OutputStream open(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        return exchange.getResponseBody();
    }

    private void record(HttpExchange exchange, Call call, int status) {
        journal.request(new RecordedRequest(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                call.operations().get(0), call.subject(), endpoint.target(), status, clock.instant(),
                exchange.getRequestHeaders().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet())));
    }

    /** A request that could not even be understood. */
    private record RefusedCall(HttpRefusal refusal) implements Call {
        @Override
        public List<String> operations() {
            return List.of(Operations.INVALID);
        }

        @Override
        public String subject() {
            return "";
        }

        @Override
        public boolean limited() {
            return true;
        }

        @Override
        public Answer answer() {
            throw refusal;
        }
    }
}
