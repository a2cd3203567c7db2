package io.confluenceconnector.simulator.platform;

import static io.confluenceconnector.simulator.platform.PlatformClient.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted as an upload, at the blob host and on the cluster-local path (B68, S5). */
class UploadRulesIT {

    private static final String KEY = "acme/1_ENG/42";

    private final PlatformSimulator platform = PlatformSimulator.start();
    private final PlatformClient client = new PlatformClient(platform);
    private String root;
    private String writeUrl;

    @BeforeEach
    void register() throws Exception {
        root = client.grantedRoot();
        writeUrl = client.register(KEY, root, 5).path("writeUrl").asText();
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    @Test
    void shouldAcceptBytesWithLengthTypeAndBlobType() throws Exception {
        // when
        HttpResponse<String> answer = client.send(put(writeUrl, "hello"));

        // then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(platform.violations()).isEmpty();
        assertThat(platform.requests()).last().satisfies(request -> {
            assertThat(request.target()).isEqualTo(RecordedRequest.Target.UPLOAD);
            assertThat(request.subject()).isEqualTo(KEY);
            assertThat(request.headerNames()).contains("x-ms-blob-type", "content-length").doesNotContain("authorization");
        });
    }

    @Test
    @DisplayName("B68: a chunked upload gets 411")
    void shouldRefuseChunkedUpload() throws Exception {
        // given
        HttpRequest.Builder chunked = put(writeUrl, "").PUT(HttpRequest.BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8))));

        // when
        HttpResponse<String> answer = client.send(chunked);

        // then
        assertThat(answer.statusCode()).isEqualTo(411);
        assertThat(platform.violations()).containsExactly("upload: an upload without Content-Length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Cookie", "x-service-id", "x-user-id", "x-company-id"})
    @DisplayName("B68, S5: an upload that carries credentials gets 403")
    void shouldRefuseUploadWithCredentials(String header) throws Exception {
        // when
        HttpResponse<String> answer = client.send(put(writeUrl, "hello").header(header, "value"));

        // then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(platform.violations()).containsExactly("upload: an upload carries " + header);
    }

    @Test
    @DisplayName("B68: an upload without blob type gets 400")
    void shouldRefuseUploadWithoutBlobType() throws Exception {
        // when
        HttpResponse<String> answer = client.send(request(writeUrl).header("Content-Type", "text/html").PUT(text("hello")));

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(platform.violations()).containsExactly("upload: an upload without x-ms-blob-type: BlockBlob");
    }

    @Test
    void shouldRefuseUploadWithAnotherTypeThanRegistered() throws Exception {
        // when
        HttpResponse<String> answer = client.send(request(writeUrl).header("Content-Type", "application/pdf")
                .header("x-ms-blob-type", "BlockBlob").PUT(text("hello")));

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(platform.violations()).singleElement().asString().contains("must be the registered text/html");
    }

    @Test
    void shouldRefuseAnyMethodButPut() throws Exception {
        // when
        HttpResponse<String> answer = client.send(put(writeUrl, "").POST(text("hello")));

        // then
        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @Test
    void shouldRefuseWrongSignature() throws Exception {
        // when
        HttpResponse<String> answer = client.send(put(writeUrl.replace("&sig=", "&sig=x"), "hello"));

        // then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(platform.violations()).containsExactly("upload: the signature is wrong");
    }

    @Test
    @DisplayName("P10: an expired write URL gets 403, a fresh registration helps")
    void shouldRefuseExpiredWriteUrlUntilRegisteredAgain() throws Exception {
        // given
        platform.writeUrlLifetime(Duration.ZERO);
        String expired = client.register(KEY, root, 5).path("writeUrl").asText();
        platform.writeUrlLifetime(Duration.ofHours(1));

        // when
        HttpResponse<String> late = client.send(put(expired, "hello"));
        HttpResponse<String> fresh = client.send(put(client.register(KEY, root, 5).path("writeUrl").asText(), "hello"));

        // then
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(fresh.statusCode()).isEqualTo(201);
        assertThat(platform.violations()).isEmpty();
    }

    @Test
    void shouldNotKnowTheWriteUrlOfADeletedRecord() throws Exception {
        // given
        client.ingestion(PlatformClient.DELETE, Map.of("contentIds",
                List.of(platform.contents().get(KEY).id())));

        // when
        HttpResponse<String> answer = client.send(put(writeUrl, "hello"));

        // then
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void shouldApplyTheSameHeaderRulesOnTheClusterLocalPath() throws Exception {
        // given
        String query = URI.create(writeUrl).getRawQuery();
        String scoped = platform.ingestionUrl() + "/scoped/upload?" + query.substring(0, query.indexOf('&'));

        // when
        HttpResponse<String> noBlobType = client.send(request(scoped).header("Content-Type", "text/html").PUT(text("hello")));
        HttpResponse<String> credentials = client.send(put(scoped, "hello").header("Authorization", "Bearer x"));
        HttpResponse<String> decoded = client.send(put(scoped.replace("%2F", "/"), "hello"));

        // then
        assertThat(noBlobType.statusCode()).isEqualTo(400);
        assertThat(credentials.statusCode()).isEqualTo(403);
        assertThat(decoded.statusCode()).isEqualTo(404);
    }

    @Test
    void shouldKeepNothingOfAnUploadThatEndsEarly() throws Exception {
        // given
        URI uri = URI.create(writeUrl);

        // when
        try (Socket socket = new Socket(uri.getHost(), uri.getPort()); OutputStream out = socket.getOutputStream()) {
            out.write(("PUT " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: blob\r\nContent-Type: text/html\r\n"
                    + "x-ms-blob-type: BlockBlob\r\nContent-Length: 5\r\n\r\nhel").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> platform.count(Operations.UPLOAD) == 1
                && platform.requests().stream().anyMatch(request -> request.operation().equals(Operations.UPLOAD)));
        JsonNode registration = Json.MAPPER.readTree("{\"readUrl\":\"" + writeUrl.replace("/container/", "/readable/")
                .replaceAll("\\?.*", "") + "\"}");
        JsonNode answer = client.finalise(KEY, root, 5, registration);

        // then
        assertThat(answer.path("errors").path(0).path("message").asText()).contains("before the upload");
    }

    @Test
    @DisplayName("S17: large uploads stream past and are only summed up")
    void shouldSumUpLargeUploadsWithoutKeepingThem() throws Exception {
        // given
        platform.checksum(Checksum.CRC32C);
        int length = 128 * 1024 * 1024;
        JsonNode registration = client.register(KEY, root, length);

        // when
        HttpResponse<String> upload = client.send(put(registration.path("writeUrl").asText(), "").PUT(
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(length)), length)));
        client.finalise(KEY, root, length, registration);

        // then
        assertThat(upload.statusCode()).isEqualTo(201);
        StoredContent content = platform.contents().get(KEY);
        assertThat(content.uploadedBytes()).isEqualTo(length);
        assertThat(content.sha256()).isEqualTo("crc32c:61af04dd");
        assertThat(content.body()).isEmpty();
    }

    @Test
    void shouldResetTheConnectionInTheMiddleOfAnUpload() {
        // given
        platform.fault(Operations.UPLOAD, 1, Fault.resetConnection());

        // when, then
        assertThatThrownBy(() -> client.send(put(writeUrl, "hello"))).isInstanceOf(IOException.class);
        assertThat(platform.requests()).last().extracting(RecordedRequest::status).isEqualTo(0);
    }

    /** As many zero bytes as asked for. */
    private static final class Zeros extends InputStream {
        private int left;

        Zeros(int length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = Math.min(length, left);
            Arrays.fill(buffer, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
