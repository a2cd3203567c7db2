package io.confluenceconnector.logging;

import org.slf4j.event.Level;

import java.util.Arrays;
import java.util.Optional;

import static io.confluenceconnector.logging.Operation.CLEANUP;
import static io.confluenceconnector.logging.Operation.CONFIGURATION;
import static io.confluenceconnector.logging.Operation.CYCLE;
import static io.confluenceconnector.logging.Operation.DELETE;
import static io.confluenceconnector.logging.Operation.DIFF;
import static io.confluenceconnector.logging.Operation.DISCOVERY;
import static io.confluenceconnector.logging.Operation.INGEST;
import static io.confluenceconnector.logging.Operation.MOVE;
import static io.confluenceconnector.logging.Operation.OWNERSHIP_CHECK;
import static io.confluenceconnector.logging.Operation.PROCESS;
import static io.confluenceconnector.logging.Operation.RECONCILIATION;
import static io.confluenceconnector.logging.Operation.REQUEST;
import static io.confluenceconnector.logging.Operation.SCOPE_CREATION;
import static io.confluenceconnector.logging.Operation.TOKEN_FETCH;
import static io.confluenceconnector.logging.Operation.VETO;
import static org.slf4j.event.Level.ERROR;
import static org.slf4j.event.Level.INFO;
import static org.slf4j.event.Level.WARN;

/**
 * The catalogue of events: the stable names that people query by, and what each one tells them.
 *
 * <p>A name is never changed or reused. The level is the one of a good outcome; {@link Event} raises it on failure.
 */
public enum EventName {
    PROCESS_STARTED("process.started", PROCESS, INFO, "The process is up; says its version and how many tenants run."),
    SERVER_STARTED("server.started", PROCESS, INFO, "A management port is open; says which, and what it serves."),
    CHECK_FAILED("check.failed", PROCESS, ERROR, "A health check broke, which is a defect; it counts as down."),
    PROCESS_STOPPING("process.stopping", PROCESS, INFO, "The process was asked to stop and finishes what it has begun."),
    PROCESS_STOPPED("process.stopped", PROCESS, INFO, "The process has stopped in order."),
    MEMORY_SCARCE("memory.scarce", PROCESS, WARN, "The heap is small for so many tenants; says what it has and what they need."),
    PROCESS_FAILED("process.failed", PROCESS, ERROR, "Start-up failed, or a thread died of an error nobody handled."),

    TENANT_LOADED("tenant.loaded", CONFIGURATION, INFO, "A tenant's configuration is valid and takes effect."),
    TENANT_REJECTED("tenant.rejected", CONFIGURATION, ERROR,
            "A tenant's configuration is invalid; its last valid one, if there is one, goes on running."),
    TENANT_RESTORED("tenant.restored", CONFIGURATION, INFO,
            "A tenant file that was rejected is valid again, whether or not anything in it has changed."),
    TENANT_UNLOADED("tenant.unloaded", CONFIGURATION, INFO,
            "A tenant's file has gone, or says inactive: its cycles have ended and nothing of it is deleted (P18)."),
    TENANT_REMOVED("tenant.removed", CLEANUP, INFO, "What a deleted tenant had stored was removed (P16)."),
    ROUTES_RELOADED("routes.reloaded", CONFIGURATION, INFO, "Edited routes took effect, or rejected ones are again as before; on failure the old ones stay."),
    SCHEME_ALLOWED("scheme.allowed", CONFIGURATION, WARN,
            "A route file uses a component scheme that only the operator's setting allows; what it sends is not guarded (S24)."),
    SECRET_RELOADED("secret.reloaded", CONFIGURATION, INFO, "A mounted secret has changed and its new value is in use."),
    AUTHENTICATION_DISCOURAGED("authentication.discouraged", CONFIGURATION, WARN,
            "A tenant signs in by personal access token or password although OAuth 2LO is preferred (S3)."),

