package io.confluenceconnector.http;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("S19: answers are bounded")
class ResponseLimitTest {

    @Test
    void shouldPassAnAnswerOfExactlyTheLimit() throws IOException {
        // when
        byte[] read = limited(1000, 1000).readAllBytes();

        // then
        assertThat(read).hasSize(1000);
    }

    @Test
    void shouldFailAfterTheLimitHoweverItIsRead() {
        // when
        Throwable atOnce = catchThrowable(() -> limited(1001, 1000).readAllBytes());
        Throwable skipped = catchThrowable(() -> limited(1001, 1000).skip(1001));
        Throwable oneByOne = catchThrowable(() -> readOneByOne(limited(3, 2)));

        // then
        assertThat(atOnce).isInstanceOf(ResponseTooLargeException.class).hasMessageContaining("1000");
        assertThat(skipped).isInstanceOf(ResponseTooLargeException.class);
        assertThat(oneByOne).isInstanceOf(ResponseTooLargeException.class);
    }

    private static InputStream limited(int size, long limit) {
        return ResponseLimit.of(new ByteArrayInputStream(new byte[size]), limit);
    }

    private static void readOneByOne(InputStream in) throws IOException {
        int value = in.read();
        while (value >= 0) {
            value = in.read();
        }
    }
}
