package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.StoredContent;
import io.confluenceconnector.sync.CallKind.Injected;
import io.confluenceconnector.sync.FaultKind.Effect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One fault in one of the calls that make images part of their page, while page and images change: the page stays, whole,
 * and one clean cycle later it shows its images (P10, P15).
 */
class PageImagesFaultMatrixIT {

    private static final Map<Setup, Gallery> GALLERIES = new EnumMap<>(Setup.class);

    static Stream<Arguments> matrix() {
        return CallKind.cells(CallKind.OF_PAGE_IMAGES);
    }

    @AfterAll
    static void close() {
        GALLERIES.values().forEach(gallery -> gallery.tenant.close());
        GALLERIES.clear();
    }

    /** A page that shows a file of its own and one of another page; that has more files than a look-up inlines. */
    private static final class Gallery {
        private final ShiftedClock clock = new ShiftedClock();
        private final TenantFixture tenant;
        private final SimContent page;
        private final SimAttachment own;
        private int round;

        Gallery(Setup setup) {
            tenant = TenantFixture.of(setup).clock(clock).ingestion(PageImagesIT.INLINING).start();
            SimSpace docs = tenant.confluence.space("DOC", "Documentation", "global");
            SimSpace brand = tenant.confluence.space("MKT", "Marketing", "global");
            SimContent logos = tenant.confluence.page(brand, "Logos", "<p>not selected</p>");
            IntStream.range(0, 30).forEach(i ->
                    tenant.confluence.attach(logos, "logo" + i + ".png", "image/png", bytes("logo " + i)));
            page = tenant.confluence.page(docs, "Gallery", "", SINGLE);
            own = tenant.confluence.attach(page, "own.png", "image/png", bytes("own"));
            change();
            tenant.cycle();
        }

        void change() {
            round++;
            tenant.confluence.replaceAttachment(own, bytes("own " + round));
            tenant.confluence.edit(page, "<p>" + round + "</p><ac:image><ri:attachment ri:filename=\"own.png\"/></ac:image>"
                    + "<ac:image><ri:attachment ri:filename=\"logo29.png\"><ri:page ri:space-key=\"MKT\" ri:content-title=\"Logos\"/>"
                    + "</ri:attachment></ac:image>");
        }

        private static String img(String image, String name) {
            return "<img src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(bytes(image)) + "\" alt=\"" + name
                    + "\"/>";
        }

        String expected() {
            return PageImagesIT.sha256(bytes("<p>" + round + "</p>" + img("own " + round, "own.png") + img("logo 29", "logo29.png")));
        }

        StoredContent stored() {
            return tenant.platform.contents().values().stream().filter(content -> content.key().endsWith("/" + page.id()))
                    .findFirst().orElseThrow(() -> new AssertionError("the page is not stored"));
        }
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource("matrix")
    void shouldKeepThePageAndShowItsImagesInTheNextCycle(CallKind call, FaultKind fault) {
        // given
        Gallery gallery = GALLERIES.computeIfAbsent(call.setup, Gallery::new);
        gallery.change();
        Injected injected = call.inject(gallery.tenant, fault);

        // when
        CycleReport faulty = gallery.tenant.cycle();
        injected.remove().run();

        // then
        assertThat(injected.hits().getAsInt()).as("the call was made").isPositive();
        assertThat(gallery.stored().timesFinalised()).isPositive();
        assertThat(gallery.stored().uploadedBytes()).isPositive();
        if (call.effectOf(fault) == Effect.PASSES) {
            assertThat(faulty.failedItems()).isZero();
            assertThat(gallery.stored().sha256()).isEqualTo(gallery.expected());
        }
        gallery.clock.pass(Duration.ofMinutes(66));
        CycleReport clean = gallery.tenant.cycle();
        assertThat(clean.outcome()).as("%s", clean).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(gallery.stored().finalised()).isTrue();
        assertThat(gallery.stored().sha256()).isEqualTo(gallery.expected());
        KnowledgeBaseAssert.assertThat(gallery.tenant).sawNoViolations();
    }
}
