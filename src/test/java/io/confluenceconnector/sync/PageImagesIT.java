package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.MAX_FILE_BYTES;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** P15: images become part of their page, whole and in their place, and everything else stays as it was. */
class PageImagesIT {

    static final String INLINING =
            "pageIngestionConfig: {htmlConfig: {imageContentExtraction: {enabled: true, languageModel: seeing-model}}}";

    private static TenantFixture start(Setup setup) {
        return TenantFixture.of(setup).ingestion(INLINING).start();
    }

    private static SimSpace space(TenantFixture tenant) {
        return tenant.confluence.space("DOC", "Documentation", "global");
    }

    private static String macro(String fileName) {
        return "<ac:image><ri:attachment ri:filename=\"" + fileName + "\"/></ac:image>";
    }

    private static String macro(String fileName, String page) {
        return "<ac:image><ri:attachment ri:filename=\"" + fileName + "\">" + page + "</ri:attachment></ac:image>";
    }

    private static String img(String type, byte[] image, String attributes) {
        return "<img src=\"data:" + type + ";base64," + Base64.getEncoder().encodeToString(image) + "\"" + attributes + "/>";
    }

    private static String png(String image, String attributes) {
        return img("image/png", bytes(image), attributes);
    }

    private static SimAttachment attachPng(TenantFixture tenant, SimContent page, String fileName, String image) {
        return tenant.confluence.attach(page, fileName, "image/png", bytes(image));
    }

    private static StoredContent stored(TenantFixture tenant, SimContent page) {
        return tenant.platform.contents().values().stream().filter(content -> content.key().endsWith("/" + page.id()))
                .findFirst().orElseThrow(() -> new AssertionError("the page is not stored"));
    }

