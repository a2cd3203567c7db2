package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.routes.RouteFiles;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.CronExpression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The worked examples of {@code docs/tweak-routes.md}, applied to a copy of the routes as the guide says, do what it says. */
class TweakRoutesIT {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)<!-- example (\\w+): (append|write|in|becomes) ?(\\S*) -->\n```yaml\n(.*?)```");

    @TempDir
    private Path folder;
    private Map<String, String> shipped;

    @BeforeEach
    void copyRoutes() throws IOException {
        shipped = RouteFiles.read(Path.of("routes")).texts();
        for (Map.Entry<String, String> file : shipped.entrySet()) {
            write(file.getKey(), file.getValue());
        }
    }

    private void write(String name, String yaml) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
    }

    /** Does what a reader of the guide does. */
    private TenantFixture.Builder apply(String example) throws IOException {
        String file = "";
        String before = "";
        for (MatchResult block : EXAMPLE.matcher(Files.readString(Path.of("docs/tweak-routes.md"))).results()
                .filter(each -> each.group(1).equals(example)).toList()) {
            switch (block.group(2)) {
                case "append" -> write(block.group(3), Files.readString(folder.resolve(block.group(3))) + block.group(4));
                case "write" -> write(block.group(3), block.group(4));
                case "in" -> {
                    file = block.group(3);
                    before = block.group(4);
                }
                default -> {
                    String text = Files.readString(folder.resolve(file));
                    assertThat(text).containsOnlyOnce(before);
                    write(file, text.replace(before, block.group(4)));
                }
            }
        }
        assertThat(RouteFiles.read(folder).texts()).isNotEqualTo(shipped);
        return TenantFixture.of(Setup.CLOUD).routes(folder);
    }

    private static SimContent page(TenantFixture tenant) {
        return tenant.confluence.page(tenant.confluence.space("DOC", "Documentation", "global"), "Handbook", "<p>1</p>", TenantFixture.SINGLE);
    }

    @Test
    void shouldStartCyclesHourlyByDayAlso() throws Exception {
        try (TenantFixture tenant = apply("schedule").start()) {
            // given
            page(tenant);
            Matcher cron = Pattern.compile("(?s)quartz:daytime-schedule.*?cron: \"([^\"]+)\"")
                    .matcher(Files.readString(folder.resolve("tenant-schedule.camel.yaml")));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_INGESTED)).isEqualTo(1);
            assertThat(cron.find()).isTrue();
            CronExpression daytime = new CronExpression(cron.group(1));
            daytime.setTimeZone(TimeZone.getTimeZone("UTC"));
            assertThat(next(daytime, "2026-03-10T12:10:00Z")).isEqualTo("2026-03-10T13:00:00Z");
            assertThat(next(daytime, "2026-03-10T23:00:00Z")).isEqualTo("2026-03-11T06:00:00Z");
        }
    }

    private static String next(CronExpression cron, String after) {
        return cron.getNextValidTimeAfter(Date.from(Instant.parse(after))).toInstant().toString();
    }

    @Test
    void shouldLeaveLargeTablesOut() throws Exception {
        try (TenantFixture tenant = apply("filter").start()) {
            // given
            SimContent page = page(tenant);
            tenant.confluence.attachGenerated(page, "large.csv", "text/csv", 524_289);
            tenant.confluence.attachGenerated(page, "small.csv", "text/csv", 524_288);
            tenant.confluence.attachGenerated(page, "large.pdf", "application/pdf", 524_289);

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::title)
                    .containsExactlyInAnyOrder("Handbook", "small.csv", "large.pdf");
        }
    }

    @Test
    void shouldTryAttachmentsMoreOftenThanAllElse() throws Exception {
        try (TenantFixture tenant = apply("retry").start()) {
            // given
            tenant.confluence.attach(page(tenant), "plan.pdf", "application/pdf", SampleWiki.bytes("plan"));
            tenant.platform.fault(Operations.UPLOAD, "::", 9, Fault.status(503));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_INGESTED)).isEqualTo(1);
        }
    }

    @Test
    void shouldGiveUpEarlierWithoutThePatientPolicy() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).routes(folder).start()) {
            // given
            tenant.confluence.attach(page(tenant), "plan.pdf", "application/pdf", SampleWiki.bytes("plan"));
            tenant.platform.fault(Operations.UPLOAD, "::", 9, Fault.status(503));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_FAILED)).isEqualTo(1);
        }
    }
}
