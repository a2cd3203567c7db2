package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Confluence Cloud through the gateway: v1 for search and downloads, v2 for everything else. */
public final class CloudApi implements ConfluenceApi {
    private static final String SEARCH = "/wiki" + SearchPath.PATH;
    private static final int ATTACHMENTS_PER_ANSWER = 250;

    private final URI site;
    private final URI gateway;
    private final ConfluenceLinks links;

    /**
     * @param site    the site's address for people, without {@code /wiki}
     * @param gateway {@code <apiBaseUrl>/ex/confluence/<cloudId>}
     */
    public CloudApi(URI site, URI gateway) {
        this.site = site;
        this.gateway = gateway;
        this.links = new ConfluenceLinks(gateway, "/wiki",
                List.of(gateway.toString(), site.toString(), gateway.getRawPath()));
    }

    @Override
    public List<String> spaceTypes() {
        return List.of("global", "collaboration");
    }

    @Override
    public Listing search(CqlQuery query, boolean withAttachments) {
        return listing(SEARCH, SearchPath.uri(gateway + "/wiki", query, SearchPath.fields(withAttachments),
                RECORDS_PER_ANSWER));
    }

    /** Content of a query with its spaces, those that are archived included, which search leaves out else. */
    public Listing searchInArchivedSpacesToo(CqlQuery query) {
        return listing(SEARCH, URI.create(SearchPath.uri(gateway + "/wiki", query, "space", RECORDS_PER_ANSWER)
                + "&includeArchivedSpaces=true"));
    }

    @Override
    public Listing searchWithAncestors(CqlQuery query) {
        return listing(SEARCH, SearchPath.uri(gateway + "/wiki", query, SearchPath.ANCESTOR_FIELDS,
                RECORDS_PER_ANSWER));
    }

    @Override
    public Listing bodies(Collection<String> pageIds) {
        return listing(SEARCH, SearchPath.uri(gateway + "/wiki", CqlQuery.withIds(pageIds),
                SearchPath.BODY_FIELDS, pageIds.size()));
    }

    /** By CQL, since the v1 look-up by title is gone; no date is asked for, since its zone is unknown. */
    @Override
    public ConfluenceRequest titled(String spaceKey, String title, PageKind kind, Optional<String> postingDay) {
        return new ConfluenceRequest(SEARCH, SearchPath.uri(gateway + "/wiki", CqlQuery.titled(spaceKey, title, kind),
                SearchPath.fields(true), SearchPath.PAGES_OF_A_TITLE));
    }

    @Override
    public Listing attachments(String pageId, PageKind kind) {
        String collection = kind == PageKind.BLOG_POST ? "blogposts" : "pages";
        return listing("/wiki/api/v2/" + collection + "/{id}/attachments", URI.create(gateway + "/wiki/api/v2/"
                + collection + "/" + PercentEncoding.encode(pageId) + "/attachments?status=current&limit="
                + ATTACHMENTS_PER_ANSWER));
    }

    @Override
    public ConfluenceRequest download(Attachment attachment) {
        return new ConfluenceRequest("/wiki/rest/api/content/{id}/child/attachment/{id}/download",
                URI.create(gateway + "/wiki/rest/api/content/" + PercentEncoding.encode(attachment.pageId())
                        + "/child/attachment/" + PercentEncoding.encode(attachment.attachmentId()) + "/download"));
    }

    /** Pages by id, past the search index; needs {@code read:page:confluence}. */
    public Listing pages(PageKind kind, Collection<String> ids) {
        String collection = kind == PageKind.BLOG_POST ? "blogposts" : "pages";
        String query = ids.stream().map(id -> "id=" + PercentEncoding.encode(id)).collect(Collectors.joining("&"));
        return listing("/wiki/api/v2/" + collection,
                URI.create(gateway + "/wiki/api/v2/" + collection + "?" + query + "&limit=" + ATTACHMENTS_PER_ANSWER));
    }

    /** The labels of a page, past the search index; needs {@code read:page:confluence}. */
    public Listing labels(PageKind kind, String id) {
        String collection = kind == PageKind.BLOG_POST ? "blogposts" : "pages";
        return listing("/wiki/api/v2/" + collection + "/{id}/labels", URI.create(gateway + "/wiki/api/v2/" + collection
                + "/" + PercentEncoding.encode(id) + "/labels?limit=" + ATTACHMENTS_PER_ANSWER));
    }

    private Listing listing(String endpoint, URI first) {
        return new CursorListing(new ConfluenceRequest(endpoint, first), links::resolve);
    }

    @Override
    public String pageUrl(String pageId, Space space, JsonNode content) {
        String webui = content.path("_links").path("webui").asText("");
        return site + "/wiki" + (webui.isEmpty() ? "/spaces/" + space.key() + "/pages/" + pageId : webui);
    }

    @Override
    public String attachmentUrl(String pageId, String attachmentId, String title) {
        String number = attachmentId.startsWith("att") ? attachmentId.substring("att".length()) : attachmentId;
        return site + "/wiki/pages/viewpageattachments.action?pageId=" + pageId + "&preview="
                + PercentEncoding.encode("/" + pageId + "/" + number + "/" + title);
    }

    @Override
    public URI site() {
        return site;
    }

    @Override
    public String sourceKind() {
        return "ATLASSIAN_CONFLUENCE_CLOUD";
    }
}
