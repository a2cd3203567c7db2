package io.confluenceconnector.plan;

import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.logging.ControlCharacters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan for people, as lines of text. Titles and ids are masked as the diagnostics policy wants (S10). */
public final class PlanText {

    private static final int LONGEST_TITLE = 60;

    private final Colours colours;
    private final int itemsPerGroup;
    private final List<String> lines = new ArrayList<>();

    private PlanText(boolean coloured, int itemsPerGroup) {
        this.colours = new Colours(coloured);
        this.itemsPerGroup = itemsPerGroup;
    }

    /** @param itemsPerGroup how many items are listed of those that meet the same for the same reason; the rest is counted */
    public static List<String> of(PlanReport report, boolean coloured, int itemsPerGroup) {
        PlanText text = new PlanText(coloured, itemsPerGroup);
        text.write(report);
        return text.lines;
    }

    private void write(PlanReport report) {
        lines.add(colours.heading("What " + (report.deletionsApproved() ? "sync --approve-deletions" : "sync")
                + " would do now; nothing was written."));
        report.tenants().forEach(this::write);
        lines.add("");
        boolean waiting = Stream.of(PlannedAction.PENDING, PlannedAction.HOLD).anyMatch(action ->
                report.tenants().stream().anyMatch(tenant -> tenant.count(action) + tenant.countSpaces(action) > 0));
        if (waiting) {
            lines.add("Pending and held deletions are carried out by: sync --approve-deletions");
        }
        if (report.tenants().stream().anyMatch(TenantPlan::isMade)) {
            lines.add(colours.heading("Altogether: " + summary(report)));
        }
        if (!report.isMade()) {
            lines.add(colours.problem(report.tenants().stream().filter(tenant -> !tenant.isMade()).count() + " of "
                    + report.tenants().size() + " tenants have no plan, for the reason given above."));
        }
    }

    private static String summary(PlanReport report) {
        String items = counts(action -> report.tenants().stream().mapToLong(tenant -> tenant.count(action)).sum(), "");
        String spaces = counts(action -> report.tenants().stream().mapToLong(tenant -> tenant.countSpaces(action)).sum(),
                "whole spaces: ");
        String all = Stream.of(items, spaces).filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
        return all.isEmpty() ? "nothing to do." : all + ".";
    }

    private static String counts(ToLongFunction<PlannedAction> count, String prefix) {
        String counts = Stream.of(PlannedAction.values()).filter(action -> count.applyAsLong(action) > 0)
                .map(action -> count.applyAsLong(action) + " " + action).collect(Collectors.joining(", "));
        return counts.isEmpty() ? "" : prefix + counts;
    }

    private void write(TenantPlan tenant) {
        lines.add("");
        lines.add(colours.heading(tenant.tenant()) + (tenant.status().equals("active") ? "" : " (" + tenant.status() + ")")
                + tenant.failure().map(reason -> "  " + colours.problem("NO PLAN")).orElse(""));
        tenant.failure().ifPresent(reason -> lines.add("  " + safe(reason)));
        tenant.rootScope().filter(state -> state != RootScopeState.OURS).ifPresent(state -> fact("root scope", switch (state) {
            case OURS -> "ours";
            case UNCLAIMED -> tenant.status().equals("deleted") ? "carries no mark: the tenant was removed before"
                    : "carries no mark yet: it would be claimed for this Confluence instance";
            case CHANGED -> "changed: the spaces below the former root scope would be moved here, and that one deleted";
        }));
        tenant.discovered().ifPresent(found -> fact("selected", found.pages() + " pages and " + found.attachments()
                + " attachments in " + found.spaces() + " spaces" + (found.deletionsAllowed() ? ""
                        : "; discovery has a hole, so that nothing would be deleted")));
        if (tenant.isMade() && tenant.spaces().isEmpty() && tenant.failures().isEmpty()) {
            fact("to do", "nothing");
        }
        tenant.spaces().forEach(this::write);
        failures(tenant.failures());
    }

    private void fact(String name, String value) {
        lines.add("  " + colours.faint("%-10s".formatted(name)) + "  " + value);
    }

    private void write(SpacePlan space) {
        lines.add("");
        lines.add("  " + colours.heading(safe(space.spaceKey())) + switch (space.scope()) {
            case NONE -> "";
            case CREATE -> colours.faint("  its scope would be created");
            case MARK -> colours.faint("  its scope would be marked");
        });
        space.removal().ifPresent(removal -> lines.add("    " + action(removal.action(), "the whole space")
                + " with " + removal.files() + " files: " + removal.reason()));
        Map<List<Object>, List<PlannedChange>> groups = space.changes().stream().collect(Collectors.groupingBy(
                change -> List.of(change.action(), change.reason()), LinkedHashMap::new, Collectors.toList()));
        groups.values().forEach(this::group);
    }

    private void group(List<PlannedChange> group) {
        PlannedChange first = group.get(0);
        lines.add("    " + action(first.action(), Integer.toString(group.size())) + ": " + safe(first.reason()));
        group.stream().limit(itemsPerGroup).forEach(change -> lines.add("        " + "%-10s  ".formatted(change.kind())
                + change.title().map(title -> shortened(safe(title.toString())) + "  ").orElse("")
                + colours.faint(safe(change.id().toString()))));
        if (itemsPerGroup > 0 && group.size() > itemsPerGroup) {
            lines.add("        " + colours.faint("… and " + (group.size() - itemsPerGroup) + " more"));
        }
    }

    private String action(PlannedAction action, String what) {
        return colours.of(action, switch (action) {
            case INGEST -> "+";
            case UPDATE, MOVE, INGEST_AGAIN, REFRESH_LABELS -> "~";
            case DELETE -> "-";
            case VETO, PENDING, HOLD, UNANSWERED -> "!";
            case SKIP -> " ";
        } + " " + action + " " + what);
    }

    private void failures(List<ItemFailure> failures) {
        if (!failures.isEmpty()) {
            lines.add("");
            lines.add("  " + colours.problem("A sync would fail at"));
            failures.forEach(failure -> lines.add("    " + failure.kind() + " " + colours.faint(safe(failure.itemId().toString()))
                    + " in " + safe(failure.spaceKey()) + ": " + safe(failure.reason())));
        }
    }

    private static String safe(String text) {
        return ControlCharacters.escaped(text);
    }

    private static String shortened(String title) {
        return title.codePointCount(0, title.length()) <= LONGEST_TITLE ? title
                : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
    }
}
