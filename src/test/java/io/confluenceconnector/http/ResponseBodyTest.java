package io.confluenceconnector.http;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A body may be large or slow, but it must get somewhere (P10). */
class ResponseBodyTest {

    private static final int SIZE = 1024 * 1024;

    private long nanos;

    /** Brings at most {@code bytesAtOnce}, each time after a wait. */
    private InputStream body(int bytesAtOnce, Duration wait) throws IOException {
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(new byte[SIZE])) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                nanos += wait.toNanos();
                return super.read(buffer, offset, Math.min(length, bytesAtOnce));
            }
        };
        return ResponseBody.of(new InputStreamEntity(slow, ContentType.APPLICATION_JSON), Duration.ofSeconds(30), () -> nanos);
    }

    @Test
    void shouldGiveUpBodyThatDrips() throws IOException {
        // given
        InputStream drip = body(1, Duration.ofSeconds(1));

        // when / then
        assertThatThrownBy(drip::readAllBytes).isInstanceOf(SocketTimeoutException.class)
                .hasMessage("The answer drips: only 31 bytes in 30 seconds");
    }

    @Test
    void shouldReadLargeBodyThatKeepsComing() throws IOException {
        // given
        InputStream steady = body(40 * 1024, Duration.ofSeconds(2));

        // when / then
        assertThat(steady.readNBytes(new byte[SIZE], 0, SIZE)).isEqualTo(SIZE);
        assertThat(Duration.ofNanos(nanos)).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void shouldSitOutPauseWithinPatience() throws IOException {
        // given
        InputStream late = body(SIZE, Duration.ofSeconds(29));

        // when / then
        assertThat(late.readNBytes(new byte[SIZE], 0, SIZE)).isEqualTo(SIZE);
    }
}
