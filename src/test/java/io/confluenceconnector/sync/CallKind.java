package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.InjectedFault;
import io.confluenceconnector.simulator.confluence.RecordedRequest;
import io.confluenceconnector.simulator.platform.FaultHandle;
import io.confluenceconnector.simulator.platform.Operations;
import org.junit.jupiter.params.provider.Arguments;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

import static io.confluenceconnector.sync.FaultKind.EMPTY_ANSWER;
import static io.confluenceconnector.sync.FaultKind.GRAPHQL_ERROR;
import static io.confluenceconnector.sync.FaultKind.GRAPHQL_FORBIDDEN;
import static io.confluenceconnector.sync.FaultKind.MALFORMED_JSON;
import static io.confluenceconnector.sync.FaultKind.MALFORMED_JSON_LASTS;
import static io.confluenceconnector.sync.FaultKind.MISSING_DATA;
import static io.confluenceconnector.sync.FaultKind.NULL_DATA;
import static io.confluenceconnector.sync.FaultKind.STATUS_401;
import static io.confluenceconnector.sync.FaultKind.STATUS_404;
import static io.confluenceconnector.sync.FaultKind.STATUS_404_LASTS;
import static io.confluenceconnector.sync.FaultKind.TRUNCATED_ANSWER;
import static io.confluenceconnector.sync.FaultKind.TRUNCATION_LASTS;

/** The rows of the fault matrix: every kind of call that a sync cycle makes. */
enum CallKind {
    CONFLUENCE_TOKEN(Setup.CLOUD, path("/oauth/token")),
    MANIFEST(Setup.DATA_CENTER, path("/rest/applinks/1.0/manifest")),
    CURRENT_USER(Setup.DATA_CENTER, path("/rest/api/user/current")),
    LABEL_SEARCH(Setup.CLOUD, query("label in")),
    LABEL_SEARCH_OF_DATA_CENTER(Setup.DATA_CENTER, query("label in")),
    DESCENDANTS_SEARCH(Setup.CLOUD, query("ancestor in")),
    ATTACHMENT_LISTING(Setup.CLOUD, path("/pages/{id}/attachments")),
    ATTACHMENT_LISTING_OF_DATA_CENTER(Setup.DATA_CENTER, path("/child/attachment")),
    BODY_FETCH(Setup.CLOUD, query("id in")),
    BODY_FETCH_OF_DATA_CENTER(Setup.DATA_CENTER, query("id in")),
    /** Has no body to break. */
    DOWNLOAD_REDIRECT(Setup.CLOUD, path("/download"), TRUNCATED_ANSWER, MALFORMED_JSON, MISSING_DATA, EMPTY_ANSWER,
            TRUNCATION_LASTS, MALFORMED_JSON_LASTS),
    MEDIA_DOWNLOAD(Setup.CLOUD, path("/binary"), MISSING_DATA),
    DOWNLOAD_OF_DATA_CENTER(Setup.DATA_CENTER, path("/download/attachments/{pageId}/{file}"), MISSING_DATA),
    DELETION_CHECK_OF_PAGES(Setup.CLOUD, path("/api/v2/pages")),
    DELETION_CHECK_OF_LABELS(Setup.CLOUD, path("/api/v2/pages/{id}/labels")),
    /** 404 is the very answer by which Data Center confirms that a page is gone (P11). */
    DELETION_CHECK_OF_DATA_CENTER(Setup.DATA_CENTER, path("/rest/api/content/{id}"), STATUS_404, STATUS_404_LASTS),
    PLATFORM_TOKEN(Setup.CLOUD, Operations.TOKEN, GRAPHQL_ERROR, GRAPHQL_FORBIDDEN),
    ME(Setup.CLOUD, Operations.ME),
    GRANT(Setup.CLOUD, Operations.CREATE_SCOPE_ACCESSES),
    SCOPE_READ(Setup.CLOUD, Operations.PAGINATED_SCOPE),
    SCOPE_CREATE(Setup.CLOUD, Operations.GENERATE_SCOPES),
    SCOPE_MARK(Setup.CLOUD, Operations.UPDATE_SCOPE),
    FILE_DIFF(Setup.CLOUD, Operations.FILE_DIFF),
    REGISTER(Setup.CLOUD, Operations.REGISTER),
    /** A storage answers nothing, so that nothing of its answers can be broken or missing. */
    UPLOAD(Setup.CLOUD, Operations.UPLOAD, MALFORMED_JSON, MISSING_DATA, NULL_DATA, GRAPHQL_ERROR, GRAPHQL_FORBIDDEN,
            MALFORMED_JSON_LASTS),
    SCOPED_UPLOAD(Setup.DATA_CENTER, Operations.SCOPED_UPLOAD, MALFORMED_JSON, MISSING_DATA, NULL_DATA, GRAPHQL_ERROR,
            GRAPHQL_FORBIDDEN, MALFORMED_JSON_LASTS),
    FINALISE(Setup.CLOUD, Operations.FINALISE),
    CONTENT_QUERY(Setup.CLOUD, Operations.PAGINATED_CONTENT),
    CONTENT_DELETE(Setup.CLOUD, Operations.CONTENT_DELETE),
    URL_UPDATE(Setup.CLOUD, Operations.CONTENT_UPDATE),
    DELETION_CHECK_OF_BLOG_POSTS(Setup.CLOUD, path("/api/v2/blogposts")),
    DELETION_CHECK_OF_BLOG_POST_LABELS(Setup.CLOUD, path("/api/v2/blogposts/{id}/labels")),
    DELETION_CHECK_BY_INDEX(Setup.CLOUD_WITHOUT_PAGE_SCOPE, query("id in").and(CallKind::asksForAncestors)),
    DELETION_CHECK_OF_ANCESTORS_BY_INDEX(Setup.CLOUD_WITHOUT_PAGE_SCOPE, query("id in").and(cql(" and label = "))),

