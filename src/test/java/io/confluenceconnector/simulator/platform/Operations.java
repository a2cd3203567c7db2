package io.confluenceconnector.simulator.platform;

import java.util.Set;
import java.util.TreeSet;

/** The names by which faults, counts and recorded requests call the platform's operations. */
public final class Operations {

    public static final String FILE_DIFF = "file-diff";
    public static final String UPLOAD = "upload";
    public static final String SCOPED_UPLOAD = "scoped-upload";
    public static final String TOKEN = "token";
    /** A {@code contentUpsert} without {@code fileUrl}; {@link #CONTENT_UPSERT} means both. */
    public static final String REGISTER = "register";
    /** A {@code contentUpsert} with {@code fileUrl}; {@link #CONTENT_UPSERT} means both. */
    public static final String FINALISE = "finalise";
    public static final String CONTENT_UPSERT = "contentUpsert";
    public static final String PAGINATED_CONTENT = "paginatedContent";
    public static final String CONTENT_DELETE = "contentDeleteByContentIds";
    public static final String CONTENT_UPDATE = "contentUpdate";
    public static final String ME = "me";
    public static final String CREATE_SCOPE_ACCESSES = "createScopeAccesses";
    public static final String PAGINATED_SCOPE = "paginatedScope";
    public static final String GENERATE_SCOPES = "generateScopesBasedOnPaths";
    public static final String UPDATE_SCOPE = "updateScope";
    public static final String BULK_MOVE = "bulkMove";
    public static final String DELETE_FOLDER = "deleteFolder";
    /** The health check's {@code { __typename }}. */
    public static final String PING = "__typename";

    static final String INVALID = "invalid";

    static final Set<String> ALL = new TreeSet<>(Set.of(FILE_DIFF, UPLOAD, SCOPED_UPLOAD, TOKEN, REGISTER, FINALISE,
            CONTENT_UPSERT, PAGINATED_CONTENT, CONTENT_DELETE, CONTENT_UPDATE, ME, CREATE_SCOPE_ACCESSES, PAGINATED_SCOPE,
            GENERATE_SCOPES, UPDATE_SCOPE, BULK_MOVE, DELETE_FOLDER, PING));

    private Operations() { }
}
