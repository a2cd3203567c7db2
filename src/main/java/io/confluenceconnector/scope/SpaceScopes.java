package io.confluenceconnector.scope;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.SpaceDiff;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.gateway.Batches;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.Sensitive;
import io.confluenceconnector.ownership.RootScope;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.PlatformAnswer;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.platform.Scope;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;

/** The decisions of the {@code space-scopes} route (P9). */
public final class SpaceScopes {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceScopes.class);

    private final PlatformApi platform;
    private final ContentKeys keys;

    public SpaceScopes(PlatformApi platform, ContentKeys keys) {
        this.platform = platform;
        this.keys = keys;
    }

    public ScopeTree start() {
        return new ScopeTree();
    }

    /** The next page of the scopes below the root. */
    public PlatformRequest children(@ExchangeProperty(ScopeTree.PROPERTY) ScopeTree tree,
                                    @ExchangeProperty(RootScope.PROPERTY) RootScope root) {
        return platform.childScopes(root.id(), tree.read());
    }

    public void childrenRead(@ExchangeProperty(ScopeTree.PROPERTY) ScopeTree tree, @Body JsonNode data) {
        tree.page(PlatformAnswer.foundScopes(data), PlatformAnswer.foundScopeCount(data));
    }

    /** Spaces with something to upload and no scope yet, as many to a batch as one request may name. */
    public List<List<Space>> missing(@ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan,
                                     @ExchangeProperty(ScopeTree.PROPERTY) ScopeTree tree) {
        return Batches.of(ingesting(plan).stream().filter(space -> tree.of(space).isEmpty()).toList(), PlatformApi.PAGE_SIZE);
    }

    public PlatformRequest create(@Body List<Space> spaces, @ExchangeProperty(RootScope.PROPERTY) RootScope root) {
        return platform.createScopes(spaces.stream().map(space -> root.path() + "/" + space.key()).toList());
    }

    /** Takes the created scopes; the answer may be in another order than the request, so names decide. */
    public void created(@ExchangeProperty(ScopeTree.PROPERTY) ScopeTree tree,
                        @ExchangeProperty(RootScope.PROPERTY) RootScope root,
                        @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                        @ExchangeProperty("missingSpaces") List<Space> spaces, @Body JsonNode data) {
        List<Scope> answered = PlatformAnswer.scopes(data.path("generateScopesBasedOnPaths"));
        for (Space space : spaces) {
            answered.stream().filter(scope -> scope.name().equals(space.key()))
                    .filter(scope -> scope.parentId().equals(Optional.of(root.id()))).findFirst()
                    .ifPresent(scope -> {
                        tree.put(scope);
                        cycle.count(space.key(), Count.SCOPES_CREATED);
                        Event.of(EventName.SCOPE_CREATED).outcome(Outcome.SUCCESS).field("spaceKey", space.key())
                                .field("scopeId", Sensitive.id(scope.id())).log(LOG, "A scope was created for a space");
                    });
        }
    }

    /** Spaces with something to upload whose scope carries no mark yet. */
    public List<Space> unmarked(@ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan,
                                @ExchangeProperty(ScopeTree.PROPERTY) ScopeTree tree) {
        return ingesting(plan).stream()
                .filter(space -> tree.of(space).filter(scope -> scope.externalId().isEmpty()).isPresent()).toList();
    }

    public PlatformRequest mark(@Body Space space, @ExchangeProperty(ScopeTree.PROPERTY) ScopeTree tree) {
        return platform.markScope(tree.of(space).orElseThrow().id(), Optional.of(keys.spaceMark(space)));
    }

    public void marked(@ExchangeProperty(ScopeTree.PROPERTY) ScopeTree tree, @Body JsonNode data) {
        tree.put(PlatformAnswer.scope(data.path("updateScope")));
    }

    /** Fails the spaces whose scope is missing or unmarked although something goes there; the others go on (P9). */
    public void requireMarked(@ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan,
                              @ExchangeProperty(ScopeTree.PROPERTY) ScopeTree tree,
                              @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        for (Space space : ingesting(plan)) {
            Optional<Scope> scope = tree.of(space);
            if (scope.flatMap(Scope::externalId).isEmpty()) {
                fail(space, plan, cycle, scope.isEmpty() ? "The platform did not create a scope for the space"
                        : "The platform did not keep the mark of the space's scope");
            }
        }
    }

    /** Fails the spaces whose scope is another's and that something would be written in; the others go on (P9). */
    public void check(@ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan,
                      @ExchangeProperty(ScopeTree.PROPERTY) ScopeTree tree,
                      @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        for (SpaceDiff diff : plan.spaces()) {
            Optional<String> mark = tree.of(diff.space()).flatMap(Scope::externalId);
            boolean foreign = mark.isPresent() && !mark.get().equals(keys.spaceMark(diff.space()));
            if (foreign && diff.changes()) {
                fail(diff.space(), plan, cycle, "The space's scope carries another mark, so that it is left alone: rename or"
                        + " remove that scope");
            }
        }
    }

    private static void fail(Space space, SyncPlan plan, SyncCycle cycle, String reason) {
        plan.drop(space);
        ItemFailure failed = new ItemFailure(space.key(), "space", Sensitive.id(space.id()), reason,
                "left out of this cycle, what is stored of it stays; the next cycle tries again");
        cycle.fail(failed, Count.SPACES_FAILED);
        failed.in(Event.of(EventName.SCOPE_CREATED)).log(LOG, "A space has no scope of ours: it is left out of this cycle");
    }

    private static List<Space> ingesting(SyncPlan plan) {
        return plan.spaces().stream().filter(SpaceDiff::ingests).map(SpaceDiff::space).toList();
    }
}
