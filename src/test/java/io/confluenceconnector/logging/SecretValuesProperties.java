package io.confluenceconnector.logging;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;

/** S9, for secrets of any characters at any place of a text. */
@Label("A registered secret")
class SecretValuesProperties {

    @Property
    @Label("is taken out wherever it stands, in clear and URL-encoded")
    void shouldTakeOutSecretAnywhere(@ForAll @StringLength(min = 4, max = 40) @CharRange(from = ' ', to = 'ÿ') String secret,
                                     @ForAll @StringLength(max = 20) @CharRange(from = 'Ā', to = 'ſ') String before,
                                     @ForAll @StringLength(max = 20) @CharRange(from = 'Ā', to = 'ſ') String after) {
        // given
        SecretValues secrets = new SecretValues(10);
        secrets.add(secret);

        // when
        String replaced = secrets.replaceIn(before + secret + after + URLEncoder.encode(secret, StandardCharsets.UTF_8), "");

        // then
        assertThat(replaced).isEqualTo(before + after);
    }

    @Property
    @Label("is not legible in Base64, whatever stands before and after it")
    void shouldTakeOutSecretWithinBase64(@ForAll @StringLength(min = 8, max = 40) @CharRange(from = '!', to = '~') String secret,
                                         @ForAll @IntRange(max = 5) int before, @ForAll @IntRange(max = 5) int after) {
        // given
        SecretValues secrets = new SecretValues(10);
        secrets.add(secret);
        String text = "u".repeat(before) + secret + "u".repeat(after);

        // when
        String replaced = secrets.replaceIn(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)), "-");

        // then: at most one character of the secret, together with its neighbours, is left at either end
        assertThat(replaced.length()).isLessThanOrEqualTo(1 + (before * 4 + 2) / 3 + 1 + (after * 4 + 2) / 3 + 1 + 3);
        assertThat(replaced).contains("-");
    }
}
