package io.confluenceconnector.tenant;

import io.confluenceconnector.config.ConfluenceInstance;
import io.confluenceconnector.config.IngestionConfig;
import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.deletion.Approvals;
import io.confluenceconnector.deletion.HeldSpaces;
import io.confluenceconnector.deletion.PendingConfirmations;
import io.confluenceconnector.diff.FailedUpdates;
import io.confluenceconnector.ingestion.InlinedImages;
import io.confluenceconnector.reconciliation.ReconciliationMemory;

import java.net.URI;
import java.util.OptionalInt;

/**
 * What cycles leave in memory for later ones: deletions that wait for a second look or for an operator (P11, P12), failed
 * updates, the reconciliation's turn (P14), and images within pages (P15). It holds for one {@link Selection}: under another
 * one it would count for things that were never asked.
 */
record CycleMemory(Selection selection, Approvals approvals, PendingConfirmations deletions,
                   PendingConfirmations removedSpaces, HeldSpaces heldSpaces, FailedUpdates failedUpdates,
                   InlinedImages inlinedImages, ReconciliationMemory reconciliation) {

    /** What is copied, from where to where, and how it is named there. */
    record Selection(TenantStatus status, ConfluenceInstance instance, String singleLabel, String allLabel,
                     OptionalInt maxItemsToScan, URI ingestionService, URI scopeManagementService,
                     IngestionConfig ingestion, int reconcileEveryCycles) {

        static Selection of(TenantConfig tenant) {
            return new Selection(tenant.status(), tenant.confluence().instance(), tenant.confluence().ingestSingleLabel(),
                    tenant.confluence().ingestAllLabel(), tenant.processing().maxItemsToScan(),
                    tenant.unique().ingestionServiceBaseUrl(), tenant.unique().scopeManagementServiceBaseUrl(),
                    tenant.ingestion(), tenant.processing().reconcileEveryCycles());
        }
    }

    /** As at the start of a process. */
    static CycleMemory fresh(Selection selection) {
        return new CycleMemory(selection, new Approvals(), new PendingConfirmations(), new PendingConfirmations(),
                new HeldSpaces(), new FailedUpdates(), new InlinedImages(),
                new ReconciliationMemory(selection.reconcileEveryCycles()));
    }
}
