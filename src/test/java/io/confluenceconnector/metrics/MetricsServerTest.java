package io.confluenceconnector.metrics;

import io.confluenceconnector.config.InstanceType;
import io.confluenceconnector.config.TenantName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsServerTest {

    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final MetricsServer server = MetricsServer.start("127.0.0.1", 0, metrics.registry());

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @Test
    void shouldServeWhatPrometheusReads() throws Exception {
        // given
        TenantMetrics tenant = new TenantMetrics(metrics.registry(), new TenantName("acme"), InstanceType.CLOUD);

        // when
        HttpResponse<String> answer = get("/metrics", "*/*");

        // then
        Scrape scrape = Scrape.of(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(scrape.value("cfc_pages_processed_total", "tenant", "acme", "result", "success")).isZero();
        assertThat(scrape.find("confluence_connector_unique_api_request_duration_ms_bucket")).isNotEmpty();
        assertThat(scrape.find("jvm_memory_used_bytes")).isNotEmpty();
        tenant.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3 | application/openmetrics-text; version=1.0.0; charset=utf-8 | true
            text/plain;version=0.0.4                                                        | text/plain; version=0.0.4; charset=utf-8                   | false
            */*                                                                             | text/plain; version=0.0.4; charset=utf-8                   | false
            """)
    void shouldHonourAccept(String accept, String contentType, boolean endsWithEof) throws Exception {
        // when
        HttpResponse<String> answer = get("/metrics", accept);

        // then
        assertThat(answer.headers().firstValue("Content-Type")).contains(contentType);
        assertThat(answer.body().endsWith("# EOF\n")).isEqualTo(endsWithEof);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip               | true
            deflate, GZIP;q=0.5 | true
            gzip;q=0           | false
            br, gzip;q=0.000   | false
            identity           | false
            """)
    void shouldPackForWhoTakesItSo(String acceptEncoding, boolean packed) throws Exception {
        // when
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + server.port() + "/metrics")).header("Accept-Encoding", acceptEncoding).build(), HttpResponse.BodyHandlers.ofByteArray());

        // then
        assertThat(answer.headers().firstValue("Content-Encoding")).isEqualTo(packed ? Optional.of("gzip") : Optional.empty());
        assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
        InputStream body = new ByteArrayInputStream(answer.body());
        assertThat(new String((packed ? new GZIPInputStream(body) : body).readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("# HELP ").contains("jvm_memory_used_bytes");
    }

    @Test
    @DisplayName("S23: nothing else on the metrics port")
    void shouldServeNothingElse() throws Exception {
        // when
        HttpResponse<String> answer = get("/", "*/*");

        // then
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString());
    }
}
