package io.confluenceconnector.demo;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo as a whole; the README shows what it prints. */
class DemoIT {

    @Test
    @DisplayName("should equal the selection of both tenants after the first cycle and after the edits (P4-P11)")
    void shouldEqualSelectionAfterEachCycle() throws Exception {
        // given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

        // when
        boolean equal = Demo.play(out, new Palette(false), false);

        // then
        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertThat(equal).as(printed).isTrue();
        assertThat(printed).contains("13 of 13 items", "47 of 47 items", "12 of 12 items", "46 of 46 items")
                .containsPattern("all +8 +5 +│ +4 +2 +· +4 +│ +5 +1 +· +4")
                .containsPattern("all +11 +35 +│ +2 +1 +· +3 +│ +3 +· +· +3")
                .doesNotContain("\u001B");
    }
}
