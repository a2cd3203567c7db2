package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.cycle.Withheld;
import io.confluenceconnector.cycle.Withheld.State;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.SelectionRules;
import io.confluenceconnector.discovery.SpaceDiscovery;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.PlatformAnswer;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.scope.ScopeTree;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The decisions of the {@code removed-spaces} route (P12). */
public final class RemovedSpaces {

    private static final Logger LOG = LoggerFactory.getLogger(RemovedSpaces.class);

    private final ConfluenceApi confluence;
    private final PlatformApi platform;
    private final ContentKeys keys;
    private final SelectionRules rules;
    private final int graceCycles;
    private final BooleanSupplier mayReadPages;
    private final PendingConfirmations missing;
    private final HeldSpaces heldSpaces;
    private final Approvals approvals;

    /**
     * @param graceCycles  consecutive cycles in which a space must be missing
     * @param mayReadPages whether the Cloud token has {@code read:page:confluence}
     * @param missing      spaces missing in earlier cycles of this process
     * @param heldSpaces   spaces whose deletions an operator was to approve when they were last seen
     */
    public RemovedSpaces(ConfluenceApi confluence, PlatformApi platform, ContentKeys keys, SelectionRules rules,
                         int graceCycles, BooleanSupplier mayReadPages, PendingConfirmations missing,
                         HeldSpaces heldSpaces, Approvals approvals) {
        this.confluence = confluence;
        this.platform = platform;
        this.keys = keys;
        this.rules = rules;
        this.graceCycles = graceCycles;
        this.mayReadPages = mayReadPages;
        this.missing = missing;
        this.heldSpaces = heldSpaces;
        this.approvals = approvals;
    }

    /** The round of one cycle: candidates, and what was found out about them. */
    public static final class Round {

        /** Name of the exchange property that carries it. */
        public static final String PROPERTY = "removal";

        private final List<RemovalCandidate> candidates;
        private final int spaceScopes;
        private final List<Removal> removals = new ArrayList<>();

        private Round(List<RemovalCandidate> candidates, int spaceScopes) {
            this.candidates = List.copyOf(candidates);
            this.spaceScopes = spaceScopes;
        }

        public List<RemovalCandidate> candidates() {
            return candidates;
        }

        /** What was decided of each candidate that could be judged. */
        public List<Removal> removals() {
            return List.copyOf(removals);
        }

        /** The candidates that are removed now. */
        public List<RemovalCandidate> due() {
            return removals.stream().filter(removal -> removal.decision() == RemovalDecision.DUE)
                    .map(Removal::candidate).toList();
        }

        @Override
        public String toString() {
            return candidates.size() + " removal candidates";
        }
    }

    /** Space scopes of this tenant whose space discovery did not find; none when discovery itself is in doubt (P12 a). */
    public Round start(@ExchangeProperty(ScopeTree.PROPERTY) ScopeTree scopes,
                       @ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery,
                       @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        cycle.enter(Phase.CLEANING_UP);
        missing.begin();
        List<RemovalCandidate> ours = new ArrayList<>();
        scopes.all().forEach(scope ->
                RemovalCandidate.of(scope, keys, RemovalCause.SPACE_GONE).ifPresent(ours::add));
        Set<String> found = discovery.spaces().stream().map(Space::id).collect(Collectors.toSet());
        boolean trusted = !found.isEmpty() && discovery.deletionsAllowed();
        return new Round(trusted ? ours.stream().filter(c -> !found.contains(c.space().id())).toList() : List.of(),
                ours.size());
    }

    /** The check of a candidate. */
    public RemovalCheck check(@ExchangeProperty("candidate") RemovalCandidate candidate,
                              @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                              @ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery,
                              @ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan) {
        SelectionQuestion question = new SelectionQuestion(rules, discovery, plan, cycle);
        return new RemovalCheck(confluence, question, PageCheck.of(confluence, question, mayReadPages.getAsBoolean()),
                candidate.space());
    }

    /** The next page of what the platform holds for a candidate. */
    public PlatformRequest files(@ExchangeProperty("candidate") RemovalCandidate candidate,
                                 @ExchangeProperty(RemovalCheck.PROPERTY) RemovalCheck check) {
        return platform.contentOfScope(candidate.scope().id(), check.filesRead());
    }

