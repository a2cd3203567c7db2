package io.confluenceconnector.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.platform.PlatformAnswer;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.platform.Scope;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One ownership check under way: what to ask next, and what the answers mean (P2, P3). */
public final class OwnershipCheck {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "ownership";

    private static final String DATA_CENTER = "confc:data-center:";
    /** Looks at the former root without any progress after which the cycle is given up. */
    private static final int MOST_LOOKS = 150;

    private static final List<String> ALL_ACCESS = List.of("MANAGE", "READ", "WRITE");
    private static final List<String> READ_ACCESS = List.of("READ");

    private final PlatformApi platform;
    private final String rootId;
    private final String spaceMarkPrefix;
    private String mark;
    private boolean unreachable;
    private boolean claimed;
    private String userId = "";
    private Scope root;
    private Optional<Scope> formerRoot = Optional.empty();
    private long formerChildrenInAll = Long.MAX_VALUE;
    private int formerChildrenChecked;
    private List<Scope> children = List.of();
    private Optional<String> parentId = Optional.empty();
    private final Deque<String> path = new ArrayDeque<>();
    private final Set<String> walked = new HashSet<>();
    private final Set<String> askedToMove = new HashSet<>();
    private int looks;

    /** @param spaceMarkPrefix what every space mark of this tenant starts with */
    OwnershipCheck(PlatformApi platform, String rootId, String spaceMarkPrefix, String mark) {
        this.platform = platform;
        this.rootId = rootId;
        this.spaceMarkPrefix = spaceMarkPrefix;
        this.mark = mark;
    }

    /** Takes the fingerprint of a Data Center instance from its manifest. */
    public void fingerprint(JsonNode manifest) {
        String id = manifest.path("id").asText("");
        if (id.isBlank()) {
            throw new OwnershipException("Confluence's manifest names no id, so that ownership cannot be checked."
                    + " Check that confluence.baseUrl leads to Confluence Data Center.");
        }
        mark = DATA_CENTER + id;
    }

    /** A deleted tenant's Data Center did not tell its id: it may be switched off for good (P16). */
    public void instanceUnreachable() {
        unreachable = true;
    }

    /** Whether the mark of the instance itself is known, and not only its kind. */
    public boolean isInstanceKnown() {
        return !unreachable;
    }

    public PlatformRequest me() {
        return platform.me();
    }

    public void identified(JsonNode data) {
        userId = data.path("me").path("user").path("id").asText("");
        if (userId.isBlank()) {
            throw new OwnershipException("The platform did not say who we are (me.user.id is missing)."
                    + " Check the credentials in the tenant's unique section.");
        }
    }

    public PlatformRequest grantRoot() {
        return platform.grant(rootId, userId, ALL_ACCESS);
    }

    public PlatformRequest readRoot() {
        return platform.scope(rootId);
    }

    /** @throws OwnershipException when the root is missing or another instance's */
    public void rootRead(JsonNode data) {
        root = PlatformAnswer.foundScopes(data).stream().findFirst()
                .orElseThrow(() -> new OwnershipException("The root scope named by ingestion.scopeId does not exist on"
                        + " the platform, or may not be read: create it, correct the id, or grant the service account READ"
                        + " on it (a sync grants itself access where it may; a plan grants nothing)."));
        if (root.externalId().isPresent() && !isOurs(root.externalId().get())) {
            throw new OwnershipException("The root scope named by ingestion.scopeId belongs to another Confluence"
                    + " instance (its mark differs from ours): nothing was written. Give this tenant a root scope of"
                    + " its own.");
        }
        walked.add(root.id());
        goUpFrom(root);
    }

    private boolean isOurs(String rootMark) {
        return unreachable ? rootMark.startsWith(DATA_CENTER) : rootMark.equals(mark);
    }

    /** Whether the root was found, and is not another instance's. */
    public boolean isRootRead() {
        return !walked.isEmpty();
    }

    /** Whether nobody has claimed the root yet. */
    public boolean isUnclaimed() {
        return root.externalId().isEmpty();
    }

    /** Whether the root is known to be ours by its mark; in a plan an unclaimed one is not (P17). */
    public boolean isClaimed() {
        return claimed || !isUnclaimed();
    }

    public PlatformRequest findMark() {
        return platform.scopesMarked(mark);
    }

    /**
     * Another scope with our mark is the root of before: the operator changed {@code scopeId} (P3).
     *
     * @throws OwnershipException when the new root lies below it, and so would have to move below itself
     */
    public void markFound(JsonNode data) {
        formerRoot = PlatformAnswer.foundScopes(data).stream()
                .filter(scope -> !scope.id().equals(rootId)).findFirst();
        if (formerRoot.filter(former -> walked.contains(former.id())).isPresent()) {
            throw new OwnershipException("The root scope named by ingestion.scopeId lies below the former one, which is to be"
                    + " emptied and deleted: nothing was moved. Name a folder that lies elsewhere, or move this one elsewhere.");
        }
    }

    public boolean hasFormerRoot() {
        return formerRoot.isPresent();
    }

