package io.confluenceconnector.plan;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.deletion.DeletionDecisions;
import io.confluenceconnector.deletion.RemovedSpaces;
import io.confluenceconnector.deletion.TenantRemoval;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.ingestion.AttachmentUpload;
import io.confluenceconnector.ownership.OwnershipCheck;
import io.confluenceconnector.reconciliation.ReconciliationRound;
import io.confluenceconnector.scope.ScopeTree;

import java.util.Objects;
import java.util.Optional;

/** What the stages of a cycle that wrote nothing have left behind; each is empty when its stage was not reached. */
public record StageResults(CycleReport report, Optional<OwnershipCheck> ownership, Optional<Discovery> discovery,
                           Optional<SyncPlan> plan, Optional<ScopeTree> scopes, Optional<DeletionDecisions> deletions,
                           Optional<RemovedSpaces.Round> removedSpaces, Optional<ReconciliationRound> reconciliation,
                           Optional<TenantRemoval.Round> tenantRemoval) {
    public StageResults {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(discovery, "discovery");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(scopes, "scopes");
        Objects.requireNonNull(deletions, "deletions");
        Objects.requireNonNull(removedSpaces, "removedSpaces");
        Objects.requireNonNull(reconciliation, "reconciliation");
        Objects.requireNonNull(tenantRemoval, "tenantRemoval");
    }

    /** The plan that these results are. @param attachments decides which attachments are left out although they are selected */
    public TenantPlan toPlan(String tenant, String status, AttachmentUpload attachments) {
        return new PlanDraft(this, attachment -> reasonToSkip(attachment, attachments)).of(tenant, status);
    }

    /** Of an attachment whose size only a download would tell, a plan knows none. */
    private static Optional<String> reasonToSkip(Attachment attachment, AttachmentUpload attachments) {
        return attachments.sizeUnknown(attachment) ? Optional.empty()
                : Optional.of(attachments.reasonToSkip(attachment, UNKNOWN)).filter(reason -> !reason.isEmpty());
    }

    private static final long UNKNOWN = -1;
}
