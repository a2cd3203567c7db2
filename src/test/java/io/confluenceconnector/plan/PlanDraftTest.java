package io.confluenceconnector.plan;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.deletion.DeletionDecision;
import io.confluenceconnector.deletion.DeletionDecisions;
import io.confluenceconnector.diff.SpaceDiff;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.ProtectedItems;
import io.confluenceconnector.discovery.Vetoes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** P17: a plan gives the true reason of each change. */
class PlanDraftTest {
    private static final Space SPACE = new Space("1", "ENG", "Engineering");
    private static final Page PAGE = new Page("7", PageKind.PAGE, SPACE, "2026-11-01T00:00:00Z", "https://wiki/7", List.of());
    private static final Page VETOED = new Page("8", PageKind.PAGE, SPACE, "2026-11-01T00:00:00Z", "https://wiki/8", List.of());
    private static final Attachment IMAGE = new Attachment("7", "att1", SPACE, "plan.png", "image/png", false, OptionalLong.of(5),
            "2026-11-01T00:00:00Z", "https://wiki/att1", "");

    @Test
    @DisplayName("P11, P15: what becomes part of a page, is not taken any more or is vetoed has not vanished from Confluence")
    void shouldTellWhyAnItemIsDeleted() {
        // given
        DeletionDecision decision = new DeletionDecision(Set.of("7::att1", "7::att2", "8", "9"), Set.of(), Set.of(), Set.of(), Set.of());

        // when
        List<String> reasons = reasons(Optional.empty(), Optional.of(new DeletionDecisions(Map.of(SPACE, decision), "pages")));

        // then
        assertThat(reasons).containsExactly("it becomes part of its page",
                "it is gone from its page, or the tenant file takes no such attachments any more",
                "an extension route does not select it any more", "Confluence confirms that it is gone or no longer selected");
    }

    @Test
    @DisplayName("P15: a page whose images were items of their own is ingested again because of them")
    void shouldTellThatImagesArePutIntoThePage() {
        // given
        SyncPlan plan = new SyncPlan();
        plan.add(new SpaceDiff(SPACE, List.of(), List.of(PAGE, VETOED), List.of(), Set.of(IMAGE.itemId()), 3));

        // when
        List<String> reasons = reasons(Optional.of(plan), Optional.empty());

        // then
        assertThat(reasons).containsExactly("its images, stored as files so far, are put into the page",
                "the platform holds another version, or an earlier upload did not end");
    }

    private static List<String> reasons(Optional<SyncPlan> plan, Optional<DeletionDecisions> deletions) {
        Discovery discovery = new Discovery(Map.of("7", PAGE, "8", VETOED), Map.of(), Map.of("7", List.of(IMAGE)), Set.of(),
                new ProtectedItems(Set.of(), Set.of(), Set.of()), new Vetoes(Set.of(), Set.of("8")), Map.of(), true);
        CycleReport report = new CycleReport("c", Instant.EPOCH, Duration.ofSeconds(1), CycleOutcome.SUCCESS, Map.of(), List.of(),
                Optional.empty());
        StageResults results = new StageResults(report, Optional.empty(), Optional.of(discovery), plan, Optional.empty(), deletions,
                Optional.empty(), Optional.empty(), Optional.empty());
        return new PlanDraft(results, attachment -> Optional.empty()).of("acme", "active").spaces().stream()
                .flatMap(space -> space.changes().stream()).map(PlannedChange::reason).toList();
    }
}