    public PlatformRequest grantFormerRead() {
        return platform.grant(formerRoot.orElseThrow().id(), userId, READ_ACCESS);
    }

    /** Whether something below the former root has not been looked at yet; only then is any of it moved. */
    public boolean hasFormerChildrenToCheck() {
        return formerChildrenChecked < formerChildrenInAll;
    }

    public PlatformRequest formerChildrenToCheck() {
        return platform.childScopes(formerRoot.orElseThrow().id(), formerChildrenChecked);
    }

    /** @throws OwnershipException when one of them is not ours: it need not be this tenant's former root */
    public void formerChildrenChecked(JsonNode data) {
        int read = formerChildrenOf(data).size();
        formerChildrenChecked += read;
        formerChildrenInAll = read == 0 ? formerChildrenChecked : PlatformAnswer.foundScopeCount(data);
    }

    /** Two tenants may have one mark, since one that does not run any more may be for the same instance. */
    private List<Scope> formerChildrenOf(JsonNode data) {
        List<Scope> found = PlatformAnswer.foundScopes(data);
        if (found.stream().anyMatch(scope -> scope.externalId().isPresent()
                && !scope.externalId().get().startsWith(spaceMarkPrefix))) {
            throw new OwnershipException("Another scope than the one named by ingestion.scopeId carries this Confluence's mark,"
                    + " and below it lies what is not this tenant's by its mark: that scope is left alone, and nothing is"
                    + " claimed. Where it is another tenant's root, run that tenant with status deleted: this one goes on when"
                    + " that is done. Where this tenant was renamed, give it its former name again. Where it is this tenant's"
                    + " former root, take out of it what belongs to others.");
        }
        return found;
    }

    public PlatformRequest grantFormerRoot() {
        return platform.grant(formerRoot.orElseThrow().id(), userId, ALL_ACCESS);
    }

    public PlatformRequest formerChildren() {
        return platform.childScopes(formerRoot.orElseThrow().id(), 0);
    }

    /** @throws OwnershipException when the platform does not get on with moving them, or one of them is not ours */
    public void formerChildrenRead(JsonNode data) {
        int before = children.size();
        children = formerChildrenOf(data);
        looks = children.size() == before ? looks + 1 : 0;
        if (looks > MOST_LOOKS) {
            throw new OwnershipException("The platform does not move what lies below the former root scope: the change of"
                    + " ingestion.scopeId is tried again in the next cycle.");
        }
    }

    public boolean hasFormerChildren() {
        return !children.isEmpty();
    }

    /** Whether children are left that the platform has not been asked to move yet: it moves in the background. */
    public boolean hasChildrenToMove() {
        return children.stream().anyMatch(child -> !askedToMove.contains(child.id()));
    }

    public PlatformRequest moveChildren() {
        List<String> ids = children.stream().map(Scope::id).filter(id -> !askedToMove.contains(id)).toList();
        askedToMove.addAll(ids);
        return platform.moveScopes(ids, rootId);
    }

    public PlatformRequest deleteFormerRoot() {
        return platform.deleteScope(formerRoot.orElseThrow().id(), false);
    }

    public void formerRootDeleted(JsonNode data) {
        if (!data.path("deleteFolder").path("failedFolders").isEmpty()) {
            throw new OwnershipException("The former root scope could not be deleted after its children had moved:"
                    + " the change of ingestion.scopeId is tried again in the next cycle.");
        }
    }

    public PlatformRequest claim() {
        return platform.markScope(rootId, Optional.of(mark));
    }

    /** @throws OwnershipException when the answer does not carry our mark */
    public void claimed(JsonNode data) {
        if (!data.path("updateScope").path("externalId").asText("").equals(mark)) {
            throw new OwnershipException("The root scope could not be claimed: the platform's answer does not carry our"
                    + " mark. Another process may have claimed it at the same moment.");
        }
        claimed = true;
    }

    /** Whether the path upwards is not complete yet. */
    public boolean hasParent() {
        return parentId.isPresent();
    }

    public PlatformRequest grantParent() {
        return platform.grant(parentId.orElseThrow(), userId, READ_ACCESS);
    }

    public PlatformRequest readParent() {
        return platform.scope(parentId.orElseThrow());
    }

    public void parentRead(JsonNode data) {
        Scope parent = PlatformAnswer.foundScopes(data).stream().findFirst()
                .orElseThrow(() -> new OwnershipException("A parent of the root scope may not be read, so that the"
                        + " root's path is unknown: grant the service account READ on the folders above it."));
        goUpFrom(parent);
    }

    private void goUpFrom(Scope scope) {
        path.addFirst(scope.name());
        parentId = scope.parentId();
        if (parentId.isPresent() && !walked.add(parentId.get())) {
            throw new OwnershipException("The folders above the root scope go round in circles.");
        }
    }

    /** The root scope; in a plan that found a former root, which it leaves alone, the one that holds the space scopes. */
    public RootScope result() {
        String holder = isClaimed() ? rootId : formerRoot.map(Scope::id).orElse(rootId);
        return new RootScope(holder, "/" + String.join("/", path), userId);
    }

    @Override
    public String toString() {
        return "ownership check";
    }
}