    public void filesRead(@ExchangeProperty(RemovalCheck.PROPERTY) RemovalCheck check, @Body JsonNode data) {
        check.take(PlatformAnswer.storedContents(data).stream().map(file -> keys.itemId(file.key())).toList(),
                PlatformAnswer.storedContentCount(data));
    }

    /** What Confluence is asked of a candidate, once its files are known. */
    public Inquiry questions(@ExchangeProperty(RemovalCheck.PROPERTY) RemovalCheck check) {
        return check.questions();
    }

    /** Takes a candidate's verdict; confirmed ones still need their grace cycles (P12 c). */
    public void judge(@ExchangeProperty(Round.PROPERTY) Round round,
                      @ExchangeProperty("candidate") RemovalCandidate candidate,
                      @ExchangeProperty(RemovalCheck.PROPERTY) RemovalCheck check,
                      @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        RemovalDecision decision = decision(candidate, check);
        round.removals.add(new Removal(candidate, check.files(), decision));
        switch (decision) {
            case VETOED -> withhold(candidate, State.VETOED, cycle,
                    "A space is missing from discovery although something of it is still"
                    + " selected, there or elsewhere, or must stay for another reason: it is kept");
            case UNANSWERED -> withhold(candidate, State.UNANSWERED, cycle,
                    "Confluence did not answer whether a missing space is still selected: it is kept");
            case PENDING -> withhold(candidate, State.PENDING, cycle, "A space is missing: it is removed when as many"
                    + " consecutive cycles as processing.removedSpaceGraceCycles have missed it, and two where only the"
                    + " search index could be asked");
            case DUE, HELD -> {
                // reported when all candidates are known, since too many at once are held
            }
        }
    }

    private RemovalDecision decision(RemovalCandidate candidate, RemovalCheck check) {
        return switch (check.verdict()) {
            case VETOED -> RemovalDecision.VETOED;
            case NO_ANSWER -> RemovalDecision.UNANSWERED;
            case CONFIRMED -> afterCycles(graceCycles, candidate);
            case INDEX_ONLY -> afterCycles(Math.max(graceCycles, PendingConfirmations.CYCLES), candidate);
        };
    }

    private RemovalDecision afterCycles(int needed, RemovalCandidate candidate) {
        return missing.ask(candidate.scope().id()) < needed && !approvals.given()
                ? RemovalDecision.PENDING : RemovalDecision.DUE;
    }

    /**
     * Holds all removals when more than half of the tenant's spaces would go at once (P12 d), and those of spaces whose
     * deletions are held (P11), until an operator approves.
     */
    public void decide(@ExchangeProperty(Round.PROPERTY) Round round, @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        missing.nextCycle();
        boolean tooMany = round.due().size() * 2 > round.spaceScopes;
        if (!approvals.given()) {
            round.removals.replaceAll(removal -> removal.decision() == RemovalDecision.DUE
                    ? unlessHeld(removal, tooMany, cycle) : removal);
        }
        approvals.used(); // nothing later in the cycle asks for it
    }

    private Removal unlessHeld(Removal removal, boolean tooMany, SyncCycle cycle) {
        RemovalCandidate candidate = removal.candidate();
        if (!tooMany && !heldSpaces.contains(candidate.space().id())) {
            return removal;
        }
        withhold(candidate, State.HELD, cycle, tooMany
                ? "More than half of the tenant's spaces would be removed: held until an operator approves"
                : "A space is missing of which more was to be deleted than processing.maxDeletePercent allows: held until an"
                        + " operator approves");
        return new Removal(candidate, removal.files(), RemovalDecision.HELD);
    }

    private static void withhold(RemovalCandidate candidate, State state, SyncCycle cycle, String reason) {
        cycle.withhold(new Withheld(candidate.space().key(), state, 1, reason));
        report(state == State.VETOED ? EventName.DELETION_VETOED : EventName.DELETION_HELD, candidate).log(LOG, reason);
    }

    private static Event report(EventName name, RemovalCandidate candidate) {
        return Event.of(name).outcome(name == EventName.DELETION_VETOED ? Outcome.VETOED : Outcome.SKIPPED)
                .field("spaceKey", candidate.space().key());
    }
}
