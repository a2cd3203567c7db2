package io.confluenceconnector.pageimages;

import io.confluenceconnector.fuzz.Fuzz;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** S19: no page body makes the scanner fail, and what it would replace are pieces of the body that do not overlap. */
class ImageMacrosFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final List<String> PARTS = List.of("<ac:image>", "<ac:image ac:alt=\"a > b\" ac:width='9'>", "</ac:image>", "<ac:image/>", "<ac:image",
            "<ri:attachment ri:filename=\"x &amp; y.png\"/>", "<ri:attachment ri:filename='", "<ri:page ri:content-title=\"T\"/>", "</ri:attachment>",
            "<ri:url ri:value=\"https://x.example/a.png?b=1&amp;c=2\"/>", "<ac:caption>", "</ac:caption>", "<p>", "</p>", "<![CDATA[", "]]>", "<!--", "-->",
            "<?", "?>", "<!DOCTYPE a [<!ENTITY b \"&c;&c;\">", "<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;", "&lol9;", "&#0;", "&#xd800;", "&#1114112;",
            "&amp;".repeat(50), "<p>".repeat(300), " a=\"" + "x".repeat(500) + "\"", "text");

    @Test
    void shouldFindPiecesOfTheBodyOrNothing() {
        // when / then
        Fuzz.each(ROUNDS, PARTS, text -> {
            piecesOf(text.getBytes(StandardCharsets.UTF_8));
            piecesOf(text.getBytes(StandardCharsets.ISO_8859_1)); // mostly no UTF-8
        });
    }

    private static void piecesOf(byte[] body) {
        List<ImageMacro.Span> replaced = new ArrayList<>();
        for (ImageMacro macro : ImageMacros.find(body)) {
            assertThat(macro.start()).isBetween(0, body.length - 1);
            if (macro instanceof ImageMacro.Readable readable) {
                assertThat(readable.end()).isLessThanOrEqualTo(body.length);
                assertThat(new String(body, macro.start(), readable.end() - macro.start(), StandardCharsets.ISO_8859_1))
                        .startsWith("<ac:image").endsWith(">");
                replaced.addAll(readable.replaced());
            }
        }
        replaced.sort(Comparator.comparingInt(ImageMacro.Span::start));
        for (int i = 1; i < replaced.size(); i++) {
            assertThat(replaced.get(i).start()).isGreaterThanOrEqualTo(replaced.get(i - 1).end());
        }
    }
}
