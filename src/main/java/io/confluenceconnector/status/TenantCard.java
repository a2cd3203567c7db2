package io.confluenceconnector.status;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.Progress;
import io.confluenceconnector.cycle.Withheld;
import io.confluenceconnector.gateway.Throttle;
import io.confluenceconnector.health.PastCycle;
import io.confluenceconnector.health.TenantHistory;
import io.confluenceconnector.logging.Redaction;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One tenant on the page: what is wrong and what to do first, then what it does now, then what it did. */
final class TenantCard {

    private static final int SHOWN_ITEMS = 8;
    private static final int SHOWN_CYCLES = 8;
    private static final List<Count> FAILED =
            List.of(Count.PAGES_UNREADABLE, Count.ATTACHMENTS_UNREADABLE, Count.PAGES_FAILED, Count.ATTACHMENTS_FAILED);

    private final Html html;
    private final TenantSnapshot tenant;
    private final TenantHistory history;
    private final Instant now;

    TenantCard(Html html, TenantSnapshot tenant, Instant now) {
        this.html = html;
        this.tenant = tenant;
        this.history = tenant.history();
        this.now = now;
    }

    /** The anchor of a tenant's card. */
    static String anchor(String tenant) {
        return "tenant-" + tenant;
    }

    void draw() {
        Condition condition = tenant.condition();
        html.open("article", "id", anchor(tenant.name()), "class", condition.cssClass());
        html.open("header").element("h2", tenant.name())
                .element("span", condition.sign() + " " + condition.words(), "class", "pill").close();
        history.last().ifPresent(this::failure);
        tenant.throttles().forEach(this::throttle);
        history.last().ifPresent(report -> {
            report.withheld().stream().limit(SHOWN_ITEMS).forEach(this::withheld);
            more(report.withheld().size(), "more spaces have such deletions; see the events deletion.held and deletion.vetoed");
            failedItems(report);
        });
        running();
        facts();
        if (!history.cycles().isEmpty()) {
            CycleChart.draw(html, tenant.name(), history.cycles(), now);
            lastCycles();
        }
        html.close();
    }

    private void failure(CycleReport report) {
        report.failure().ifPresent(reason -> {
            int times = tenant.failuresInARow();
            String title = times > 1 ? "The last " + times + " cycles failed" : "The last cycle failed";
            note("bad", title, Redaction.redact(reason),
                    report.next().map(Redaction::redact).orElse("the next cycle starts from the beginning")
                            + ". Log: event cycle.finished, cycleId " + report.cycleId());
        });
    }

    private void throttle(Throttle throttle) {
        throttle.pausedUntil().ifPresent(until -> note("warn", throttle.system() + " asked us to wait",
                "No request goes there until " + Words.at(until, now) + ", " + Words.in(until, now) + ".",
                "nothing, it goes on by itself; when this repeats, lower the tenant's apiRateLimitPerMinute"));
        throttle.gap().ifPresent(gap -> note("warn", throttle.system() + " is nearly out of quota",
                "Requests go there " + Words.length(gap) + " apart.",
                "nothing, it goes on by itself; other programs may share the quota"));
    }

    private void withheld(Withheld deletions) {
        String what = Words.count(deletions.items(), "deletion") + " in space " + deletions.spaceKey();
        switch (deletions.state()) {
            case HELD -> note("warn", what + " held", deletions.reason() + ".",
                    "find out why so much goes at once; if it is meant, call approveDeletions by JMX, or run sync --approve-deletions");
            case PENDING -> note("calm", what + " pending", deletions.reason() + ".", "nothing, later cycles decide");
            case VETOED -> note("warn", what + " vetoed", deletions.reason() + ".",
                    "nothing, nothing is lost; when it repeats for hours, look at Confluence's search index");
            case UNANSWERED -> note("warn", what + " not confirmed", deletions.reason() + ".",
                    "nothing, the next cycle asks again; when it repeats, look for Confluence's errors above or in the log");
        }
    }

    private void failedItems(CycleReport report) {
        long failed = report.failedItems();
        if (failed == 0) {
            return;
        }
        html.open("details", "class", "items", "id", anchor(tenant.name()) + "-failed");
        html.element("summary", Words.count(failed, "item") + " failed in the last cycle");
        html.open("ul");
        report.failures().stream().limit(SHOWN_ITEMS).forEach(this::failedItem);
        html.close();
        more(failed, "more; see the event item.failed, cycleId " + report.cycleId());
        html.close();
    }

    private void failedItem(ItemFailure failure) {
        html.open("li").element("strong", failure.kind() + " " + failure.itemId().concealed() + " in " + failure.spaceKey())
                .text(": " + Redaction.redact(failure.reason()) + " ").element("em", "→ " + failure.next()).close();
    }

    private void more(long all, String words) {
        if (all > SHOWN_ITEMS) {
            html.element("p", Words.number(all - SHOWN_ITEMS) + " " + words, "class", "more");
        }
    }

    private void note(String cssClass, String title, String text, String toDo) {
        html.open("div", "class", "note " + cssClass).element("strong", title).element("p", text)
                .open("p", "class", "todo").element("b", "What to do: ").text(toDo + ".").close().close();
    }