    CYCLE_STARTED("cycle.started", CYCLE, INFO, "A sync cycle has begun."),
    CYCLE_PROGRESS("cycle.progress", CYCLE, INFO,
            "How far a long stage is: done, total, rate and remaining time; every ten seconds at most."),
    CYCLE_FINISHED("cycle.finished", CYCLE, INFO, "A sync cycle has ended: outcome, duration and all its counts."),
    CYCLE_SKIPPED("cycle.skipped", CYCLE, INFO, "A cycle was due and did not run; says why."),
    LEADERSHIP_CHANGED("leadership.changed", CYCLE, INFO, "This replica has become, or is no longer, the one that runs a tenant."),
    CLUSTER_JOINED("cluster.joined", PROCESS, INFO, "This replica takes part in sharing the tenants (P20); says by which name."),
    LEASES_UNAVAILABLE("leases.unavailable", PROCESS, WARN,
            "The Kubernetes API does not serve the Leases: no tenant is taken, and those whose Lease cannot be renewed end; once per outage."),

    OWNERSHIP_CHECKED("ownership.checked", OWNERSHIP_CHECK, INFO, "The root scope is ours, or the cycle ends here (P2)."),
    OWNERSHIP_CLAIMED("ownership.claimed", OWNERSHIP_CHECK, INFO, "A root scope nobody owned is now this tenant's (P2)."),
    DISCOVERY_COMPLETED("discovery.completed", DISCOVERY, INFO, "What Confluence selects is known: counts of spaces and items."),
    ITEMS_VETOED("items.vetoed", DISCOVERY, INFO,
            "An extension route left out items that Confluence selects; says how many of a space, why, and what becomes of stored ones."),
    DIFF_COMPLETED("diff.completed", DIFF, INFO, "The platform said what is new, updated, moved and deleted, for one space."),

    SCOPE_CREATED("scope.created", SCOPE_CREATION, INFO, "A scope was created in the knowledge base."),
    PAGE_INGESTED("page.ingested", INGEST, INFO, "A page's or blog post's text is stored in the knowledge base."),
    IMAGES_INLINED("images.inlined", INGEST, INFO,
            "Images have become part of their page; says how many, and why others have not (P15)."),
    ATTACHMENT_INGESTED("attachment.ingested", INGEST, INFO, "An attachment is stored in the knowledge base."),
    ITEM_MOVED("item.moved", MOVE, INFO, "The address of a stored item was refreshed after a move or a renaming, without an upload (P7)."),
    ITEM_SKIPPED("item.skipped", INGEST, INFO, "An item is left out on purpose; says why. At DEBUG when this version was left out before."),
    ITEM_FAILED("item.failed", INGEST, WARN, "An item could not be processed, or not even read; says why and what will happen next."),

    EXTENSION_FAILED("extension.failed", INGEST, WARN,
            "An extension route failed after an item had ended; the item stays as it is."),

    CONTENT_DELETED("content.deleted", DELETE, INFO, "A stored item was deleted from the knowledge base."),
    DELETION_VETOED("deletion.vetoed", VETO, WARN, "The platform wants to delete what Confluence still selects: it is kept (P11, P12)."),
    DELETION_HELD("deletion.held", VETO, WARN, "Deletions wait until a later cycle confirms them or an operator approves."),
    DELETION_APPROVED("deletion.approved", VETO, INFO, "An operator approved the deletions that are held or pending."),
    SPACE_REMOVED("space.removed", CLEANUP, INFO, "A space that is no longer selected, or whose tenant is deleted, was removed from the knowledge base."),
    RECONCILIATION_COMPLETED("reconciliation.completed", RECONCILIATION, INFO,
            "What the platform holds was compared with what Confluence selects; says how much was sent again (P14)."),

    TOKEN_FETCHED("token.fetched", TOKEN_FETCH, INFO, "A new access token was fetched, or could not be."),
    REQUEST_RETRIED("request.retried", REQUEST, INFO, "A request failed for the moment and is sent again; says when."),
    REQUEST_THROTTLED("request.throttled", REQUEST, INFO, "A server asked us to slow down; says for how long.");

    private final String text;
    private final Operation operation;
    private final Level level;
    private final String meaning;

    EventName(String text, Operation operation, Level level, String meaning) {
        this.text = text;
        this.operation = operation;
        this.level = level;
        this.meaning = meaning;
    }

    /** The event of a name as it stands in the log; empty for a name that nobody knows. */
    public static Optional<EventName> named(String text) {
        return Arrays.stream(values()).filter(event -> event.text.equals(text)).findFirst();
    }

    /** The operation it belongs to, unless the event says otherwise. */
    public Operation operation() {
        return operation;
    }

    /** The level when nothing went wrong. */
    public Level level() {
        return level;
    }

    /** What it tells an operator, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** The name as it stands in the log. */
    @Override
    public String toString() {
        return text;
    }
}
