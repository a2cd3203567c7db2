package io.confluenceconnector.http;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S5, S8: outgoing headers are an allow-list, also inside the client")
class OutgoingHeadersTest {

    private final ClassicHttpRequest request = new BasicClassicHttpRequest("PUT", URI.create("https://blob.example/x"));

    @Test
    void shouldRemoveEveryHeaderThatIsNotAboutContent() {
        // given
        for (String name : new String[] {"Authorization", "PROXY-AUTHORIZATION", "Cookie", "x-api-key", "Host", "Connection", "Content-Length", "Transfer-Encoding",
            "Content-Encoding", "X-Anything", "x-anything", "Accept", "Range", "X-MS-Blob-Type", "Content-Type"}) {
            request.addHeader(name, "value");
        }
        request.setEntity(new ByteArrayEntity(new byte[1], null));

        // when
        OutgoingHeaders.keepAllowed(request);

        // then
        assertThat(request.getHeaders()).extracting(Header::getName).containsExactlyInAnyOrder("Accept", "Range", "X-MS-Blob-Type", "Content-Type");
    }

    @Test
    void shouldPreferTheTypeOfTheBodyToAHeaderLeftFromAnEarlierAnswer() {
        // given
        request.addHeader("Content-Type", "text/html");
        request.setEntity(new ByteArrayEntity(new byte[1], ContentType.IMAGE_PNG));

        // when
        OutgoingHeaders.keepAllowed(request);

        // then
        assertThat(request.containsHeader("Content-Type")).isFalse();
    }
}
