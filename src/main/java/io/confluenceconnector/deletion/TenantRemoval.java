package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.PlatformAnswer;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.platform.Scope;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decisions of the {@code tenant-removal} route (P16). */
public final class TenantRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(TenantRemoval.class);

    private final PlatformApi platform;
    private final ContentKeys keys;
    private final String rootId;

    public TenantRemoval(PlatformApi platform, ContentKeys keys, String rootId) {
        this.platform = platform;
        this.keys = keys;
        this.rootId = rootId;
    }

    /** The scopes below the root: those that were there, and how many a last look finds. */
    public static final class Round {
        /** Name of the exchange property that carries it. */
        public static final String PROPERTY = "tenantRemoval";

        private final List<Scope> children = new ArrayList<>();
        private final List<Removal> planned = new ArrayList<>();
        private long total = Long.MAX_VALUE;
        private long left = Long.MAX_VALUE;

        /** Whether the listing has more pages. */
        public boolean hasMore() {
            return children.size() < total;
        }

        /** What a plan would remove. */
        public List<Removal> planned() {
            return List.copyOf(planned);
        }

        @Override
        public String toString() {
            return "removal of a tenant";
        }
    }

    public Round start(@ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        cycle.enter(Phase.CLEANING_UP);
        return new Round();
    }

    /** The next page of the scopes below the root. */
    public PlatformRequest children(@ExchangeProperty(Round.PROPERTY) Round round) {
        return platform.childScopes(rootId, round.children.size());
    }

    public void childrenRead(@ExchangeProperty(Round.PROPERTY) Round round, @Body JsonNode data) {
        List<Scope> page = PlatformAnswer.foundScopes(data);
        round.children.addAll(page);
        round.total = page.isEmpty() ? round.children.size() : PlatformAnswer.foundScopeCount(data);
    }

    /** The scopes that are this tenant's by their marks. */
    public List<RemovalCandidate> ours(@ExchangeProperty(Round.PROPERTY) Round round) {
        return round.children.stream()
                .flatMap(scope -> RemovalCandidate.of(scope, keys, RemovalCause.TENANT_DELETED).stream()).toList();
    }

    /** Takes how much is stored in a scope that a plan leaves alone (P17). */
    public void planned(@ExchangeProperty(Round.PROPERTY) Round round,
                        @ExchangeProperty("candidate") RemovalCandidate candidate, @Body JsonNode data) {
        round.planned.add(new Removal(candidate, PlatformAnswer.storedContentCount(data),
                RemovalDecision.DUE));
    }

    /** A last look below the root: what is left there keeps the root's mark. */
    public PlatformRequest lastLook() {
        return platform.childScopes(rootId, 0);
    }

    public void looked(@ExchangeProperty(Round.PROPERTY) Round round, @Body JsonNode data) {
        round.left = Math.max(PlatformAnswer.foundScopes(data).size(), PlatformAnswer.foundScopeCount(data));
    }

    /**
     * Whether the tenant is gone: nothing is left below the root. That also ends the removal of a tenant whose Data Center was
     * retired and cannot tell its id any more; an active tenant with the same empty root would claim it again.
     */
    public boolean mayClearMark(@ExchangeProperty(Round.PROPERTY) Round round) {
        return round.left == 0;
    }

    public PlatformRequest clearMark() {
        return platform.markScope(rootId, Optional.empty());
    }

    /** @throws IllegalStateException when the root still carries a mark */
    public void cleared(@ExchangeProperty(Round.PROPERTY) Round round, @Body JsonNode data) {
        if (PlatformAnswer.scope(data.path("updateScope")).externalId().isPresent()) {
            throw new IllegalStateException("The platform did not clear the root scope's mark");
        }
        event(round).outcome(Outcome.SUCCESS)
                .log(LOG, "A deleted tenant was removed: its file may be taken away");
    }

    /** The mark stays, so that the next run of this tenant looks again. */
    public void kept(@ExchangeProperty(Round.PROPERTY) Round round) {
        event(round).level(Level.WARN).outcome(Outcome.PARTIAL)
                .field("reason", "scopes are left below the root: they failed, or carry no mark of this tenant")
                .log(LOG, "A deleted tenant was removed but for its root scope's mark; the next run looks again");
    }

    private Event event(Round round) {
        return Event.of(EventName.TENANT_REMOVED).field("scopes", ours(round).size()).field("scopesLeft", round.left);
    }

    /** A root without a mark: an earlier run has finished, or nothing was ever ingested. */
    public void alreadyRemoved() {
        Event.of(EventName.TENANT_REMOVED).outcome(Outcome.SKIPPED)
                .log(LOG, "Nothing to do: the deleted tenant's root scope carries no mark");
    }
}
