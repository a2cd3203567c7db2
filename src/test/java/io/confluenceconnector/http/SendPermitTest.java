package io.confluenceconnector.http;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** P20: a process sends for a tenant as long as it may, and not a request longer. */
class SendPermitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicBoolean permitted = new AtomicBoolean(true);
    private final CountDownLatch hanging = new CountDownLatch(1);
    private RecordingServer server;
    private CamelContext context;
    private ProducerTemplate template;

    @BeforeEach
    void start() throws IOException {
        server = RecordingServer.http();
        context = new DefaultCamelContext();
        context.setStreamCaching(false);
        GuardedHttpComponents.addTo(context, new Tenant().confluence(server.url("/wiki")).platform(server.url("/ingestion"))
                .timeouts(new Timeouts(PATIENCE, PATIENCE, PATIENCE)).settings(), permitted::get);
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        context.stop();
        server.close();
    }

    private Exchange get(String path) {
        return template.request("confluence:api", exchange -> exchange.getIn().setHeaders(new java.util.HashMap<>(Map.of(
                Exchange.HTTP_METHOD, "GET", Exchange.HTTP_URI, server.url(path).toString()))));
    }

    @Test
    @DisplayName("P20: without the permit nothing leaves, and it is asked for anew each time")
    void shouldSendOnlyWhilePermitted() {
        // when
        get("/wiki/a");
        permitted.set(false);
        Exchange refused = get("/wiki/b");
        permitted.set(true);
        get("/wiki/c");

        // then
        assertThat(server.arrivals()).extracting(RecordingServer.Arrival::path).containsExactly("/wiki/a", "/wiki/c");
        assertThat(refused.getException()).isInstanceOf(GuardViolationException.class).hasMessageContaining("Lease");
    }

    @Test
    @DisplayName("P20: a redirect is another request, and is not followed without the permit")
    void shouldNotFollowRedirectWithoutPermit() {
        // given
        server.answer("/wiki/a", exchange -> {
            permitted.set(false);
            exchange.getResponseHeaders().set("Location", "/wiki/b");
            exchange.sendResponseHeaders(302, -1);
        });

        // when
        get("/wiki/a");

        // then
        assertThat(server.arrivals()).extracting(RecordingServer.Arrival::path).containsExactly("/wiki/a");
    }

    @Test
    @DisplayName("P20: cutting off breaks what is on its way, and nothing more can be sent")
    void shouldBreakOffWhatIsOnItsWay() {
        // given
        server.answer("/wiki/slow", exchange -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        CompletableFuture<Exchange> onItsWay = CompletableFuture.supplyAsync(() -> get("/wiki/slow"));
        await().atMost(PATIENCE).until(() -> server.arrivals().size() == 1);

        // when
        GuardedHttpComponents.cutOff(context);
        Exchange later = get("/wiki/later");

        // then
        assertThat(onItsWay).succeedsWithin(PATIENCE).satisfies(exchange -> assertThat(exchange.getException()).isNotNull());
        assertThat(later.getException()).isNotNull();
        assertThat(server.arrivals()).hasSize(1);
    }
}
