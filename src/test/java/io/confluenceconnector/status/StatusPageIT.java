package io.confluenceconnector.status;

import io.confluenceconnector.cycle.Withheld;
import io.confluenceconnector.health.ApplicationServer;
import io.confluenceconnector.health.Health;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** The status page in a real browser; its pictures are left in {@code target/status-page}. */
class StatusPageIT {

    private static final Path PICTURES = Path.of("target", "status-page");

    @TempDir(cleanup = CleanupMode.NEVER) // the browser still tidies up when it has ended
    private static Path profile;
    private static Browser browser;

    private volatile List<TenantSnapshot> tenants = Snapshots.many();
    private Health health;
    private StatusPage page;
    private ApplicationServer server;
    private String url;

    @BeforeAll
    static void startBrowser() throws Exception {
        browser = new Browser(profile);
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stopBrowser() throws Exception {
        if (browser != null) { // none on this machine
            browser.close();
        }
    }

    @BeforeEach
    void serve() throws Exception {
        health = new Health(List.of());
        page = new StatusPage("1.2.3", List.of(), () -> tenants, () -> tenants.size(), Clock.fixed(Snapshots.NOW, ZoneOffset.UTC));
        server = ApplicationServer.start(0, "1.2.3", health, Map.of("/", page));
        url = "http://127.0.0.1:" + server.port() + "/";
        browser.scripts(true);
        browser.window(1440, 900, false);
    }

    @AfterEach
    void stop() {
        server.close();
        page.close();
        health.close();
    }

    @ParameterizedTest
    @CsvSource({"375, light, many", "375, dark, many", "375, light, hostile", "1440, light, many", "1440, dark, many", "1440, light, one",
        "320, light, one"})
    void shouldFitTheWindowWithoutScrollingSideways(int width, String scheme, String which) throws Exception {
        // given
        String longName = "<b>" + "x".repeat(120) + "</b>";
        tenants = switch (which) {
            case "one" -> List.of(Snapshots.held("acme"));
            case "hostile" -> List.of(Snapshots.tenant(longName).failedItem(longName).withheld(longName, Withheld.State.HELD, 1, longName)
                    .failed(Snapshots.NOW, longName, longName).build());
            default -> Snapshots.many();
        };
        browser.window(width, 900, scheme.equals("dark"));

        // when
        browser.open(url);
        browser.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
        browser.picture(PICTURES.resolve(which + "-" + width + "-" + scheme + ".png"));

        // then
        assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(Integer.toString(width));
        assertThat(browser.evaluate("document.querySelectorAll('article').length")).isEqualTo(Integer.toString(tenants.size()));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("S20, S23: nothing that a name or reason holds becomes markup, and the browser asks for nothing but the page")
    void shouldRunAndLoadNothingOfAHostileTenant() throws Exception {
        // given
        String hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        tenants = List.of(Snapshots.tenant(hostile).failedItem(hostile).failed(Snapshots.NOW, hostile, hostile).build());

        // when
        browser.open(url);

        // then
        assertThat(browser.evaluate("document.title")).startsWith("✗ 1 of 1 tenant is failing");
        assertThat(browser.evaluate("document.querySelector('h2').textContent")).isEqualTo(hostile);
        assertThat(browser.evaluate("document.querySelectorAll('img, script').length")).isEqualTo("1");
        assertThat(browser.requests()).allMatch(request -> request.equals(url) || request.startsWith("data:image/svg+xml,"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("S23: the policy refuses scripts and pictures that somebody smuggled in")
    void shouldRefuseForeignScripts() throws Exception {
        // given
        browser.open(url);

        // when
        browser.evaluate("{ const added = document.createElement('script'); added.textContent = \"document.title = 'owned'\";"
                + " document.body.append(added); document.body.insertAdjacentHTML('beforeend', \"<img src='/health'>\"); }");

        // then
        await().atMost(Duration.ofSeconds(5)).until(() -> browser.complaints().size() >= 2);
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("Content Security Policy"));
        assertThat(browser.evaluate("document.title")).doesNotContain("owned");
    }

    @Test
    void shouldRefreshItselfAndKeepPlaceAndOpenDetails() throws Exception {
        // given
        tenants = List.of(Snapshots.fine("a"), Snapshots.fine("b"), Snapshots.fine("c"), Snapshots.fine("d"), Snapshots.fine("e"));
        browser.window(375, 600, false);
        browser.open(url);
        browser.evaluate("{ const card = document.getElementById('tenant-d'); card.querySelector('details').open = true;"
                + " scrollTo({top: scrollY + card.getBoundingClientRect().top - 20, behavior: 'instant'}); }");
        String before = browser.evaluate("document.getElementById('tenant-d').getBoundingClientRect().top");

        // when
        tenants = List.of(Snapshots.failing("a"), Snapshots.fine("b"), Snapshots.fine("c"), Snapshots.fine("d"), Snapshots.fine("e"));
        await().atMost(Duration.ofSeconds(15)).until(() -> browser.evaluate("document.title").startsWith("✗"));

        // then
        assertThat(browser.evaluate("document.querySelector('h1').textContent")).isEqualTo("1 of 5 tenants is failing");
        assertThat(Double.parseDouble(browser.evaluate("document.getElementById('tenant-d').getBoundingClientRect().top")))
                .isCloseTo(Double.parseDouble(before), within(2.0));
        assertThat(browser.evaluate("document.querySelector('#tenant-d details').open")).isEqualTo("true");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void shouldSaySoWhenTheConnectorHasFallenSilent() throws Exception {
        // given
        browser.open(url);

        // when
        server.close();

        // then
        await().atMost(Duration.ofSeconds(15)).until(() -> browser.evaluate("document.getElementById('silence').hidden").equals("false"));
        assertThat(browser.evaluate("document.getElementById('silence').textContent"))
                .isEqualTo("The connector does not answer. What you see is from 03:07:12 UTC.");
    }

    @Test
    void shouldShowEverythingWithoutScript() throws Exception {
        // given
        browser.scripts(false);

        // when
        browser.open(url);

        // then
        assertThat(browser.evaluate("document.querySelectorAll('article').length")).isEqualTo("24");
        assertThat(browser.evaluate("document.querySelector('meta[http-equiv=refresh]') !== null")).isEqualTo("true");
    }
}
