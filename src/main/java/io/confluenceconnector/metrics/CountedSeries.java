package io.confluenceconnector.metrics;

import io.confluenceconnector.cycle.Count;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The counter that goes up with one of the counts of a cycle. */
record CountedSeries(Metric metric, String label, String value) {

    private static final Map<Count, CountedSeries> BY_COUNT = new EnumMap<>(Map.ofEntries(
            result(Count.PAGES_INGESTED, Metric.PAGES_PROCESSED, "success"),
            result(Count.PAGES_FAILED, Metric.PAGES_PROCESSED, "failure"),
            result(Count.PAGES_UNREADABLE, Metric.PAGES_PROCESSED, "failure"),
            result(Count.PAGES_SKIPPED, Metric.PAGES_PROCESSED, "skipped"),
            result(Count.ATTACHMENTS_INGESTED, Metric.ATTACHMENTS_PROCESSED, "success"),
            result(Count.ATTACHMENTS_FAILED, Metric.ATTACHMENTS_PROCESSED, "failure"),
            result(Count.ATTACHMENTS_UNREADABLE, Metric.ATTACHMENTS_PROCESSED, "failure"),
            result(Count.ATTACHMENTS_SKIPPED, Metric.ATTACHMENTS_PROCESSED, "skipped"),
            result(Count.DELETED, Metric.CONTENT_DELETED, "success"),
            result(Count.DELETIONS_FAILED, Metric.CONTENT_DELETED, "failure"),
            result(Count.DELETIONS_VETOED, Metric.CONTENT_DELETED, "vetoed"),
            diff(Count.DIFF_NEW, "new"), diff(Count.DIFF_UPDATED, "updated"),
            diff(Count.DIFF_DELETED, "deleted"), diff(Count.DIFF_MOVED, "moved")));

    static Optional<CountedSeries> of(Count count) {
        return Optional.ofNullable(BY_COUNT.get(count));
    }

    static Collection<CountedSeries> all() {
        return BY_COUNT.values();
    }

    private static Map.Entry<Count, CountedSeries> result(Count count, Metric metric, String result) {
        return Map.entry(count, new CountedSeries(metric, "result", result));
    }

    private static Map.Entry<Count, CountedSeries> diff(Count count, String type) {
        return Map.entry(count, new CountedSeries(Metric.FILE_DIFF_EVENTS, "diff_result_type", type));
    }
}
