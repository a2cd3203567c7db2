package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.plan.PlannedAction;
import io.confluenceconnector.plan.TenantPlan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a plan wants and what a sync did, in the same terms: uploads together, whole spaces among the deletions. */
final class PlannedCounts {
    private PlannedCounts() {
    }

    static Map<PlannedAction, Long> of(TenantPlan plan) {
        Map<PlannedAction, Long> counts = new EnumMap<>(PlannedAction.class);
        put(counts, PlannedAction.INGEST, plan.count(PlannedAction.INGEST) + plan.count(PlannedAction.UPDATE));
        put(counts, PlannedAction.INGEST_AGAIN, plan.count(PlannedAction.INGEST_AGAIN));
        put(counts, PlannedAction.SKIP, plan.count(PlannedAction.SKIP));
        put(counts, PlannedAction.MOVE, plan.count(PlannedAction.MOVE));
        put(counts, PlannedAction.REFRESH_LABELS, plan.count(PlannedAction.REFRESH_LABELS));
        for (PlannedAction action : List.of(PlannedAction.DELETE, PlannedAction.VETO, PlannedAction.PENDING, PlannedAction.HOLD,
                PlannedAction.UNANSWERED)) {
            put(counts, action, plan.count(action) + plan.countSpaces(action));
        }
        return counts;
    }

    /** A page without a body is known as such only when its body is fetched: it counts as an upload here. */
    static Map<PlannedAction, Long> of(CycleReport report) {
        Map<PlannedAction, Long> counts = new EnumMap<>(PlannedAction.class);
        long uploads = report.total(Count.PAGES_INGESTED) + report.total(Count.PAGES_SKIPPED) + report.total(Count.PAGES_FAILED)
                + report.total(Count.ATTACHMENTS_INGESTED) + report.total(Count.ATTACHMENTS_FAILED);
        put(counts, PlannedAction.INGEST, uploads - report.total(Count.INGESTED_AGAIN));
        put(counts, PlannedAction.INGEST_AGAIN, report.total(Count.INGESTED_AGAIN));
        put(counts, PlannedAction.SKIP, report.total(Count.ATTACHMENTS_SKIPPED));
        put(counts, PlannedAction.MOVE, report.total(Count.MOVED) + report.total(Count.MOVES_FAILED));
        put(counts, PlannedAction.REFRESH_LABELS, report.total(Count.LABELS_UPDATED) + report.total(Count.LABEL_UPDATES_FAILED));
        put(counts, PlannedAction.DELETE, report.total(Count.DELETED) + report.total(Count.DELETIONS_FAILED)
                + report.total(Count.SPACES_REMOVED));
        put(counts, PlannedAction.VETO, report.total(Count.DELETIONS_VETOED));
        put(counts, PlannedAction.PENDING, report.total(Count.DELETIONS_PENDING));
        put(counts, PlannedAction.HOLD, report.total(Count.DELETIONS_HELD));
        put(counts, PlannedAction.UNANSWERED, report.total(Count.DELETIONS_UNANSWERED));
        return counts;
    }

    private static void put(Map<PlannedAction, Long> counts, PlannedAction action, long count) {
        if (count > 0) {
            counts.put(action, count);
        }
    }
}
