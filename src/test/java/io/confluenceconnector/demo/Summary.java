package io.confluenceconnector.demo;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SelectedItem;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Tells a person what a cycle did and what the knowledge base holds after it. */
final class Summary {
    private static final String BAR = "│";
    private static final int SHOWN_DIFFERENCES = 20;

    private final PrintStream out;
    private final Palette palette;

    Summary(PrintStream out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    void title(String text) {
        out.println();
        out.println(palette.title("── " + text + " " + "─".repeat(Math.max(0, 90 - text.length()))));
    }

    void say(String text) {
        out.println(text);
    }

    void wikis(List<DemoTenant> tenants) {
        TextTable table = new TextTable().row("tenant", "spaces", "pages", "files", BAR, "selected pages", "files", "bytes");
        for (DemoTenant tenant : tenants) {
            List<SelectedItem> selection = tenant.selection();
            long pages = selection.stream().filter(item -> item.attachmentId().isEmpty()).count();
            table.row(tenant.name(), tenant.wiki().spaces(), tenant.wiki().pages(), tenant.wiki().files(), BAR, pages,
                    selection.size() - pages, bytes(selection.stream().mapToLong(SelectedItem::size).sum()));
        }
        print(table.lines());
        for (DemoTenant tenant : tenants) {
            out.println();
            out.println("  " + palette.strong(tenant.name()) + "  " + tenant.description());
            out.println("    label " + tenant.singleLabel() + " selects the page itself, " + tenant.allLabel()
                    + " the page and all that is below it");
        }
    }

    void edits(List<DemoTenant> tenants) {
        for (DemoTenant tenant : tenants) {
            out.println("  " + palette.strong(tenant.name()));
            tenant.edits().forEach(edit -> out.println("    • " + edit.sentence()));
        }
    }

    void cycle(DemoTenant tenant, CycleReport report) {
        boolean success = report.outcome() == CycleOutcome.SUCCESS;
        out.println();
        out.printf(Locale.ROOT, "%s  %s in %.1f s%s%n", palette.strong(tenant.name()),
                success ? palette.good("success") : palette.bad("failure"), report.duration().toMillis() / 1000.0,
                report.failure().map(reason -> ": " + reason).orElse(""));
        TextTable table = new TextTable().row("space", "pages", "files", BAR, "new", "changed", "moved", "gone", BAR,
                "ingested", "skipped", "failed", "deleted");
        report.spaces().forEach((space, counts) -> row(table, space, count -> counts.getOrDefault(count, 0L)));
        row(table, "all", report::total);
        List<String> lines = table.lines();
        out.println("  " + palette.faint(groups(lines.get(0), "found", "since the last cycle", "done")));
        print(lines);
    }

    private static void row(TextTable table, String name, ToLongFunction<Count> counts) {
        table.row(name, counts.applyAsLong(Count.PAGES_DISCOVERED), counts.applyAsLong(Count.ATTACHMENTS_DISCOVERED), BAR,
                counts.applyAsLong(Count.DIFF_NEW), counts.applyAsLong(Count.DIFF_UPDATED),
                counts.applyAsLong(Count.DIFF_MOVED), counts.applyAsLong(Count.DIFF_DELETED), BAR,
                counts.applyAsLong(Count.PAGES_INGESTED) + counts.applyAsLong(Count.ATTACHMENTS_INGESTED),
                counts.applyAsLong(Count.PAGES_SKIPPED) + counts.applyAsLong(Count.ATTACHMENTS_SKIPPED),
                counts.applyAsLong(Count.PAGES_FAILED) + counts.applyAsLong(Count.ATTACHMENTS_FAILED),
                counts.applyAsLong(Count.DELETED));
    }

    /** Titles above the groups of columns that the bars divide. */
    private static String groups(String header, String first, String... others) {
        StringBuilder line = new StringBuilder(" ".repeat(header.indexOf("pages"))).append(first);
        int bar = -1;
        for (String title : others) {
            bar = header.indexOf(BAR, bar + 1);
            line.append(" ".repeat(bar - line.length())).append(BAR + "  ").append(title);
        }
        return line.toString();
    }

    void knowledgeBase(Map<DemoTenant, Verification> verifications) {
        TextTable table = new TextTable().row("knowledge base", "scopes", "pages", "files", "bytes", BAR, "identical");
        verifications.forEach((tenant, held) -> table.row(tenant.name(), held.scopes(), held.pages(), held.files(),
                bytes(held.bytes()), BAR, held.identical() + " of " + held.expected() + " items"));
        out.println();
        print(table.lines());
    }

    void requests(String requests) {
        out.println(palette.faint("  Requests: " + requests));
    }

    /** Says whether the knowledge base equals the selection, and if not, in what it differs. */
    void verdict(List<String> differences) {
        if (differences.isEmpty()) {
            out.println(palette.good("  ✔ The knowledge base holds exactly what the labels select: same keys, titles, URLs, "
                    + "types, sizes,")
                    + System.lineSeparator() + palette.good("    SHA-256 hashes, metadata and scopes; nothing missing, nothing extra."));
            return;
        }
        out.println(palette.bad("  ✘ The knowledge base differs from what the labels select:"));
        differences.stream().limit(SHOWN_DIFFERENCES).forEach(difference -> out.println("    " + difference));
        if (differences.size() > SHOWN_DIFFERENCES) {
            out.println("    and " + (differences.size() - SHOWN_DIFFERENCES) + " more");
        }
    }

    private void print(List<String> lines) {
        out.println("  " + palette.faint(lines.get(0)));
        lines.stream().skip(1).forEach(line -> out.println("  " + line));
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes);
    }
}
