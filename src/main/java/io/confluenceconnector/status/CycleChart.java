package io.confluenceconnector.status;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.health.PastCycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The last cycles as bars: what they changed above the line, how long they took below it. */
final class CycleChart {

    /** In the drawing's own units. */
    private static final int SLOT = 10;
    private static final int BAR = 8;
    private static final int UP = 34;
    private static final int DOWN = 22;
    private static final int SLOTS = 24;
    private static final int WIDTH = SLOT * SLOTS;

    private CycleChart() {
    }

    static void draw(Html html, String tenant, List<PastCycle> all, Instant now) {
        List<PastCycle> cycles = all.subList(Math.max(0, all.size() - SLOTS), all.size());
        long most = cycles.stream().mapToLong(CycleChart::changes).max().orElse(0);
        Duration longest = cycles.stream().map(PastCycle::duration).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        html.open("figure");
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + (UP + DOWN + 1), "role", "img", "aria-label",
                tenant + ": changes and durations of the last " + Words.count(cycles.size(), "cycle"));
        int slot = SLOTS - cycles.size();
        for (PastCycle cycle : cycles) {
            bar(html, cycle, slot++ * SLOT + 1, most, longest, now);
        }
        html.open("line", "class", "axis", "x1", "0", "x2", Integer.toString(WIDTH), "y1", UP + ".5", "y2", UP + ".5");
        html.close();
        html.open("figcaption").element("span", "▲ items changed, at most " + Words.number(most))
                .element("span", "▼ duration, at most " + Words.length(longest)).close();
        html.close();
    }

    private static void bar(Html html, PastCycle cycle, int x, long most, Duration longest, Instant now) {
        double up = height(changes(cycle), most, UP - 2);
        double failed = height(cycle.failedItems(), most, UP - 2);
        double down = Math.max(1.5, height(seconds(cycle.duration()), seconds(longest), DOWN - 2));
        html.open("g", "class", cycle.failed() ? "failure" : cycle.failedItems() > 0 ? "partly" : "success");
        html.element("title", told(cycle, now));
        html.open("rect", "class", "hit", "x", Integer.toString(x - 1), "y", "0", "width", Integer.toString(SLOT), "height",
                Integer.toString(UP + DOWN));
        rect(html, "changed", x, UP - up, up - failed);
        rect(html, "lost", x, UP - failed, failed);
        if (cycle.failed()) {
            rect(html, "lost", x, UP - 3, 3);
        }
        rect(html, "took", x, UP + 1, down);
        html.close();
    }

    private static void rect(Html html, String cssClass, int x, double y, double height) {
        if (height > 0) {
            html.open("rect", "class", cssClass, "x", Integer.toString(x), "y", decimal(y), "width", Integer.toString(BAR), "height",
                    decimal(height));
        }
    }

    /** By the logarithm, so that a first cycle of thousands leaves the later ones of a few visible. */
    private static double height(double value, double greatest, int room) {
        return value == 0 || greatest == 0 ? 0 : Math.max(1.5, room * Math.log1p(value) / Math.log1p(greatest));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Everything that a cycle did to the knowledge base, or tried to. */
    static long changes(PastCycle cycle) {
        return ingested(cycle) + cycle.total(Count.MOVED) + deleted(cycle) + cycle.failedItems();
    }

    static long ingested(PastCycle cycle) {
        return cycle.total(Count.PAGES_INGESTED) + cycle.total(Count.ATTACHMENTS_INGESTED);
    }

    static long deleted(PastCycle cycle) {
        return cycle.total(Count.DELETED) + cycle.total(Count.REMOVED_SPACE_FILES_DELETED) + cycle.total(Count.TENANT_FILES_DELETED);
    }

    private static String told(PastCycle cycle, Instant now) {
        return Words.at(cycle.startedAt(), now) + ": " + (cycle.failed() ? "failed" : "success") + " after "
                + Words.length(cycle.duration()) + ", " + Words.number(ingested(cycle)) + " ingested, "
                + Words.number(deleted(cycle)) + " deleted, " + Words.number(cycle.failedItems()) + " failed";
    }
}
