package io.confluenceconnector.status;

import com.sun.net.httpserver.Headers;
import io.confluenceconnector.cycle.Withheld;
import io.confluenceconnector.health.CheckResult;
import io.confluenceconnector.health.HealthCheck;
import io.confluenceconnector.health.Page;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.DiagnosticsPolicy;
import io.confluenceconnector.logging.Sensitive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.Arguments;
import org.slf4j.event.Level;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the status page says, and what it never says (S10, S20, S23). */
class StatusPageTest {

    private static final Clock CLOCK = Clock.fixed(Snapshots.NOW, ZoneOffset.UTC);
    private static final String HOSTILE = "<script>alert(1)</script>\" onload='x' & \u0000";

    private static Page.Response answer(TenantSnapshot... tenants) {
        return answer(List.of(), tenants);
    }

    private static Page.Response answer(List<HealthCheck> checks, TenantSnapshot... tenants) {
        return answer(checks, tenants.length, tenants);
    }

    private static Page.Response answer(List<HealthCheck> checks, int expected, TenantSnapshot... tenants) {
        try (StatusPage page = new StatusPage("1.2.3", checks, () -> List.of(tenants), () -> expected, CLOCK)) {
            return page.get(new Headers()).join();
        }
    }

    private static String html(Page.Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** What a reader sees, without markup. */
    private static String text(Page.Response response) {
        return html(response).replaceAll("(?s)<(script|style)>.*?</\\1>", "").replaceAll("<[^>]+>", "\n")
                .replace("&#39;", "'").replace("&amp;", "&").replaceAll("\\s*\n\\s*", "\n");
    }

    @Test
    void shouldSayWhatIsWrongAndWhatToDoBeforeAllElse() {
        // when
        String text = text(answer(Snapshots.fine("acme"), Snapshots.failing("northwind-cloud")));

        // then
        assertThat(text).containsSubsequence("1 of 2 tenants is failing", "northwind-cloud", "The last 2 cycles failed",
                "Confluence answered 401", "What to do:\ndo what the reason says; the next cycle", "cycleId 7f3a91c2",
                "Last success", "14 min ago, 02:52 UTC", "acme", "fine");
    }

    static Stream<Arguments> conditions() {
        return Stream.of(Arguments.of(Snapshots.fine("acme"), "✓ fine", "1 tenant, all well"),
                Arguments.of(Snapshots.fresh("acme"), "– no cycle yet", "1 tenant, all well"),
                Arguments.of(Snapshots.held("acme"), "! needs a look", "1 of 1 tenant needs a look"),
                Arguments.of(Snapshots.throttled("acme"), "! needs a look", "1 of 1 tenant needs a look"),
                Arguments.of(Snapshots.failing("acme"), "✗ failing", "1 of 1 tenant is failing"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void shouldTellTheConditionInWords(TenantSnapshot tenant, String condition, String verdict) {
        // when
        String text = text(answer(tenant));

        // then
        assertThat(text).contains(condition).contains(verdict);
    }

    @Test
    void shouldSayHowManyTenantsHaveStarted() {
        // when
        String quiet = text(answer(List.of(), 40, Snapshots.fine("acme"), Snapshots.fresh("borealis")));
        String trouble = text(answer(List.of(), 40, Snapshots.failing("acme"), Snapshots.failing("borealis")));

        // then
        assertThat(quiet).contains("\nStarting, 2 of 40 tenants\n");
        assertThat(trouble).contains("\n2 of 40 tenants are failing, 38 still starting\n");
    }

    @Test
    void shouldOrderTenantsAsPeopleCount() {
        // when
        String text = text(answer(Snapshots.fine("wiki-10"), Snapshots.fine("wiki-4"), Snapshots.fine("acme-2")));

        // then
        assertThat(text.lines().filter(List.of("wiki-10", "wiki-4", "acme-2")::contains).distinct()).containsExactly("acme-2", "wiki-4", "wiki-10");
    }

    @Test
    @DisplayName("P11: withheld deletions are told by what makes them go on")
    void shouldTellWithheldDeletionsApart() {
        // when
        String text = text(answer(Snapshots.held("acme")));

        // then
        assertThat(text).containsSubsequence("412 deletions in space ENG held", "maxDeletePercent", "approveDeletions",
                "2 deletions in space HR vetoed", "nothing is lost", "1 deletion in space OPS pending", "later cycles decide");
    }

    @Test
    void shouldShowProgressRateAndRemainingTime() {
        // when
        Page.Response answer = answer(Snapshots.throttled("acme"));

        // then
        assertThat(text(answer)).contains("Ingesting pages", "380 of 1,204 · 240 a minute · about 3 min 26 s left",
                "Confluence asked us to wait", "until 03:08 UTC, in 55 s");
        assertThat(html(answer)).contains("<progress max=\"1204\" value=\"380\"");
    }

    @Test
    void shouldDrawEveryRememberedCycleOnce() {
        // when
        String html = html(answer(Snapshots.failing("acme")));

        // then
        assertThat(Pattern.compile("<g class=\"(success|failure)\">").matcher(html).results().map(bar -> bar.group(1)))
                .hasSize(18).endsWith("success", "failure", "failure");
        assertThat(html).contains("acme: changes and durations of the last 18 cycles");
    }

    @Test
    void shouldTellAShortDurationInTheChartAsInTheCard() {
        // when
        String text = text(answer(Snapshots.tenant("acme").took(2_700).build()));

        // then
        assertThat(text).contains("▼ duration, at most 2.7 s").doesNotContain("2.0 s");
    }

    @Test
    void shouldTellSkippedRunsAndTheNextOne() {
        // when
        String text = text(answer(Snapshots.held("acme")));

        // then
        assertThat(text).contains("Skipped\n2 runs, because the one before was still under way", "in 7 min, 03:15 UTC");
    }

    @Test
    @DisplayName("P18: what the process itself complains about stands above the tenants")
    void shouldShowRefusedFiles() {
        // given
        HealthCheck configuration = check("configuration", new CheckResult(false, Map.of("rejectedTenantFiles", List.of(Map.of("file", "b-tenant-config.yaml")))));

        // when
        String text = text(answer(List.of(configuration), Snapshots.fine("acme")));

        // then
        assertThat(text).containsSubsequence("The configuration needs a look", "The check “configuration” is down",
                "rejectedTenantFiles: file b-tenant-config.yaml", "the last valid ones stay in force", "acme");
    }

    @Test
    @DisplayName("P18: problems stand below each other, and what is no problem is left out")
    void shouldListProblemsOneByOne() {
        // given
        HealthCheck configuration = check("configuration", new CheckResult(false, Map.of("rejectedRoutes", List.of("a.camel.yaml:1: x.",
                "b.camel.yaml:2: y."), "tenants", 2)));

        // when
        String html = html(answer(List.of(configuration), Snapshots.fine("acme")));

        // then
        assertThat(html).contains("<li>rejectedRoutes:<ul><li>a.camel.yaml:1: x.</li><li>b.camel.yaml:2: y.</li></ul></li>")
                .doesNotContain("tenants: 2");
    }

    @Test
    @DisplayName("S20: names and reasons are text, whatever they hold")
    void shouldEscapeHostileText() {
        // given
        TenantSnapshot hostile = Snapshots.tenant(HOSTILE).failedItem(HOSTILE)
                .withheld(HOSTILE, Withheld.State.HELD, 1, HOSTILE).failed(Snapshots.NOW.minusSeconds(60), HOSTILE, HOSTILE).build();

        // when
        String html = html(answer(List.of(check(HOSTILE, new CheckResult(false, Map.of(HOSTILE, HOSTILE)))), hostile, Snapshots.fine("acme")));

        // then
        assertThat(Pattern.compile("<script").matcher(html).results()).hasSize(1);
        assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp; \uFFFD").doesNotContain("alert(1)</script>")
                .doesNotContain("\" onload");
    }

    @Test
    @DisplayName("S10: ids are masked, and nothing of a secret is shown")
    void shouldMaskIdsAndRedactReasons() {
        // given
        TenantSnapshot tenant = Snapshots.tenant("acme").failedItem("password=hunter2hunter2")
                .ended().build();

        // when
        String html = html(answer(tenant));

        // then
        assertThat(html).contains("******::******7788").contains("[Redacted]").doesNotContain(Snapshots.ITEM_ID).doesNotContain("hunter2");
    }

    @Test
    @DisplayName("S10, S23: the page has no login, so that it masks also where the log discloses")
    void shouldMaskWhereTheLogDiscloses() {
        try (CapturedLog log = CapturedLog.json(Level.INFO, DiagnosticsPolicy.DISCLOSE)) {
            // given
            TenantSnapshot tenant = Snapshots.tenant("acme").failedItem("refused").ended().build();

            // when
            String html = html(answer(tenant));

            // then
            assertThat(Sensitive.id(Snapshots.ITEM_ID)).hasToString(Snapshots.ITEM_ID);
            assertThat(html).contains("******::******7788").doesNotContain(Snapshots.ITEM_ID);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    @DisplayName("S23: the browser runs and loads nothing but the page itself")
    void shouldNeedNothingElse() {
        // when
        Page.Response answer = answer(Snapshots.held("acme"));

        // then
        String html = html(answer);
        assertThat(html).doesNotContainPattern("(?i)(src|action|formaction)=").doesNotContainPattern("<(form|button|input|iframe|img|object)")
                .doesNotContainPattern("\\son[a-z]+=").doesNotContainPattern("\\sstyle=");
        assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(html).results().map(link -> link.group(1)))
                .allMatch(link -> link.startsWith("#") || link.equals("/health") || link.startsWith("data:image/svg+xml,"));
        assertThat(answer.headers().get("Content-Security-Policy")).startsWith("default-src 'none';").doesNotContain("unsafe", "http:", "https:", "*")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'");
        assertThat(answer.headers()).containsEntry("Referrer-Policy", "no-referrer");
    }

    @Test
    void shouldRefreshWithoutScript() {
        // when
        String html = html(answer(Snapshots.fine("acme")));

        // then
        assertThat(html).contains("<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>");
    }

    @ParameterizedTest
    @DisplayName("every text is readable on its ground in light and dark: WCAG AA, 4.5 to 1")
    @MethodSource("pairs")
    void shouldContrast(String scheme, String text, String ground) throws Exception {
        // given
        String css = Files.readString(Path.of("src/main/resources/status/status.css"));
        String block = scheme.equals("dark") ? css.substring(css.indexOf("@media (prefers-color-scheme: dark)")) : css;

        // when
        double contrast = contrast(colour(block, text), colour(block, ground));

        // then
        assertThat(contrast).isGreaterThanOrEqualTo(4.5);
    }

    static Stream<Arguments> pairs() {
        return Stream.of("light", "dark").flatMap(scheme -> Stream.of("text/page", "text/card", "quiet/page", "quiet/card", "link/card",
                "link/page", "failing/card", "failing/page", "failing/failing-soft", "text/failing-soft", "attention/card", "attention/page",
                "attention/attention-soft", "text/attention-soft", "fine/page", "fine/fine-soft", "new/page", "new/new-soft", "text/new-soft",
                "card/failing").map(pair -> Arguments.of(scheme, pair.split("/")[0], pair.split("/")[1])));
    }

    private static int[] colour(String css, String name) {
        Matcher matcher = Pattern.compile("--" + name + ": #([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2});").matcher(css);
        assertThat(matcher.find()).as(name).isTrue();
        return Stream.of(1, 2, 3).mapToInt(group -> Integer.parseInt(matcher.group(group), 16)).toArray();
    }

    /** As WCAG 2 defines it. */
    private static double contrast(int[] one, int[] other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(int[] colour) {
        double[] linear = Stream.of(0, 1, 2).mapToDouble(i -> {
            double share = colour[i] / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
        }).toArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static HealthCheck check(String name, CheckResult result) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CheckResult check() {
                return result;
            }
        };
    }
}
