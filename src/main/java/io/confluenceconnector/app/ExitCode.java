package io.confluenceconnector.app;

import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;

import java.util.Collection;

/** What the process tells its caller when it ends (P17). */
enum ExitCode {
    /** All went well; held, vetoed or pending deletions alone are no failure. */
    SUCCESS(0),
    /** A cycle failed, or {@code validate} found problems. */
    FAILURE(1),
    /** Wrong configuration or usage. */
    WRONG_CONFIGURATION(2),
    /** {@code sync}: the cycles ran, and some items failed. */
    ITEMS_FAILED(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The worst of several cycles decides. */
    static ExitCode of(Collection<CycleReport> reports) {
        if (reports.stream().anyMatch(report -> report.outcome() != CycleOutcome.SUCCESS)) {
            return FAILURE;
        }
        return reports.stream().anyMatch(report -> report.failedItems() > 0) ? ITEMS_FAILED : SUCCESS;
    }
}