    private void running() {
        tenant.progress().ifPresent(progress -> {
            html.open("div", "class", "running");
            html.open("p").element("strong", phase(progress)).text(" " + amount(progress)).close();
            if (progress.total().isPresent() && progress.total().getAsLong() > 0) {
                html.open("progress", "max", Long.toString(progress.total().getAsLong()), "value",
                        Long.toString(Math.min(progress.done(), progress.total().getAsLong())), "aria-label", phase(progress)).close();
            } else {
                html.open("progress", "aria-label", phase(progress)).close();
            }
            html.element("p", soFar(), "class", "sofar").close();
        });
    }

    private String phase(Progress progress) {
        return switch (progress.phase()) {
            case IDLE -> "Checking ownership";
            case SCANNING -> "Searching Confluence";
            case DIFFING -> "Comparing with the knowledge base";
            case INGESTING_PAGES -> "Ingesting pages";
            case INGESTING_ATTACHMENTS -> "Ingesting attachments";
            case DELETING -> "Deleting";
            case CLEANING_UP -> tenant.deleted() ? "Removing the deleted tenant" : "Cleaning up removed spaces";
        };
    }

    private String amount(Progress progress) {
        StringBuilder words = new StringBuilder(Words.number(progress.done()));
        progress.total().ifPresent(total -> words.append(" of ").append(Words.number(total)));
        double rate = progress.perMinute(now);
        if (rate >= 1) {
            words.append(" · ").append(Words.number(Math.round(rate))).append(" a minute");
        }
        progress.remaining(now).ifPresent(rest -> words.append(" · about ").append(Words.length(rest)).append(" left"));
        return words.toString();
    }

    private String soFar() {
        Map<Count, Long> counts = tenant.counts();
        String since = tenant.runningSince().map(start -> "Since " + Words.at(start, now) + ": ").orElse("");
        return since + Words.count(counts.getOrDefault(Count.PAGES_DISCOVERED, 0L), "page") + " and "
                + Words.count(counts.getOrDefault(Count.ATTACHMENTS_DISCOVERED, 0L), "attachment") + " found, "
                + Words.number(counts.getOrDefault(Count.PAGES_INGESTED, 0L) + counts.getOrDefault(Count.ATTACHMENTS_INGESTED, 0L))
                + " ingested, " + Words.number(counts.getOrDefault(Count.DELETED, 0L)) + " deleted, "
                + Words.number(FAILED.stream().mapToLong(count -> counts.getOrDefault(count, 0L)).sum()) + " failed";
    }

    private void facts() {
        html.open("dl");
        if (history.cycles().isEmpty()) {
            fact("Last cycle", tenant.progress().isPresent() ? "none yet, the first one is under way" : "none yet");
        } else {
            PastCycle last = history.cycles().get(history.cycles().size() - 1);
            fact("Last cycle", (last.failed() ? "failed " : "ended ") + Words.ago(last.endedAt(), now) + ", took "
                    + Words.length(last.duration()));
            if (last.failed()) {
                fact("Last success", history.lastSuccess().map(end -> Words.ago(end, now) + ", " + Words.at(end, now))
                        .orElse("none since the process started"));
            } else {
                fact("Selected", Words.count(last.total(Count.PAGES_DISCOVERED), "page") + ", "
                        + Words.count(last.total(Count.ATTACHMENTS_DISCOVERED), "attachment"));
            }
        }
        fact("Next run", tenant.nextRun().map(next -> Words.in(next, now) + ", " + Words.at(next, now)).orElse("on demand"));
        if (history.skipped() > 0) {
            fact("Skipped", Words.count(history.skipped(), "run") + ", because the one before was still under way");
        }
        if (tenant.deleted()) {
            fact("Status", "deleted: what it stored is removed");
        }
        html.close();
    }

    private void fact(String name, String value) {
        html.open("div").element("dt", name).element("dd", value).close();
    }

    private void lastCycles() {
        List<PastCycle> cycles = history.cycles();
        html.open("details", "id", anchor(tenant.name()) + "-cycles").element("summary", "Last cycles");
        html.open("table").open("thead").open("tr");
        List.of("Start", "Result", "Took", "New", "Gone", "Failed").forEach(name -> html.element("th", name, "scope", "col"));
        html.close().close().open("tbody");
        for (int i = cycles.size() - 1; i >= Math.max(0, cycles.size() - SHOWN_CYCLES); i--) {
            PastCycle cycle = cycles.get(i);
            html.open("tr", "class", cycle.failed() ? "failure" : "success");
            html.element("td", Words.at(cycle.startedAt(), now).replace(" UTC", ""));
            html.open("td").text(cycle.failed() ? "✗" : "✓").element("span", cycle.failed() ? " failed" : " success", "class", "word").close();
            html.element("td", Words.length(cycle.duration())).element("td", Words.number(CycleChart.ingested(cycle)));
            html.element("td", Words.number(CycleChart.deleted(cycle))).element("td", Words.number(cycle.failedItems())).close();
        }
        html.close().close().close();
    }
}
