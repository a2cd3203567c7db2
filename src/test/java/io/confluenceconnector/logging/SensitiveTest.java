package io.confluenceconnector.logging;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** S10. */
class SensitiveTest {

    @AfterEach
    void concealAgain() {
        DiagnosticsPolicy.use(DiagnosticsPolicy.CONCEAL);
    }

    static List<Function<String, Sensitive>> kinds() {
        return List.of(Sensitive::title, Sensitive::fileName, Sensitive::id, Sensitive::email);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("S10: concealing, every kind of value is masked, also as JSON and within a text")
    void shouldMaskWhenConcealing(Function<String, Sensitive> kind) throws Exception {
        // given
        Sensitive value = kind.apply("canary-value-1");

        // when
        String shown = value + new ObjectMapper().writeValueAsString(value) + List.of(value);

        // then
        assertThat(shown).doesNotContain("canary").contains("ue-1");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("S10: disclosing, it is shown in full")
    void shouldShowWhenDisclosing(Function<String, Sensitive> kind) {
        // given
        DiagnosticsPolicy.use(DiagnosticsPolicy.DISCLOSE);

        // when
        String shown = kind.apply("canary-value-1").toString();

        // then
        assertThat(shown).isEqualTo("canary-value-1");
    }

    @Test
    @DisplayName("S11: an address is masked as an address")
    void shouldMaskAddressAsAddress() {
        // when
        String shown = Sensitive.email("jane.doe@example.com").toString();

        // then
        assertThat(shown).isEqualTo("****.doe@exam***.***");
    }

    @Test
    @DisplayName("S10: nothing is disclosed unless someone asked for it")
    void shouldConcealByDefault() {
        // when
        DiagnosticsPolicy policy = LogSettings.DEFAULT.policy();

        // then
        assertThat(policy).isEqualTo(DiagnosticsPolicy.CONCEAL);
        assertThat(DiagnosticsPolicy.current()).isEqualTo(DiagnosticsPolicy.CONCEAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Disclose", "true", "conceal "})
    void shouldKnowNoOtherPolicy(String name) {
        // when
        var policy = DiagnosticsPolicy.named(name);

        // then
        assertThat(policy).isEmpty();
    }
}
