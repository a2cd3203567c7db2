package io.confluenceconnector.simulator.confluence;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.confluenceconnector.simulator.confluence.RecordedRequest.Host;
import io.confluenceconnector.simulator.confluence.Reply.Delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * One HTTP server on a free loopback port. It refuses what every host refuses (long URLs, methods other than GET),
 * keeps the record, applies latency, limits and faults, and leaves the rest to the handlers of its routes.
 */
final class SimulatedHost implements AutoCloseable {

    /** Tomcat's limit of the request line (API facts 10). */
    private static final int MAXIMUM_URL_LENGTH = 8192;
    private static final String UNKNOWN = "unknown";
    private static final String GATEWAY_PREFIX = "/ex/confluence/{cloudId}";

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Host name;
    private final Traffic traffic;
    private final HttpServer server;
    private final ExecutorService threads;

    /** Takes a port, so that its address is known, and answers nothing yet. */
    SimulatedHost(Host name, Traffic traffic) {
        this.name = name;
        this.traffic = traffic;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "confluence-simulator-" + name);
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
    }

    /**
     * Begins to answer.
     *
     * @param root the path below which the templates of the routes begin; what lies elsewhere is unknown
     */
    SimulatedHost serve(String root, Router router) {
        server.createContext("/", exchange -> handle(exchange, root, router));
        server.start();
        return this;
    }

    /** Scheme, host and port. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange, String root, Router router) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<Router.Match> match =
                path.startsWith(root) ? router.match(path.substring(root.length())) : Optional.empty();
        Call call = call(exchange, path, match);
        RecordedRequest request = request(call, match);
        Reply reply = limited(match).or(() -> faulty(request, call, match)).orElseGet(() -> answer(call, match));
        pause(traffic.latency().plus(reply.delivery().delay()));
        traffic.record(request.answeredWith(reply.delivery().connectionCut() ? 0 : reply.status()));
        send(exchange, reply);
        // only after success: the server itself cuts the connection when sending throws, without a proper end
        exchange.close();
    }

    private static Call call(HttpExchange exchange, String path, Optional<Router.Match> match) throws IOException {
        String rawQuery = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return new Call(exchange.getRequestMethod(), path, rawQuery, Call.parseQuery(rawQuery),
                match.map(Router.Match::variables).orElse(Map.of()), exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
    }

    private RecordedRequest request(Call call, Optional<Router.Match> match) {
        return new RecordedRequest(name, call.method(), call.path(),
                match.map(found -> found.route().template().replace(GATEWAY_PREFIX, "")).orElse(UNKNOWN),
                name == Host.MEDIA ? Map.of() : call.query(), 0, call.header("Authorization").isPresent(),
                call.header("User-Agent").orElse(""), Instant.now(), call.body().length);
    }

    private Reply answer(Call call, Optional<Router.Match> match) {
        if (call.path().length() + call.rawQuery().length() + 1 > MAXIMUM_URL_LENGTH) {
            return Reply.html(414, "<h1>URI Too Long</h1>");
        }
        String allowed = match.map(found -> found.route().method()).orElse("GET");
        if (!call.method().equals(allowed)) {
            traffic.violation(call.method() + " " + call.path() + ": only " + allowed + " is allowed");
            return Reply.text(405, "text/plain", "Method not allowed").withHeaders(Map.of("Allow", allowed));
        }
        if (match.isEmpty()) {
            traffic.violation(call.method() + " " + call.path() + ": no such call");
            return Reply.html(404, "<h1>Not found</h1>");
        }
        try {
            return match.get().route().handler().apply(call);
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (RuntimeException e) {
            traffic.violation(call.method() + " " + call.path() + ": the simulator failed with " + e);
            return Reply.text(500, "text/plain", "simulator failed: " + e);
        }
    }

    private Optional<Reply> limited(Optional<Router.Match> match) {
        return match.filter(found -> found.route().limited())
                .flatMap(found -> traffic.window().refuse())
                .map(wait -> Reply.text(429, "text/plain", "Rate limit exceeded.").withHeaders(
                        Map.of("Retry-After", String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds())))));
    }

    private Optional<Reply> faulty(RecordedRequest request, Call call, Optional<Router.Match> match) {
        return traffic.faultFor(request).map(fault -> fault.apply(() -> answer(call, match)));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        Delivery delivery = reply.delivery();
        if (delivery.connectionCut()) {
            return;
        }
        reply.headers().forEach((header, value) -> exchange.getResponseHeaders().set(header, value));
        long size = reply.body().size();
        boolean chunked = delivery.chunked();
        if (exchange.getRequestMethod().equals("HEAD") || size == 0 && !chunked) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), chunked ? 0 : size);
        FaultyOutput output = new FaultyOutput(exchange.getResponseBody(), delivery);
        reply.body().writeTo(output);
        output.neverEnd();
        output.flush();
    }

    static void pause(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        while (end - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
