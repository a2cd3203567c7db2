package io.confluenceconnector.http;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.hc.core5.http.ContentType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("S17: uploads stream what arrives, exactly as long as declared")
class ExactLengthEntityTest {

    private static final int DECLARED = 200_000;

    @Test
    void shouldSendExactlyTheDeclaredBytes() throws IOException {
        // given
        byte[] content = new byte[DECLARED];
        content[DECLARED - 1] = 7;
        ByteArrayOutputStream sent = new ByteArrayOutputStream();

        // when
        new ExactLengthEntity(new ByteArrayInputStream(content), DECLARED, ContentType.IMAGE_PNG).writeTo(sent);

        // then
        assertThat(sent.toByteArray()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, DECLARED - 1, DECLARED + 1, 2 * DECLARED})
    void shouldFailWhenTheSourceHoldsAnotherNumberOfBytes(int arriving) {
        // given
        ExactLengthEntity entity = new ExactLengthEntity(new ByteArrayInputStream(new byte[arriving]), DECLARED, ContentType.IMAGE_PNG);

        // when
        Throwable refusal = catchThrowable(() -> entity.writeTo(new ByteArrayOutputStream()));

        // then
        assertThat(refusal).isInstanceOf(LengthMismatchException.class)
                .hasMessageContaining("Expected 200000 bytes");
    }

    @Test
    void shouldNotAcceptAnUnknownLength() {
        // when
        Throwable refusal = catchThrowable(() -> new ExactLengthEntity(InputStream.nullInputStream(), -1, ContentType.IMAGE_PNG));

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("S12: prints as type and size")
    void shouldHideItsContent() {
        // when
        String printed = new ExactLengthEntity(new ByteArrayInputStream(new byte[3]), 3, ContentType.create("text/csv", "UTF-8")).toString();

        // then
        assertThat(printed).isEqualTo("[text/csv, 3 bytes]");
    }

    @Test
    void shouldBreakOffAnUploadWhoseSourceIsTooShort() throws Exception {
        try (RecordingServer confluence = RecordingServer.http(); RecordingServer blob = RecordingServer.http();
             Tenant tenant = new Tenant().confluence(confluence.url("/wiki"))) {
            // given
            confluence.answer("/wiki/attachment", exchange -> {
                exchange.sendResponseHeaders(200, 3);
                exchange.getResponseBody().write(new byte[3]);
            });

            addTransfer(tenant, confluence.url("/wiki/attachment"), blob.url("/blob"), 4);

            // when
            Exchange answer = tenant.context().createProducerTemplate().request("direct:transfer", exchange -> { });

            // then
            assertThat(answer.getException()).isInstanceOf(LengthMismatchException.class);
            assertThat(blob.arrivals()).isEmpty();
        }
    }

    @Test
    void shouldAbortTheDownloadBeforeTheRouteHandlesTheFailedUpload() throws Exception {
        // given
        long endless = Long.MAX_VALUE / 2;
        AtomicLong served = new AtomicLong();
        CountDownLatch brokenOff = new CountDownLatch(1);
        List<Boolean> brokenOffWhenHandled = new ArrayList<>();
        try (RecordingServer confluence = RecordingServer.http(); Tenant tenant = new Tenant().confluence(confluence.url("/wiki"))) {
            confluence.answer("/wiki/attachment", exchange -> {
                exchange.sendResponseHeaders(200, endless);
                try {
                    for (byte[] block = new byte[64 * 1024]; true; served.addAndGet(block.length)) {
                        exchange.getResponseBody().write(block);
                    }
                } catch (IOException e) {
                    brokenOff.countDown();
                    throw e;
                }
            });
            addTransfer(tenant, confluence.url("/wiki/attachment"), URI.create("http://127.0.0.1:" + closedPort() + "/blob"), endless);
            tenant.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:handling").doTry().to("direct:transfer").doCatch(IOException.class)
                            .process(exchange -> brokenOffWhenHandled.add(brokenOff.await(10, TimeUnit.SECONDS)));
                }
            });

            // when
            Exchange answer = tenant.context().createProducerTemplate().request("direct:handling", exchange -> { });

            // then
            assertThat(answer.getException()).isNull();
            assertThat(brokenOffWhenHandled).containsExactly(true);
            assertThat(served.get()).isLessThan(64 * 1024 * 1024);
        }
    }

    private static void addTransfer(Tenant tenant, URI from, URI to, long declaredBytes) throws Exception {
        tenant.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:transfer").errorHandler(noErrorHandler())
                        .setHeader(Exchange.HTTP_URI, constant(from.toString()))
                        .to("confluence:api")
                        .process(exchange -> exchange.getMessage().setBody(new ExactLengthEntity(
                                exchange.getMessage().getBody(InputStream.class), declaredBytes, ContentType.IMAGE_PNG)))
                        .setHeader(Exchange.HTTP_URI, constant(to.toString()))
                        .to("upload:api");
            }
        });
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
