package io.confluenceconnector.metrics;

import io.confluenceconnector.config.InstanceType;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.gateway.AnswerCheck;
import io.confluenceconnector.gateway.RemoteSystem;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.ingestion.ItemIngestion;
import io.confluenceconnector.platform.ContentRequests.Description;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.platform.Target;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

class RequestMeterTest {

    private static final String SEARCH = "/wiki/rest/api/content/search";
    private static final String UPSERT = "graphql:ingestion:ContentUpsert";

    private static final ConfluenceRequest SEARCH_REQUEST = new ConfluenceRequest(SEARCH, URI.create("https://api.example/search"));
    private static final PlatformRequest UPSERT_REQUEST = request(UPSERT);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private ProducerTemplate producer;

    @BeforeEach
    void start() throws Exception {
        for (String scheme : List.of("confluence", "confluence-token", "platform", "platform-token", "upload")) {
            context.addComponent(scheme, new MockComponent());
        }
        context.getManagementStrategy().addEventNotifier(
                new RequestMeter(new TenantMetrics(registry, new TenantName("acme"), InstanceType.CLOUD)));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:cycle").errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0))
                        .to("direct:confluence");
                from("direct:confluence").errorHandler(noErrorHandler()).to("confluence:api").process(
                        new AnswerCheck(RemoteSystem.CONFLUENCE, Optional.empty(), Optional.empty(), false, Long.MAX_VALUE, Clock.systemUTC()));
                from("direct:platform-attempt").errorHandler(noErrorHandler()).to("platform:api").process(RequestMeterTest::readAnswer);
            }
        });
        context.start();
        producer = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource({"200, success, 2xx", "404, error, 404", "503, error, 5xx"})
    void shouldMeasureTheCallOfTheRequest(int status, String result, String statusClass) {
        // given
        answers("platform:api", status);

        // when
        send("direct:platform-attempt", Map.of("platformRequest", UPSERT_REQUEST));

        // then
        assertThat(Scrape.of(registry).value("confluence_connector_unique_api_request_duration_ms_count", "operation", UPSERT,
                "target", "ingestion", "result", result, "status_code_class", statusClass)).isEqualTo(1);
    }

    @Test
    void shouldCountAnAnswerOf200WhoseReadingFailsAsAnError() {
        // given
        answers("platform:api", 200);

        // when
        send("direct:platform-attempt", Map.of("platformRequest", UPSERT_REQUEST, "holdsErrors", true));

        // then
        Scrape scrape = Scrape.of(registry);
        String requests = "confluence_connector_unique_api_requests_total";
        assertThat(scrape.value(requests, "operation", UPSERT, "target", "ingestion", "result", "success")).isZero();
        assertThat(scrape.value(requests, "operation", UPSERT, "target", "ingestion", "result", "error")).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_errors_total", "operation", UPSERT, "target", "ingestion",
                "status_code_class", "2xx")).isEqualTo(1);
    }

    @Test
    @DisplayName("S10, S23: a text that a route puts in the place of a request names no call")
    void shouldNameNoCallAfterText() {
        // given
        answers("platform:api", 200);
        answers("confluence:api", 200);

        // when
        send("direct:platform-attempt", Map.of("platformRequest", "Layoffs 2031"));
        send("confluence:api", Map.of("confluenceRequest", Map.of("endpoint", "Layoffs 2031")));

        // then
        assertThat(registry.scrape()).doesNotContain("Layoffs");
        assertThat(Scrape.of(registry).value("confluence_connector_unique_api_requests_total", "operation", "other",
                "target", "other", "result", "success")).isEqualTo(1);
    }

    @Test
    void shouldNotTakeAnEarlierAnswersStatusForAFailedSend() {
        // given
        endpoint("confluence:api").whenAnyExchangeReceived(exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
            throw new ConnectException("Connection refused");
        });

        // when
        send("confluence:api", Map.of("confluenceRequest", SEARCH_REQUEST));

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_confluence_api_request_duration_seconds_count", "endpoint", SEARCH, "result", "error")).isEqualTo(1);
        assertThat(scrape.value("cfc_confluence_api_errors_total", "http_status_class", "unknown")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"429, '', 1", "503, 30, 1", "503, '', 0", "200, 30, 0"})
    void shouldCountThrottling(int status, String retryAfter, int events) {
        // given
        endpoint("confluence:api").whenAnyExchangeReceived(exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
            exchange.getMessage().setHeader("Retry-After", retryAfter.isEmpty() ? null : retryAfter);
        });

        // when
        send("confluence:api", Map.of("confluenceRequest", SEARCH_REQUEST));

        // then
        assertThat(Scrape.of(registry).value("cfc_confluence_api_throttle_events_total")).isEqualTo(events);
    }

    @Test
    void shouldCountWhatIsSentAgainByReason() {
        // given
        Iterator<Processor> answers = List.<Processor>of(status(503), status(429), exchange -> {
            throw new SocketTimeoutException("Read timed out");
        }, status(200)).iterator();
        endpoint("confluence:api").whenAnyExchangeReceived(exchange -> answers.next().process(exchange));

        // when
        Exchange done = send("direct:cycle", Map.of("confluenceRequest", SEARCH_REQUEST));

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(done.getException()).isNull();
        assertThat(scrape.value("cfc_request_retries_total", "target", "confluence", "reason", "server_error")).isEqualTo(1);
        assertThat(scrape.value("cfc_request_retries_total", "target", "confluence", "reason", "throttled")).isEqualTo(1);
        assertThat(scrape.value("cfc_request_retries_total", "target", "confluence", "reason", "timeout")).isEqualTo(1);
        assertThat(scrape.value("cfc_confluence_api_request_duration_seconds_count", "endpoint", SEARCH, "result", "error")).isEqualTo(3);
        assertThat(scrape.value("cfc_confluence_api_request_duration_seconds_count", "endpoint", SEARCH, "result", "success")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"confluence-token:api, confluence, 200, success, 0", "confluence-token:api, confluence, 401, failure, 0",
        "platform-token:api, platform, 200, success, 1", "platform-token:api, platform, 500, failure, 0"})
    void shouldCountTokens(String endpoint, String target, int status, String result, int refreshes) {
        // given
        answers(endpoint, status);

        // when
        send(endpoint, Map.of());

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_token_requests_total", "target", target, "result", result)).isEqualTo(1);
        assertThat(scrape.value("confluence_connector_unique_api_auth_token_refresh_total")).isEqualTo(refreshes);
    }

    @ParameterizedTest
    @CsvSource({"201, 2048", "403, 0"})
    void shouldMeasureUploadsOfAttachments(int status, long bytes) {
        // given
        answers("upload:api", status);

        // when
        send("upload:api", Map.of(ItemIngestion.UPLOAD, attachment(2_048)));

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_attachment_upload_duration_seconds_count")).isEqualTo(1);
        assertThat(scrape.value("cfc_uploaded_bytes_total")).isEqualTo(bytes);
    }

    @Test
    void shouldMeasureNeitherHealthCallsNorOtherEndpoints() {
        // given
        answers("platform:api", 200);
        String before = registry.scrape();

        // when
        send("direct:platform-attempt", Map.of("platformRequest", request(PlatformRequest.PING)));
        send("mock:elsewhere", Map.of("platformRequest", UPSERT_REQUEST));

        // then
        assertThat(registry.scrape()).isEqualTo(before);
    }

    private static PlatformRequest request(String operation) {
        return new PlatformRequest(Target.INGESTION, operation, URI.create("https://platform.example/graphql"), Map.of());
    }

    private Exchange send(String endpoint, Map<String, Object> properties) {
        return producer.send(endpoint, exchange -> properties.forEach(exchange::setProperty));
    }

    private static void readAnswer(Exchange exchange) {
        if (exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class) != 200
                || exchange.getProperty("holdsErrors", false, Boolean.class)) {
            throw new TransientException("The platform refused it");
        }
    }

    private void answers(String uri, int status) {
        endpoint(uri).whenAnyExchangeReceived(status(status));
    }

    private MockEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, MockEndpoint.class);
    }

    private static Processor status(int status) {
        return exchange -> exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }

    private static ItemIngestion.Upload attachment(long bytes) {
        Attachment attachment = new Attachment("1001", "att2002", new Space("7", "ENG", "Engineering"), "plan.pdf", "application/pdf",
                false, OptionalLong.of(bytes), "2026-11-20T10:00:00.000Z", "https://acme.example/x", "");
        return new ItemIngestion.Upload(attachment, false, new Description("acme/7_ENG/1001::att2002", "plan.pdf", "application/pdf",
                attachment.url(), bytes, "s1", Map.of(), Map.of()), attachment.updatedAt());
    }
}