    private static void assertBody(TenantFixture tenant, SimContent page, String body) {
        StoredContent stored = stored(tenant, page);
        assertThat(stored.finalised()).isTrue();
        assertThat(stored.byteSize()).isEqualTo(bytes(body).length).isEqualTo(stored.uploadedBytes());
        assertThat(stored.sha256()).isEqualTo(sha256(bytes(body)));
        assertThat(tenant.platform.violations()).isEmpty();
        tenant.confluence.assertNoViolations();
        tenant.confluence.assertOnlyReads();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** B70, B73, B77, B81: on a page that breaks every parser, exactly the macros are replaced. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "CLOUD_IN_CLUSTER", "DATA_CENTER"})
    void shouldReplaceMacrosAndNothingElse(Setup setup) {
        try (TenantFixture tenant = start(setup)) {
            // given
            String external = "<ac:image><ri:url ri:value=\"" + tenant.confluence.baseUrl() + "/logo.png\"/></ac:image>";
            String code = "<ac:plain-text-body><![CDATA[" + macro("chart.png") + " if (a > b) { x = \"<p>\"; }]]></ac:plain-text-body>";
            String captioned = "<ac:image ac:alt=\"Net &amp; plan\" ac:width=\"400\" ac:thumbnail=\"true\"><ri:attachment ri:filename=\"chart.png\"/>"
                    + "<ac:caption><p>Figure&nbsp;1</p></ac:caption></ac:image>";
            String body = "<p>Gr&ouml;&szlig;e &bogus; & \u001c 日本語 🎉 <strong>bold<br>%s</p></td>%s<p>%s %s</p>%s%s%s<ac:image><ri:attachment ri:filename=\"chart.png\"/></p>";
            SimContent page = tenant.confluence.page(space(tenant), "Charts",
                    body.formatted(macro("chart.png"), captioned, external, macro("none.png"), code, macro("Ma&szlig;e &amp; more.jpeg"),
                            macro("chart.png")), SINGLE);
            attachPng(tenant, page, "chart.png", "chart");
            tenant.confluence.attach(page, "Maße & more.jpeg", "IMAGE/JPEG; charset=binary", bytes("mass"));
            tenant.confluence.attach(page, "forgotten <1> & \"2\".png", "application/octet-stream", bytes("forgotten"));
            tenant.confluence.attach(page, "terms.pdf", "application/pdf", bytes("terms"));

            // when
            CycleReport report = tenant.cycle();

            // then
            String chart = png("chart", " alt=\"chart.png\"");
            assertBody(tenant, page, body.formatted(chart, png("chart", " alt=\"Net &amp; plan\" width=\"400\"") + "<p>Figure&nbsp;1</p>", external,
                    macro("none.png"), code, img("image/jpeg", bytes("mass"), " alt=\"Ma&szlig;e &amp; more.jpeg\""), chart)
                    + png("forgotten", " alt=\"forgotten &lt;1&gt; &amp; &quot;2&quot;.png\""));
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::title).containsExactlyInAnyOrder("Charts", "terms.pdf");
            assertThat(report.total(Count.IMAGES_INLINED)).isEqualTo(5);
            assertThat(report.total(Count.IMAGES_LEFT_OUT)).isEqualTo(3);
            assertThat(report.failedItems()).isZero();
            assertThat(tenant.confluence.requests()).noneMatch(request -> request.path().endsWith("/logo.png"));
            assertThat(tenant.confluence.requests().stream().filter(request -> request.path().contains("/download")
                    && !request.path().contains("binary"))).as("each file once, however often it is shown").hasSize(4);
        }
    }

    /** B83: the file of another page, whatever the own page has under that name. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldTakeImagesFromThePagesTheyLieOn(Setup setup) {
        try (TenantFixture tenant = start(setup)) {
            // given
            ConfluenceSimulator confluence = tenant.confluence;
            SimSpace doc = space(tenant);
            SimSpace ops = confluence.space("OPS", "Operations", "global");
            SimContent shared = confluence.page(ops, "Shared \"text\" & more", "<p>not selected</p>");
            IntStream.range(0, 30).forEach(i -> attachPng(tenant, shared, "a" + i + ".png", "shared " + i));
            SimContent sameSpace = confluence.page(doc, "Brand", "<p>not selected</p>");
            attachPng(tenant, sameSpace, "a.png", "brand");
            SimContent post = confluence.blogPost(ops, "News", "<p>not selected</p>");
            attachPng(tenant, post, "a.png", "news");
            SimContent hidden = confluence.page(ops, "Hidden", "<p>hidden</p>");
            attachPng(tenant, hidden, "a.png", "hidden");
            confluence.restrict(hidden, true);
            String body = "<p>%s%s%s%s%s</p>"
                    + macro("a.png", "<ri:page ri:space-key=\"OPS\" ri:content-title=\"Hidden\"/>")
                    + macro("a.png", "<ri:page ri:space-key=\"NOPE\" ri:content-title=\"Nothing\"/>")
                    + macro("b.png", "<ri:page ri:content-title=\"Brand\"/>")
                    + macro("a.png", "<ri:page ri:content-title=\"\nBrand\"/>");
            SimContent page = confluence.page(doc, "Page", body.formatted(
                    macro("a29.png", "<ri:page ri:space-key=\"OPS\" ri:content-title=\"Shared &quot;text&quot; &amp; more\"/>"),
                    macro("a.png", "<ri:page ri:content-title=\"Brand\"/>"),
                    macro("a.png", "<ri:blog-post ri:space-key=\"OPS\" ri:content-title=\"News\"/>"),
                    macro("a.png", "<ri:content-entity ri:content-id=\"" + sameSpace.id() + "\"/>"),
                    macro("a.png")), SINGLE);
            attachPng(tenant, page, "a.png", "own");

            // when
            CycleReport report = tenant.cycle();

            // then
            String alt = " alt=\"a.png\"";
            assertBody(tenant, page, body.formatted(png("shared 29", " alt=\"a29.png\""), png("brand", alt), png("news", alt),
                    png("brand", alt), png("own", alt)));
            assertThat(tenant.platform.contents()).hasSize(1);
            assertThat(report.total(Count.IMAGES_LEFT_OUT)).isEqualTo(4);
        }
    }

    /** Pages that many others refer to are looked up once in a cycle. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldLookUpSharedPageOnce(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).ingestion(INLINING).concurrency(1).start()) {
            // given
            SimSpace doc = space(tenant);
            attachPng(tenant, tenant.confluence.page(doc, "Brand", "<p>not selected</p>"), "a.png", "brand");
            for (int i = 0; i < 10; i++) {
                tenant.confluence.page(doc, "Page " + i, macro("a.png", "<ri:page ri:content-title=\"Brand\"/>"), SINGLE);
            }

            // when
            tenant.cycle();

            // then
            assertThat(tenant.confluence.requests()).filteredOn(request -> request.parameter("title").isPresent()
                    || request.parameter("cql").orElse("").contains("title = ")).hasSize(1);
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::sha256)
                    .containsOnly(sha256(bytes(png("brand", " alt=\"a.png\""))));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = "DATA_CENTER")
    void shouldTellNamesApartByCaseAndNotByNormalisation(Setup setup) {
        try (TenantFixture tenant = start(setup)) {
            // given
            String body = "%s %s %s " + macro("LOGO.png") + "%s";
            SimContent page = tenant.confluence.page(space(tenant), "Names", body.formatted(macro("Logo.png"), macro("logo.png"),
                    macro("cafe\u0301.png"), macro("50%25 #1 @2 + \\.png")), SINGLE);
            attachPng(tenant, page, "logo.png", "small");
            attachPng(tenant, page, "Logo.png", "capital");
            attachPng(tenant, page, "caf\u00e9.png", "coffee");
            attachPng(tenant, page, "50%25 #1 @2 + \\.png", "percent");

            // when
            tenant.cycle();

            // then
            assertBody(tenant, page, body.formatted(png("capital", " alt=\"Logo.png\""), png("small", " alt=\"logo.png\""),
                    png("coffee", " alt=\"cafe\u0301.png\""), png("percent", " alt=\"50%25 #1 @2 + \\.png\"")));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = "DATA_CENTER")
    void shouldLeaveMacroOfWhatCannotBeInlinedAndSayWhy(Setup setup) {
        try (TenantFixture tenant = start(setup); CapturedLog log = CapturedLog.json()) {
            // given
            String body = macro("gone.png") + macro("anim.gif") + macro("big.png") + macro("empty.png") + macro("terms.pdf") + "%s%s";
            SimContent page = tenant.confluence.page(space(tenant), "Odd", body.formatted(macro("unsized.png"), macro("ok.png")), SINGLE);
            tenant.confluence.attach(page, "anim.gif", "image/gif", bytes("gif"));
            tenant.confluence.attachGenerated(page, "big.png", "image/png", MAX_FILE_BYTES + 1);
            tenant.confluence.attach(page, "empty.png", "image/png", new byte[0]);
            tenant.confluence.attach(page, "terms.pdf", "application/pdf", bytes("terms"));
            tenant.confluence.declareSize(attachPng(tenant, page, "unsized.png", "unsized"), OptionalLong.empty());
            attachPng(tenant, page, "ok.png", "ok");
            tenant.confluence.trashAttachment(attachPng(tenant, page, "gone.png", "gone"));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertBody(tenant, page, body.formatted(png("unsized", " alt=\"unsized.png\""), png("ok", " alt=\"ok.png\"")));
            assertThat(report.total(Count.IMAGES_LEFT_OUT)).isEqualTo(5);
            assertThat(log.events(EventName.IMAGES_INLINED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("level", "WARN").containsEntry("replaced", 2).containsEntry("leftOut", 5)
                    .containsEntry("reasons", List.of("no PNG or JPEG of that name that the configuration takes: 4, from byte 0",
                            "the file is empty: 1, from byte " + (macro("gone.png") + macro("anim.gif") + macro("big.png")).length())));
            assertThat(log.written()).doesNotContain("unsized", "ok.png", "gone.png");
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::title).containsExactlyInAnyOrder("Odd", "terms.pdf");
        }
    }

    /** One image fails while the others succeed; the page is tried again until it comes, three times at most (P14). */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = "CLOUD")
    void shouldIngestPageWithoutImageThatFailsAndTryItAgain(Setup setup) {
        try (TenantFixture tenant = start(setup)) {
            // given
            String body = macro("a.png") + "%s";
            SimContent page = tenant.confluence.page(space(tenant), "Page", body.formatted(macro("b.png")), SINGLE);
            SimAttachment broken = attachPng(tenant, page, "a.png", "a");
            attachPng(tenant, page, "b.png", "b");
            tenant.confluence.fault(request -> request.path().contains("/download")
                    && (request.path().contains(broken.id() + "/") || request.path().contains("a.png")), FOR_EVER, Fault.status(500));

            // when
            CycleReport first = tenant.cycle();
            String stored = stored(tenant, page).sha256();
            int again = 0;
            for (int i = 0; i < 4; i++) {
                again += (int) tenant.cycle().total(Count.PAGES_INGESTED);
            }
            tenant.confluence.clearFaults();
            tenant.confluence.edit(page, body.formatted(macro("b.png")));
            tenant.cycle();

            // then
            assertThat(first.failedItems()).isZero();
            assertThat(stored).isEqualTo(sha256(bytes(body.formatted(png("b", " alt=\"b.png\"")))));
            assertThat(again).isEqualTo(2);
            assertBody(tenant, page, png("a", " alt=\"a.png\"") + png("b", " alt=\"b.png\""));
        }
    }

    /** A download that is a login page, cut short, or fails at first: nothing else is ever taken for the image. */
    @ParameterizedTest
    @ValueSource(strings = {"login", "truncated", "reset", "503"})
    void shouldTakeNothingButTheWholeImage(String trouble) {
        try (TenantFixture tenant = start(Setup.DATA_CENTER)) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", macro("a.png"), SINGLE);
            tenant.confluence.attachGenerated(page, "a.png", "image/png", 500_000);
            Fault fault = switch (trouble) {
                case "login" -> Fault.loginPage();
                case "truncated" -> Fault.truncateBody(300_000);
                case "reset" -> Fault.resetConnection();
                default -> Fault.status(503);
            };
            tenant.confluence.fault(request -> request.path().contains("/download/"), 2, fault);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.IMAGES_INLINED)).isEqualTo(1);
            assertThat(stored(tenant, page).byteSize()).isEqualTo(png("", " alt=\"a.png\"").length() + (500_000 + 2) / 3 * 4);
        }
    }

    /** The version of a page says nothing of its images, and yet they are kept in step. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = "CLOUD")
    void shouldIngestPageAgainWhenItsImagesChange(Setup setup) {
        try (TenantFixture tenant = start(setup)) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", macro("a.png"), SINGLE);
            SimContent plain = tenant.confluence.page(page, "Plain", "<p>plain</p>", SINGLE);
            SimAttachment image = attachPng(tenant, page, "a.png", "first");
            tenant.cycle();
            tenant.restart();
            tenant.cycle();

            // when
            tenant.confluence.replaceAttachment(image, bytes("second"));
            tenant.cycle();
            String replaced = stored(tenant, page).sha256();
            SimAttachment late = attachPng(tenant, plain, "late.png", "late");
            tenant.cycle();
            String added = stored(tenant, plain).sha256();
            tenant.confluence.removeAttachment(late);
            CycleReport removal = tenant.cycle();
            CycleReport idle = tenant.cycle();

            // then
            assertThat(replaced).isEqualTo(sha256(bytes(png("second", " alt=\"a.png\""))));
            assertThat(added).isEqualTo(sha256(bytes("<p>plain</p>" + png("late", " alt=\"late.png\""))));
            assertBody(tenant, plain, "<p>plain</p>");
            assertThat(removal.total(Count.PAGES_INGESTED)).isEqualTo(1);
            assertThat(idle.total(Count.PAGES_INGESTED)).isZero();
        }
    }

    /** P11, P15: when inlining is switched on, images move into their pages; none is lost on the way. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldMoveImagesIntoTheirPagesWhenSwitchedOn(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", macro("a.png"), SINGLE);
            SimContent plain = tenant.confluence.page(page, "Plain", "<p>plain</p>", SINGLE);
            attachPng(tenant, page, "a.png", "first");
            tenant.cycle();
            int asFiles = tenant.platform.contents().size();

            // when
            tenant.reconfigure(INLINING);
            CycleReport report = tenant.cycle();

            // then
            assertThat(asFiles).isEqualTo(3);
            assertThat(report.total(Count.PAGES_INGESTED)).isEqualTo(1);
            assertThat(report.total(Count.DELETED)).isEqualTo(1);
            assertBody(tenant, page, png("first", " alt=\"a.png\""));
            assertBody(tenant, plain, "<p>plain</p>");
        }
    }

    /** P11, P15: an image stays a file until its page has taken it in, although the process starts anew in between. */
    @ParameterizedTest
    @ValueSource(strings = {"body", "image"})
    void shouldKeepImageFilesWhosePageHasNotTakenThemIn(String failing) {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", macro("a.png"), SINGLE);
            SimAttachment image = attachPng(tenant, page, "a.png", "a");
            tenant.cycle();
            tenant.reconfigure(INLINING);
            tenant.confluence.fault(request -> failing.equals("image") ? request.path().contains("/download")
                    : request.parameter("cql").orElse("").startsWith("id in"), FOR_EVER, Fault.status(503));

            // when
            tenant.cycle();
            Set<String> kept = Set.copyOf(tenant.platform.contents().keySet());
            tenant.confluence.clearFaults();
            tenant.restart();
            tenant.cycle();

            // then
            assertThat(kept).hasSize(2).anyMatch(key -> key.endsWith("::" + image.id()));
            assertThat(tenant.platform.contents()).hasSize(1);
            assertBody(tenant, page, png("a", " alt=\"a.png\""));
        }
    }

    /** P14, P15: a page that is stored without an image gets it in the first cycle of another process; not one that is refused. */
    @ParameterizedTest
    @CsvSource({"own.png, 503, 1", "own.png, 404, 0", "logo.png, 500, 1"})
    void shouldIngestPageAgainAfterRestartWhenAnImageMayCome(String missing, int status, int again) {
        try (TenantFixture tenant = start(Setup.CLOUD)) {
            // given
            SimSpace brand = tenant.confluence.space("MKT", "Marketing", "global");
            attachPng(tenant, tenant.confluence.page(brand, "Logos", "<p>not selected</p>"), "logo.png", "logo");
            SimContent page = tenant.confluence.page(space(tenant), "Page", macro("own.png")
                    + macro("logo.png", "<ri:page ri:space-key=\"MKT\" ri:content-title=\"Logos\"/>"), SINGLE);
            SimAttachment own = attachPng(tenant, page, "own.png", "own");
            tenant.confluence.fault(request -> missing.equals("own.png") ? request.path().contains(own.id() + "/download")
                    : request.parameter("cql").orElse("").contains("title"), FOR_EVER, Fault.status(status));

            // when
            tenant.cycle();
            tenant.confluence.clearFaults();
            tenant.restart();
            CycleReport first = tenant.cycle();

            // then
            assertThat(first.total(Count.PAGES_INGESTED)).isEqualTo(again);
            assertThat(first.total(Count.IMAGES_INLINED)).isEqualTo(2L * again);
            assertThat(stored(tenant, page).metadata().get("versionTimestamp")).isNotEqualTo("pending");
        }
    }

    /** A refused listing of attachments does not take the images out of a stored page (P6). */
    @Test
    void shouldKeepStoredImagesWhileAttachmentsCannotBeListed() {
        try (TenantFixture tenant = start(Setup.CLOUD)) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", macro("0.png"), SINGLE);
            IntStream.range(0, 30).forEach(i -> attachPng(tenant, page, i + ".png", "image " + i));
            tenant.cycle();
            String stored = stored(tenant, page).sha256();
            tenant.confluence.fault("/pages/{id}/attachments", 1, Fault.status(403));

            // when
            CycleReport refused = tenant.cycle();
            CycleReport next = tenant.cycle();

            // then
            assertThat(refused.total(Count.PAGES_INGESTED) + next.total(Count.PAGES_INGESTED)).isZero();
            assertThat(stored(tenant, page).sha256()).isEqualTo(stored);
        }
    }

    /** A page of 200 images: 50 MiB of them, and the macros of the rest. */
    @Test
    void shouldInlineNoMoreThanAPageMayHold() {
        try (TenantFixture tenant = start(Setup.DATA_CENTER)) {
            // given
            int size = 300 * 1024;
            byte[] image = new byte[size];
            new Random(1).nextBytes(image);
            int fitting = (50 << 20) / size;
            SimContent page = tenant.confluence.page(space(tenant), "Album", IntStream.range(0, 200)
                    .mapToObj(i -> macro(i + ".jpg")).collect(Collectors.joining()), SINGLE);
            IntStream.range(0, 200).forEach(i -> tenant.confluence.attach(page, i + ".jpg", "image/jpeg", image));

            // when
            CycleReport report = tenant.cycle();

            // then
            StringBuilder body = new StringBuilder();
            IntStream.range(0, 200).forEach(i -> body.append(i < fitting ? img("image/jpeg", image, " alt=\"" + i + ".jpg\"") : macro(i + ".jpg")));
            assertBody(tenant, page, body.toString());
            assertThat(report.total(Count.IMAGES_LEFT_OUT)).isEqualTo(200 - fitting);
            assertThat(tenant.confluence.requests()).filteredOn(request -> request.path().contains("/download/")).hasSize(fitting);
        }
    }

    /** P10: a server that asks for a long pause fails the page, which keeps its stored version with all its images. */
    @Test
    void shouldFailPageWhenConfluenceAsksForALongPause() {
        ShiftedClock clock = new ShiftedClock();
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).ingestion(INLINING).clock(clock).start()) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", macro("a.png"), SINGLE);
            attachPng(tenant, page, "a.png", "a");
            tenant.cycle();
            String stored = stored(tenant, page).sha256();
            tenant.confluence.edit(page, "<p>new</p>" + macro("a.png"));
            tenant.confluence.fault(request -> request.path().contains("/download/"), 1,
                    Fault.status(429, Map.of("Retry-After", "600"), ""));

            // when
            CycleReport paused = tenant.cycle();
            String kept = stored(tenant, page).sha256();
            clock.pass(Duration.ofMinutes(11));
            tenant.cycle();

            // then
            assertThat(paused.failure()).isPresent();
            assertThat(paused.total(Count.PAGES_FAILED)).isEqualTo(1);
            assertThat(kept).isEqualTo(stored);
            assertBody(tenant, page, "<p>new</p>" + png("a", " alt=\"a.png\""));
        }
    }

    /** Whatever is stored as an image's type, the page is HTML with the settings of the tenant. */
    @Test
    void shouldSendSettingsAlongWithThePage() {
        try (TenantFixture tenant = start(Setup.CLOUD)) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", macro("a.png"), SINGLE);
            tenant.confluence.declareMediaType(attachPng(tenant, page, "a.png", "a"), Optional.empty());

            // when
            tenant.cycle();

            // then
            StoredContent stored = stored(tenant, page);
            assertThat(stored.mimeType()).isEqualTo("text/html");
            assertThat(stored.ingestionConfig()).containsOnlyKeys("htmlConfig");
            assertThat(stored.metadata()).containsOnlyKeys("confluenceLabels", "spaceKey", "spaceName", "versionTimestamp");
            assertBody(tenant, page, png("a", " alt=\"a.png\""));
        }
    }
}
