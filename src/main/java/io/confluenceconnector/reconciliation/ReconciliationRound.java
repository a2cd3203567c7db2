package io.confluenceconnector.reconciliation;

import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.diff.SyncPlan;

import java.util.ArrayList;
import java.util.List;

/** One reconciliation under way: the plan it makes, and what it has counted. */
public final class ReconciliationRound {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "reconciliation";

    private final SyncPlan plan = new SyncPlan();
    final List<Page> relabelled = new ArrayList<>();
    int compared;
    int ingestedAgain;
    int labelsUpdated;
    int labelUpdatesFailed;
    int givenUp;
    int spacesFailed;

    /** What is ingested again. */
    public SyncPlan plan() {
        return plan;
    }

    /** Pages whose labels differ from the stored ones. */
    public List<Page> relabelled() {
        return List.copyOf(relabelled);
    }

    /** Whether every space could be read. */
    boolean isComplete() {
        return spacesFailed == 0;
    }

    @Override
    public String toString() {
        return "reconciliation";
    }
}
