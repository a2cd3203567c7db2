package io.confluenceconnector.confluence;

import java.net.URI;
import java.util.StringJoiner;

/** The one search call that both products share, {@code /rest/api/content/search}. */
final class SearchPath {
    static final String PATH = "/rest/api/content/search";
    static final String PAGE_FIELDS = "version,space,metadata.labels";
    static final String ATTACHMENT_FIELDS = "children.attachment,children.attachment.version,"
            + "children.attachment.extensions,children.attachment.metadata";
    static final String BODY_FIELDS = "body.storage,version,space,metadata.labels";
    static final String ANCESTOR_FIELDS = "version,space,metadata.labels,ancestors";

    /** One for pages; blog posts of several days may share a title. */
    static final int PAGES_OF_A_TITLE = 10;

    private SearchPath() {
    }

    static String fields(boolean withAttachments) {
        return withAttachments ? PAGE_FIELDS + "," + ATTACHMENT_FIELDS : PAGE_FIELDS;
    }

    /** @param limit records per answer; 0 leaves the parameter out */
    static URI uri(String root, CqlQuery query, String fields, int limit) {
        StringJoiner parameters = new StringJoiner("&", root + PATH + "?", "");
        parameters.add("cql=" + PercentEncoding.encode(query.text()));
        parameters.add("expand=" + fields);
        if (limit > 0) {
            parameters.add("limit=" + limit);
        }
        return URI.create(parameters.toString());
    }
}
