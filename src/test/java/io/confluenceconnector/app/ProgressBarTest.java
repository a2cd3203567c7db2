package io.confluenceconnector.app;

import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.Progress;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person at a terminal sees while sync and plan are at work. */
class ProgressBarTest {

    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    private static List<String> lines(Map<String, Progress> tenants, int seconds) {
        return ProgressBar.lines(new TreeMap<>(tenants), START.plusSeconds(seconds));
    }

    @Test
    void shouldShowEachTenantWithItsStage() {
        // when
        List<String> lines = lines(Map.of(
                "acme", new Progress(Phase.INGESTING_PAGES, START, 25, OptionalLong.of(100)),
                "brewery", new Progress(Phase.SCANNING, START, 3400, OptionalLong.empty()),
                "clinic", new Progress(Phase.IDLE, START, 0, OptionalLong.empty())), 60);

        // then
        assertThat(lines).containsExactly(
                "acme                 ingesting pages       [####------------] 25/100 3:00",
                "brewery              scanning              3400 so far",
                "clinic               ownership check");
    }

    @Test
    void shouldNeverBeWiderThanATerminal() {
        // given
        Progress huge = new Progress(Phase.INGESTING_ATTACHMENTS, START, 1_000_000_001L, OptionalLong.of(9_000_000_000_000L));

        // when
        List<String> lines = lines(Map.of("a-tenant-with-quite-a-long-name", huge), 60);

        // then
        assertThat(lines).singleElement().asString().hasSizeLessThanOrEqualTo(79).startsWith("a-tenant-with-quite… ");
    }

    @Test
    void shouldNotScrollTheLogAwayForManyTenants() {
        // given
        Map<String, Progress> many = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            many.put("tenant-" + i, new Progress(Phase.SCANNING, START, i, OptionalLong.empty()));
        }

        // when
        List<String> lines = lines(many, 1);

        // then
        assertThat(lines).hasSize(8);
    }

    @Test
    void shouldShowNothingUnlessAtATerminal() throws Exception {
        // given
        PrintStream stderr = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));

        // when
        String result = ProgressBar.during(Map.of("TERM", "dumb"), TreeMap::new, () -> "done");
        System.setErr(stderr);

        // then
        assertThat(result).isEqualTo("done");
        assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