    ROOT_MOVE(Setup.CLOUD, Operations.BULK_MOVE),
    ROOT_DELETE(Setup.CLOUD, Operations.DELETE_FOLDER),

    /** 404 says that the space is gone, and its pages are asked all the same (P12 b). */
    REMOVED_SPACE_READ(Setup.DATA_CENTER, path("/rest/api/space/{key}")),
    REMOVED_SPACE_SEARCH(Setup.CLOUD, cql(" and space = ")),
    REMOVED_SPACE_SEARCH_OF_DATA_CENTER(Setup.DATA_CENTER, cql(" and space = ")),
    REMOVED_SPACE_PAGES(Setup.CLOUD, path("/api/v2/pages")),
    REMOVED_SPACE_LABELS(Setup.CLOUD, path("/api/v2/pages/{id}/labels")),
    REMOVED_SPACE_TYPE(Setup.CLOUD, query("id in")),
    REMOVED_SPACE_PAGES_OF_DATA_CENTER(Setup.DATA_CENTER, path("/rest/api/content/{id}"), STATUS_404, STATUS_404_LASTS),
    REMOVED_SPACE_SAMPLE(Setup.CLOUD, Operations.PAGINATED_CONTENT),
    REMOVED_SPACE_FILES(Setup.CLOUD, Operations.CONTENT_DELETE),
    REMOVED_SPACE_SCOPE(Setup.CLOUD, Operations.DELETE_FOLDER),

    REMOVED_TENANT_TOKEN(Setup.CLOUD, Operations.TOKEN, GRAPHQL_ERROR, GRAPHQL_FORBIDDEN),
    REMOVED_TENANT_MANIFEST(Setup.DATA_CENTER, path("/rest/applinks/1.0/manifest")),
    REMOVED_TENANT_ME(Setup.CLOUD, Operations.ME),
    REMOVED_TENANT_GRANT(Setup.CLOUD, Operations.CREATE_SCOPE_ACCESSES),
    REMOVED_TENANT_SCOPES(Setup.CLOUD, Operations.PAGINATED_SCOPE),
    REMOVED_TENANT_CONTENTS(Setup.CLOUD, Operations.PAGINATED_CONTENT),
    REMOVED_TENANT_FILES(Setup.CLOUD, Operations.CONTENT_DELETE),
    REMOVED_TENANT_SCOPE(Setup.CLOUD, Operations.DELETE_FOLDER),
    REMOVED_TENANT_MARK(Setup.CLOUD, Operations.UPDATE_SCOPE),

    RECONCILIATION_LISTING(Setup.CLOUD, Operations.PAGINATED_CONTENT),
    RECONCILIATION_LABELS(Setup.CLOUD, Operations.CONTENT_UPDATE),

    /** 404 says that there is no such page, or none that we may see: its images keep their macros until the page changes (P15). */
    IMAGE_PAGE_LOOKUP(Setup.CLOUD, query("space = "), STATUS_404, STATUS_404_LASTS),
    IMAGE_PAGE_LOOKUP_OF_DATA_CENTER(Setup.DATA_CENTER, path("/rest/api/content"), STATUS_404, STATUS_404_LASTS),
    IMAGE_PAGE_ATTACHMENTS(Setup.CLOUD, path("/pages/{id}/attachments"), STATUS_404, STATUS_404_LASTS),
    IMAGE_DOWNLOAD(Setup.CLOUD, path("/binary"), MISSING_DATA),
    IMAGE_DOWNLOAD_OF_DATA_CENTER(Setup.DATA_CENTER, path("/download/attachments/{pageId}/{file}"), MISSING_DATA);

