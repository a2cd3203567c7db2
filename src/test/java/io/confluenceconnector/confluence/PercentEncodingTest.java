package io.confluenceconnector.confluence;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** Equal to JavaScript's {@code encodeURIComponent}, or every attachment would count as moved. */
class PercentEncodingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '`', value = {
        "abcXYZ019|abcXYZ019",
        "-_.!~*'()|-_.!~*'()",
        "a b|a%20b",
        "a+b|a%2Bb",
        "/77/78/plan.png|%2F77%2F78%2Fplan.png",
        "?&=#:;,@$[]|%3F%26%3D%23%3A%3B%2C%40%24%5B%5D",
        "100%|100%25",
        "%20|%2520",
        "Größe|Gr%C3%B6%C3%9Fe",
        "\u65e5\u672c|%E6%97%A5%E6%9C%AC",
        "\uD83D\uDE00|%F0%9F%98%80",
        "\u0663|%D9%A3",
        "\"<>\\^`|%22%3C%3E%5C%5E%60",
    })
    void shouldEncodeAsJavaScriptDoes(String text, String expected) {
        // when
        String encoded = PercentEncoding.encode(text);

        // then
        assertThat(encoded).isEqualTo(expected);
    }

    @Property
    void shouldBeUndoneByDecoding(@ForAll String text) {
        // given
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        // when
        String encoded = PercentEncoding.encode(wellFormed);

        // then
        assertThat(encoded).matches("[A-Za-z0-9\\-_.!~*'()%]*");
        assertThat(URI.create("https://h/?q=" + encoded).getQuery()).isEqualTo("q=" + wellFormed);
    }
}
