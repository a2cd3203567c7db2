package io.confluenceconnector.health;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server that answers GET and HEAD under a few exact paths, 404 elsewhere, and 405 to other methods (S23). */
public final class ManagementServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int THREADS = 4;
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String PLAIN = "text/plain; charset=utf-8";

    static {
        // seconds for reading a request and writing an answer, so that slow clients cannot hold all threads
        setUnlessSet("sun.net.httpserver.maxReqTime", "10");
        setUnlessSet("sun.net.httpserver.maxRspTime", "30");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Map<String, Page> pages;

    private ManagementServer(HttpServer server, String name, Map<String, Page> pages) {
        this.server = server;
        this.pages = Map.copyOf(pages);
        this.threads = Executors.newFixedThreadPool(THREADS, new DaemonThreads(name));
    }

    /**
     * Opens the port and serves.
     *
     * @param name     for threads and log
     * @param variable the environment variable of the port, for the error message
     * @param address  port 0: any free one
     */
    public static ManagementServer start(String name, String variable, InetSocketAddress address, Map<String, Page> pages) {
        ManagementServer management = new ManagementServer(open(variable, address), name, pages);
        management.server.setExecutor(management.threads);
        management.server.createContext("/", management::handle);
        management.server.start();
        Event.of(EventName.SERVER_STARTED).field("server", name).field("port", management.port())
                .field("paths", pages.keySet().stream().sorted().toList()).log(LOG, "Management port is open");
        return management;
    }

    private static HttpServer open(String variable, InetSocketAddress address) {
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new PortUnavailableException(variable, address, e);
        }
    }

    /** The port that it really listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        Page page = pages.get(exchange.getRequestURI().getPath());
        if (page == null) {
            answer(exchange, plain(404, "Not found"));
        } else if (!READING.contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            answer(exchange, plain(405, "Only GET and HEAD"));
        } else {
            get(page, exchange.getRequestHeaders()).whenComplete((response, failure) ->
                    answer(exchange, failure == null ? response : failed(failure)));
        }
    }

    private static CompletableFuture<Page.Response> get(Page page, Headers request) {
        try {
            return page.get(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Page.Response failed(Throwable failure) {
        Event.of(EventName.CHECK_FAILED).unexpectedError(failure).log(LOG, "A management page failed");
        return plain(500, "Failed");
    }

    private static Page.Response plain(int status, String text) {
        return new Page.Response(status, PLAIN, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, Page.Response response) {
        try (exchange) {
            byte[] body = response.body();
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", response.contentType());
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            response.headers().forEach(headers::set);
            boolean noBody = exchange.getRequestMethod().equals("HEAD");
            if (noBody) {
                headers.set("Content-Length", Integer.toString(body.length));
            }
            exchange.sendResponseHeaders(response.status(), noBody ? -1 : body.length);
            if (!noBody) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        } catch (IOException e) {
            LOG.debug("A client of a management port went away: {}", e.getClass().getName());
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
