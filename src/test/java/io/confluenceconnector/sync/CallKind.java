package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.InjectedFault;
import io.confluenceconnector.simulator.confluence.RecordedRequest;
import io.confluenceconnector.simulator.platform.FaultHandle;
import io.confluenceconnector.simulator.platform.Operations;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

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
    URL_UPDATE(Setup.CLOUD, Operations.CONTENT_UPDATE);

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
        return fault == STATUS_401 && (setup != Setup.CLOUD || !carriesToken())
                ? FaultKind.Effect.REFUSES : fault.effect;
    }

    private boolean carriesToken() {
        return this != CONFLUENCE_TOKEN && this != PLATFORM_TOKEN && this != UPLOAD;
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
