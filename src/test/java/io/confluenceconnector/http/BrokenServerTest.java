package io.confluenceconnector.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.confluenceconnector.logging.SafeError;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers that break HTTP below anything the JDK's own server can be made to do (S9, S19): each request ends in time, with
 * an error that tells nothing of the request's path or of what came, and is sent once, since repeating is up to the routes.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a blocked write hears of no interruption
class BrokenServerTest {

    /** What WireMock sends where it should send HTTP. */
    private static final String GARBAGE = "lskdu018973t09sylgasjkfg1";
    private static WireMockServer server;

    private final Tenant tenant = new Tenant();

    @BeforeAll
    static void start() {
        server = new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void setUp() {
        server.resetAll();
        tenant.confluence(url("/wiki")).timeouts(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5)));
    }

    @AfterEach
    void tearDown() {
        tenant.close();
    }

    private static URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathEqualTo("/wiki/file")).willReturn(answer));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @DisplayName("S9, S19: whatever breaks, the error is an I/O error without path or content, and nothing is repeated")
    void shouldEndInAnErrorThatTellsNothing(Fault fault) {
        // given
        answers(aResponse().withFault(fault));

        // when
        Throwable failure = read().getException();

        // then
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(SafeError.describe(failure)).doesNotContain("canary", GARBAGE);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    @DisplayName("S19: an answer that stalls for longer than the response time-out is given up")
    void shouldNotWaitForAnAnswerThatStalls() {
        // given
        answers(aResponse().withBody("x".repeat(10)).withChunkedDribbleDelay(2, 10_000));

        // when
        Exchange answer = read();

        // then
        assertThat(answer.getException()).hasRootCauseInstanceOf(SocketTimeoutException.class);
    }

    @Test
    @DisplayName("a body that comes piece by piece, each in time, is read whole, however long it takes")
    void shouldReadABodyThatComesSlowly() {
        // given
        answers(aResponse().withBody("x".repeat(10)).withChunkedDribbleDelay(10, 2_500));

        // when
        Exchange answer = read();

        // then
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("x".repeat(10));
    }

    @Test
    @DisplayName("P10: a body that nobody takes is not waited for without end, although writing has no time-out")
    void shouldNotWaitForAServerThatTakesNoBody() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // given
            tenant.timeouts(new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(5)));

            // when
            Exchange answer = tenant.send("upload:api", "PUT", URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/"),
                    new byte[32 << 20], Map.of());

            // then
            assertThat(answer.getException()).isInstanceOf(IOException.class).hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    @DisplayName("P10: nor is the head of an answer that drips, each byte in time")
    void shouldNotWaitForAHeadThatDrips() throws IOException {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // given
            tenant.confluence(URI.create("http://127.0.0.1:" + dripping.getLocalPort() + "/wiki"))
                    .timeouts(new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(5)));
            Thread server = new Thread(() -> drip(dripping));
            server.setDaemon(true);
            server.start();

            // when
            Exchange answer = tenant.get(URI.create("http://127.0.0.1:" + dripping.getLocalPort() + "/wiki/file"));

            // then
            assertThat(answer.getException()).isInstanceOf(IOException.class).hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void drip(ServerSocket dripping) {
        try (Socket connection = dripping.accept()) {
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                connection.getOutputStream().write('x');
            }
        } catch (IOException e) {
            // the client has gone, as it should
        }
    }

    /** Sends, and reads the answer to its end, as routes do. */
    private Exchange read() {
        try {
            tenant.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:read").to("confluence:api")
                            .process(exchange -> exchange.getMessage().setBody(exchange.getMessage().getBody(InputStream.class).readAllBytes()));
                }
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return tenant.send("direct:read", "GET", url("/wiki/file?signature=canary"), null, Map.of());
    }
}
