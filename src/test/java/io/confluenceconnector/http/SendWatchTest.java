package io.confluenceconnector.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A body goes out at a least speed, too, or the memory of its page would be held for days (P10, P15). */
class SendWatchTest {
    private static final int PARTS = 100;
    private static final byte[] BODY = new byte[PARTS * 16 * 1024];

    private final AtomicLong nanos = new AtomicLong();

    /** Stands for a server that takes each part of 16 KiB in so many seconds of simulated time. */
    private ExecChain server(int secondsPerPart) {
        return (request, scope) -> {
            request.getEntity().writeTo(new OutputStream() {
                @Override
                public void write(int single) {
                    throw new AssertionError("bodies are written in parts");
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    nanos.addAndGet(Duration.ofSeconds(secondsPerPart).toNanos());
                }
            });
            return new BasicClassicHttpResponse(200);
        };
    }

    @ParameterizedTest(name = "{0} s for each 16 KiB: broken off {1}")
    @CsvSource({"0, false", "1, false", "3, false", "10, true", "60, true"})
    void shouldBreakOffBodyThatIsTakenTooSlowlyAlthoughEachPartIsTakenInTime(int secondsPerPart, boolean brokenOff) {
        // given
        SendWatch watch = new SendWatch(Duration.ofMinutes(2), nanos::get);
        ClassicHttpRequest request = ClassicRequestBuilder.put("https://storage.example/page")
                .setEntity(new ByteArrayEntity(BODY, ContentType.TEXT_HTML)).build();

        // when
        Throwable failure = catchThrowable(() -> watch.execute(request, null, server(secondsPerPart)).close());

        // then
        assertThat(failure instanceof SocketTimeoutException).isEqualTo(brokenOff);
        assertThat(failure == null).isNotEqualTo(brokenOff);
    }
}
