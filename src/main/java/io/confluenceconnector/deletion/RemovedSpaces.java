package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.Content;
import io.confluenceconnector.confluence.ContentReader;
import io.confluenceconnector.confluence.CqlQuery;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Inquiry.Reply;
import io.confluenceconnector.confluence.MalformedRecordException;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.cycle.Withheld;
import io.confluenceconnector.cycle.Withheld.State;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.SelectionRules;
import io.confluenceconnector.discovery.SpaceDiscovery;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.Sensitive;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.PlatformAnswer;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.platform.StoredContent;
import io.confluenceconnector.scope.ScopeTree;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The decisions of the {@code removed-spaces} route (P12). */
public final class RemovedSpaces {

    /** Stored pages that are read at the source before a space is removed (P12 b). */
    private static final int SAMPLED_PAGES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(RemovedSpaces.class);

    private final ConfluenceApi confluence;
    private final PlatformApi platform;
    private final ContentKeys keys;
    private final SelectionRules rules;
    private final int graceCycles;
    private final BooleanSupplier mayReadPages;
    private final ContentReader reader = new ContentReader();
    private final PendingConfirmations missing;
    private final Approvals approvals;

    /**
     * @param graceCycles  consecutive cycles in which a space must be missing
     * @param mayReadPages whether the Cloud token has {@code read:page:confluence}
     * @param missing      spaces missing in earlier cycles of this process
     */
    public RemovedSpaces(ConfluenceApi confluence, PlatformApi platform, ContentKeys keys, SelectionRules rules,
                         int graceCycles, BooleanSupplier mayReadPages, PendingConfirmations missing,
                         Approvals approvals) {
        this.confluence = confluence;
        this.platform = platform;
        this.keys = keys;
        this.rules = rules;
        this.graceCycles = graceCycles;
        this.mayReadPages = mayReadPages;
        this.missing = missing;
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

    /** The first of what the platform holds for a candidate. */
    public PlatformRequest sample(@ExchangeProperty("candidate") RemovalCandidate candidate) {
        return platform.contentOfScope(candidate.scope().id(), 0);
    }

    /** The check of a candidate: of all its files, then at Confluence. */
    public Check check(@ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                       @ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery,
                       @ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan) {
        return new Check(new SelectionQuestion(rules, discovery, plan, cycle));
    }

    /** The next page of what the platform holds for a candidate. */
    public PlatformRequest files(@ExchangeProperty("candidate") RemovalCandidate candidate,
                                 @ExchangeProperty(Check.PROPERTY) Check check) {
        return platform.contentOfScope(candidate.scope().id(), check.read);
    }

    /** Takes a page of a candidate's files: one that must stay keeps all, for the scope goes as a whole. */
    public void filesRead(@ExchangeProperty(Check.PROPERTY) Check check, @Body JsonNode data) {
        List<StoredContent> files = PlatformAnswer.storedContents(data);
        check.read += files.size();
        check.files = files.isEmpty() ? check.read : PlatformAnswer.storedContentCount(data);
        files.forEach(file -> {
            if (check.sampledPages.size() < SAMPLED_PAGES) {
                check.sampledPages.add(keys.pageId(file.key()));
            }
            if (check.question.mustStay(keys.itemId(file.key()))) {
                check.verdict = Verdict.VETOED;
            }
        });
    }

    /** The questions whether anything of a candidate is still selected (P12 b); none when a file must stay anyway. */
    public Inquiry questions(@ExchangeProperty("candidate") RemovalCandidate candidate,
                             @ExchangeProperty(Check.PROPERTY) Check check) {
        if (check.verdict != Verdict.VETOED) {
            askSpace(check, candidate.space());
            PageCheck.of(confluence, check.question, mayReadPages.getAsBoolean()).ask(check.inquiry, candidate.space(),
                    check.sampledPages, (pageId, verdict) -> check.verdict = check.verdict.or(verdict));
        }
        return check.inquiry;
    }

    /** Where the space itself can be asked for, first that: some servers fail on a query that names an unknown space. */
    private void askSpace(Check check, Space space) {
        if (confluence instanceof DataCenterApi dataCenter) {
            check.inquiry.ask(dataCenter.space(space.key()), reply -> {
                boolean gone = reply instanceof Reply.Absent
                        || reply instanceof Reply.Found found && isAnother(found.answer(), space);
                if (gone) {
                    check.spaceAnswered = true;
                } else {
                    askIndex(check, space);
                }
            });
        } else {
            askIndex(check, space);
        }
    }

    /** A space that was created again has the key of the former one, and an id of its own. */
    private static boolean isAnother(JsonNode space, Space former) {
        String id = space.path("id").asText("");
        return !id.isEmpty() && !id.equals(former.id());
    }

    private void askIndex(Check check, Space space) {
        CqlQuery query = CqlQuery.labelledInSpace(rules.labels(), confluence.spaceTypes(), space.key());
        check.inquiry.askAll(confluence.search(query, false), record -> {
            if (maySelect(record, space)) {
                check.verdict = check.verdict.or(Verdict.VETOED);
            }
        }, reply -> check.spaceAnswered = !(reply instanceof Reply.NoAnswer none) || mayNotKnowKey(none.status()));
    }

    /** What certainly lies elsewhere, or is never taken, does not count; what lies below a folder is found by itself (P4). */
    private boolean maySelect(JsonNode record, Space space) {
        try {
            Content content = reader.read(record);
            return content.space().id().equals(space.id()) && PageKind.ofType(content.type()).isPresent()
                    && rules.mayTake(content);
        } catch (MalformedRecordException e) {
            return true;
        }
    }

    /**
     * Cloud may refuse a query that names an unknown key by 400 or 500: then the pages decide. Data
     * Center has been asked for the space itself before.
     */
    private boolean mayNotKnowKey(OptionalStatus refusal) {
        return confluence instanceof CloudApi && (refusal.is(400) || refusal.is(500));
    }

    /** What is being found out about one candidate. */
    public static final class Check {

        /** Name of the exchange property that carries it. */
        public static final String PROPERTY = "removalCheck";

        private final SelectionQuestion question;
        private final Set<String> sampledPages = new LinkedHashSet<>();
        private final Inquiry inquiry = Inquiry.takingForbiddenForAbsent();
        private long files = Long.MAX_VALUE;
        private int read;
        private Verdict verdict = Verdict.CONFIRMED;
        private boolean spaceAnswered;

        private Check(SelectionQuestion question) {
            this.question = question;
        }

        /** Whether more of the files must be read. */
        public boolean hasMoreFiles() {
            return verdict != Verdict.VETOED && read < files;
        }

        @Override
        public String toString() {
            return "removal check";
        }
    }

    /** Takes a candidate's verdict; confirmed ones still need their grace cycles (P12 c). */
    public void judge(@ExchangeProperty(Round.PROPERTY) Round round,
                      @ExchangeProperty("candidate") RemovalCandidate candidate,
                      @ExchangeProperty(Check.PROPERTY) Check check,
                      @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        RemovalDecision decision = decision(candidate, check);
        round.removals.add(new Removal(candidate, check.files, decision));
        switch (decision) {
            case VETOED -> withhold(candidate, State.VETOED, cycle,
                    "A space is missing from discovery although something of it is still"
                    + " selected, there or elsewhere, or must stay for another reason: it is kept");
            case UNANSWERED -> withhold(candidate, State.UNANSWERED, cycle,
                    "Confluence did not answer whether a missing space is still selected: it is kept");
            case PENDING -> withhold(candidate, State.PENDING, cycle, "A space is missing: it is removed when as many"
                    + " consecutive cycles as processing.removedSpaceGraceCycles have missed it");
            case DUE, HELD -> {
                // reported when all candidates are known, since too many at once are held
            }
        }
    }

    private RemovalDecision decision(RemovalCandidate candidate, Check check) {
        if (check.verdict == Verdict.VETOED) {
            return RemovalDecision.VETOED;
        }
        if (!check.spaceAnswered || check.verdict == Verdict.NO_ANSWER) {
            return RemovalDecision.UNANSWERED;
        }
        return missing.ask(candidate.scope().id()) < graceCycles && !approvals.given()
                ? RemovalDecision.PENDING : RemovalDecision.DUE;
    }

    /** Holds all removals when more than half of the tenant's spaces would go at once (P12 d). */
    public void decide(@ExchangeProperty(Round.PROPERTY) Round round, @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        missing.nextCycle();
        List<RemovalCandidate> due = round.due();
        if (due.size() * 2 > round.spaceScopes && !approvals.given()) {
            round.removals.replaceAll(removal -> removal.decision() == RemovalDecision.DUE
                    ? new Removal(removal.candidate(), removal.files(), RemovalDecision.HELD) : removal);
            due.forEach(candidate -> withhold(candidate, State.HELD, cycle,
                    "More than half of the tenant's spaces would be removed: held until an operator approves"));
        }
        approvals.used(); // nothing later in the cycle asks for it
    }

    private static void withhold(RemovalCandidate candidate, State state, SyncCycle cycle, String reason) {
        cycle.withhold(new Withheld(candidate.space().key(), state, 1, reason));
        report(state == State.VETOED ? EventName.DELETION_VETOED : EventName.DELETION_HELD, candidate).log(LOG, reason);
    }

    private static Event report(EventName name, RemovalCandidate candidate) {
        return Event.of(name).outcome(name == EventName.DELETION_VETOED ? Outcome.VETOED : Outcome.SKIPPED)
                .field("spaceKey", candidate.space().key());
    }

    /** What is known to be stored of a space before the first look. */
    public List<StoredContent> nothingYet() {
        return List.of();
    }

    /**
     * What is still stored of a space that is being removed; counts what the last look found and this one does not, whatever
     * the answers to its deletion said, for an answer may be lost (P11).
     *
     * @param before what the last look found; empty before the first one
     * @throws IllegalStateException when one of these is still there: the scope must not go before its files
     */
    public List<StoredContent> stored(@ExchangeProperty("stored") List<StoredContent> before,
                                      @ExchangeProperty("candidate") RemovalCandidate candidate,
                                      @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle, @Body JsonNode data) {
        List<StoredContent> stored = PlatformAnswer.storedContents(data);
        Set<String> ids = stored.stream().map(StoredContent::id).collect(Collectors.toSet());
        int left = (int) before.stream().filter(content -> ids.contains(content.id())).count();
        cycle.count(candidate.space().key(), candidate.cause().files(), before.size() - left);
        cycle.count(candidate.space().key(), candidate.cause().filesFailed(), left);
        if (left > 0) {
            throw new IllegalStateException("The platform did not delete " + left + " of " + before.size()
                    + " files of a removed space");
        }
        return stored;
    }

    public List<List<StoredContent>> batches(@ExchangeProperty("stored") List<StoredContent> stored) {
        return Deletion.batches(stored);
    }

    /** Whether another look for files is due: the last one found some. */
    public boolean filesLeft(@ExchangeProperty("stored") List<StoredContent> stored) {
        return !stored.isEmpty();
    }

    public PlatformRequest deleteScope(@ExchangeProperty("candidate") RemovalCandidate candidate) {
        return platform.deleteScope(candidate.scope().id(), true);
    }

    /** @throws IllegalStateException when any folder failed */
    public void scopeDeleted(@Body JsonNode data) {
        if (!data.path("deleteFolder").path("failedFolders").isEmpty()) {
            throw new IllegalStateException("The platform did not delete the scope of a removed space");
        }
    }

    public void removed(@ExchangeProperty("candidate") RemovalCandidate candidate,
                        @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        cycle.count(candidate.space().key(), candidate.cause().removed());
        report(EventName.SPACE_REMOVED, candidate).outcome(Outcome.SUCCESS).field("cause", candidate.cause())
                .log(LOG, "A space was removed with its files");
    }

    /** A failure for one space does not stop the others. */
    public void failed(@ExchangeProperty("candidate") RemovalCandidate candidate,
                       @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                       @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        cycle.doomIfPaused(failure);
        ItemFailure failed = new ItemFailure(candidate.space().key(), "space", Sensitive.id(candidate.space().id()),
                "The removal of the space failed", "its scope stays; the next cycle tries again");
        cycle.fail(failed, candidate.cause().failed());
        failed.in(Event.of(EventName.SPACE_REMOVED)).field("cause", candidate.cause()).error(failure)
                .log(LOG, "A space could not be removed");
    }
}
