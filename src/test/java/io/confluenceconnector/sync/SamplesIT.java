package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Real storage-format bodies, when a folder of them lies beside the checkout, arrive byte for byte. */
class SamplesIT {
    private static final Pattern MACRO = Pattern.compile("(?s)<ac:image(?:\\s[^>]*)?>(.*?)</ac:image>");
    private static final Pattern OWN_FILE = Pattern.compile("<ri:attachment [^>]*?ri:filename=\"([^\"]*)\"[^>]*?(?:/>|></ri:attachment>)");
    private static final Pattern CAPTION = Pattern.compile("(?s)<ac:caption>(.*)</ac:caption>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\sac:(alt|title|width|height)=\"([^\"]*)\"");
    private static final Path SAMPLES = Path.of("..", "shared", "samples");

    @Test
    void shouldCarryRealPagesAndFilesUnchanged() throws IOException {
        // given
        Assumptions.assumeTrue(Files.isDirectory(SAMPLES), "no samples beside the checkout");
        List<Path> files = samples();
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            SimSpace space = tenant.confluence.space("SMP", "Samples", "global");
            SimContent top = tenant.confluence.page(space, "All samples", "<p>Everything below</p>", TenantFixture.ALL);
            for (Path file : files) {
                SimContent page = tenant.confluence.page(top, SAMPLES.relativize(file).toString(),
                        Files.readString(file, StandardCharsets.UTF_8));
                tenant.confluence.attach(page, file.getFileName() + ".txt", "text/plain", Files.readAllBytes(file));
            }

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(files).hasSizeGreaterThan(100);
            KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P15: the same bodies with every image they show, against patterns, which do for bodies that are known to be in order. */
    @Test
    void shouldReplaceExactlyTheMacrosOfRealPages() throws IOException {
        // given
        Assumptions.assumeTrue(Files.isDirectory(SAMPLES), "no samples beside the checkout");
        Map<String, String> expected = new TreeMap<>();
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).ingestion(PageImagesIT.INLINING).start()) {
            SimSpace space = tenant.confluence.space("SMP", "Samples", "global");
            SimContent top = tenant.confluence.page(space, "All samples", "<p>Everything below</p>", TenantFixture.ALL);
            for (Path file : samples()) {
                String body = Files.readString(file, StandardCharsets.UTF_8);
                SimContent page = tenant.confluence.page(top, SAMPLES.relativize(file).toString(), body);
                MACRO.matcher(body).results().map(macro -> OWN_FILE.matcher(macro.group(1))).filter(Matcher::find)
                        .map(name -> name.group(1)).distinct().forEach(name -> tenant.confluence.attach(page, plain(name),
                                "image/png", name.getBytes(StandardCharsets.UTF_8)));
                expected.put(page.title(), PageImagesIT.sha256(MACRO.matcher(body).replaceAll(macro ->
                        Matcher.quoteReplacement(inlined(macro))).getBytes(StandardCharsets.UTF_8)));
            }

            // when
            CycleReport report = tenant.cycle();

            // then
            Map<String, String> stored = new TreeMap<>();
            tenant.platform.contents().values().forEach(page -> stored.put(page.title(), page.sha256()));
            stored.remove("All samples");
            assertThat(report.failure()).isEmpty();
            assertThat(report.total(Count.IMAGES_INLINED)).isGreaterThan(30);
            assertThat(stored).isEqualTo(expected);
        }
    }

    private static String inlined(MatchResult macro) {
        Matcher file = OWN_FILE.matcher(macro.group(1));
        if (!file.find()) {
            return macro.group();
        }
        Map<String, String> attributes = new HashMap<>(Map.of("alt", file.group(1)));
        ATTRIBUTE.matcher(macro.group().substring(0, macro.group().indexOf('>'))).results().filter(value -> !value.group(2).isBlank())
                .forEach(value -> attributes.put(value.group(1), value.group(2)));
        String kept = Stream.of("alt", "title", "width", "height").filter(attributes::containsKey)
                .map(name -> " " + name + "=\"" + attributes.get(name) + "\"").collect(Collectors.joining());
        Matcher caption = CAPTION.matcher(macro.group(1));
        return "<img src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(file.group(1).getBytes(StandardCharsets.UTF_8))
                + "\"" + kept + "/>" + (caption.find() ? caption.group(1) : "");
    }

    private static String plain(String name) {
        return name.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> all = Files.walk(SAMPLES)) {
            return all.filter(Files::isRegularFile).filter(file -> !file.endsWith("SOURCES.md"))
                    .filter(SamplesIT::hasText).sorted().toList();
        }
    }

    private static boolean hasText(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