    /** Rows of matrices of their own: their calls are too rare, or need another tenant, for one that changes every round. */
    static final Set<CallKind> OF_ROOT_CHANGE = EnumSet.range(ROOT_MOVE, ROOT_DELETE);
    static final Set<CallKind> OF_SPACE_REMOVAL = EnumSet.range(REMOVED_SPACE_READ, REMOVED_SPACE_SCOPE);
    static final Set<CallKind> OF_TENANT_REMOVAL = EnumSet.range(REMOVED_TENANT_TOKEN, REMOVED_TENANT_MARK);
    static final Set<CallKind> OF_RECONCILIATION = EnumSet.range(RECONCILIATION_LISTING, RECONCILIATION_LABELS);
    static final Set<CallKind> OF_PAGE_IMAGES = EnumSet.range(IMAGE_PAGE_LOOKUP, IMAGE_DOWNLOAD_OF_DATA_CENTER);
    static final Set<CallKind> OF_EVERY_CYCLE = EnumSet.range(CONFLUENCE_TOKEN, DELETION_CHECK_OF_ANCESTORS_BY_INDEX);

    final Setup setup;
    private final Optional<Predicate<RecordedRequest>> requests;
    private final String operation;
    private final Set<FaultKind> inapplicable = EnumSet.noneOf(FaultKind.class);

    CallKind(Setup setup, Predicate<RecordedRequest> requests, FaultKind... inapplicable) {
        this(setup, Optional.of(requests), "", inapplicable);
    }

    CallKind(Setup setup, String operation, FaultKind... inapplicable) {
        this(setup, Optional.empty(), operation, inapplicable);
    }

    CallKind(Setup setup, Optional<Predicate<RecordedRequest>> requests, String operation, FaultKind... inapplicable) {
        this.setup = setup;
        this.requests = requests;
        this.operation = operation;
        this.inapplicable.addAll(List.of(inapplicable));
    }

    private static Predicate<RecordedRequest> path(String templateEnd) {
        return request -> request.pathTemplate().endsWith(templateEnd);
    }

    private static Predicate<RecordedRequest> query(String cqlStart) {
        return request -> request.parameter("cql").orElse("").startsWith(cqlStart);
    }

    private static Predicate<RecordedRequest> cql(String part) {
        return request -> request.parameter("cql").orElse("").contains(part);
    }

    private static boolean asksForAncestors(RecordedRequest request) {
        return request.parameter("expand").orElse("").contains("ancestors");
    }

    /** A fault that waits for its call. */
    record Injected(IntSupplier hits, Runnable remove) {
    }

    /** Whether the fault can strike this call, and would break it. */
    boolean suffers(FaultKind fault) {
        return !inapplicable.contains(fault)
                && (requests.isPresent() ? fault.ofConfluence().isPresent() : fault.ofPlatform().isPresent());
    }

    /** What the fault does to this call: only where tokens can be fetched anew does a 401 pass (S4). */
    FaultKind.Effect effectOf(FaultKind fault) {
        return fault == STATUS_401 && (!setup.isCloud() || !carriesToken())
                ? FaultKind.Effect.REFUSES : fault.effect;
    }

    private boolean carriesToken() {
        return this != CONFLUENCE_TOKEN && this != PLATFORM_TOKEN && this != UPLOAD && this != REMOVED_TENANT_TOKEN;
    }

    /** The cells of some rows: all faults, or in the normal run one of each effect. */
    static Stream<Arguments> cells(Set<CallKind> rows) {
        return rows.stream().flatMap(call -> Stream.of(FaultKind.values())
                .filter(call::suffers).filter(FaultKind::isInShortRun).map(fault -> Arguments.of(call, fault)));
    }

    Injected inject(TenantFixture tenant, FaultKind fault) {
        int times = fault.effect == FaultKind.Effect.LASTS ? ConfluenceSimulator.FOR_EVER : 1;
        if (requests.isPresent()) {
            InjectedFault injected = tenant.confluence.fault(requests.get(), times, fault.ofConfluence().orElseThrow());
            return new Injected(injected::hits, injected::remove);
        }
        FaultHandle injected = tenant.platform.fault(operation, times, fault.ofPlatform().orElseThrow());
        return new Injected(injected::hits, injected::remove);
    }
}
