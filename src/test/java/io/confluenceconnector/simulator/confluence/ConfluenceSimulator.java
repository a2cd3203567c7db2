package io.confluenceconnector.simulator.confluence;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A Confluence instance on loopback ports, Cloud or Data Center, strict by default: what the real service refuses, it
 * refuses, and what a well-behaved client never does is kept as a violation. All methods are safe for use by many
 * threads; changes are visible to the next request.
 */
public final class ConfluenceSimulator implements AutoCloseable {

    /** The smallest set of scopes that lets a Cloud connector search, list and download (API facts 2.3). */
    public static final Set<String> DEFAULT_SCOPES = Set.of(
            "search:confluence", "read:attachment:confluence", "readonly:content.attachment:confluence");
    /** Times a fault is injected when it is to stay until it is removed. */
    public static final int FOR_EVER = Integer.MAX_VALUE;

    private static final Set<String> TOKEN_CALLS = Set.of("/oauth/token", "/rest/oauth2/latest/token");
    private static final String CLOUD_ID = "8f0c1a52-3d64-4f0e-9b77-1f2e3d4c5b6a";
    private static final String MANIFEST_ID = "3f0e7d4c-1c2b-3a49-8d57-66f5e4d3c2b1";

    private final Installation installation;
    private final Site site;
    private final Traffic traffic;
    private final Credentials credentials;

    private ConfluenceSimulator(Installation installation) {
        this.installation = installation;
        this.site = installation.site();
        this.traffic = installation.traffic();
        this.credentials = installation.credentials();
    }

    /** Starts a Cloud site with its gateway and media host, each on a port of its own. */
    public static ConfluenceSimulator cloud() {
        return cloud(CLOUD_ID);
    }

    /** Starts a Cloud site with this cloud id. */
    public static ConfluenceSimulator cloud(String cloudId) {
        return new ConfluenceSimulator(Installation.cloud(cloudId, DEFAULT_SCOPES));
    }

    /** Starts a Data Center server below a context path such as {@code /confluence}, or at the root for {@code ""}. */
    public static ConfluenceSimulator dataCenter(String contextPath) {
        return new ConfluenceSimulator(Installation.dataCenter(contextPath, Optional.empty(), MANIFEST_ID));
    }

    /** Starts a Data Center server whose {@code _links.base} names another address than the one it is reached at. */
    public static ConfluenceSimulator dataCenter(String contextPath, String linksBase, String manifestId) {
        return new ConfluenceSimulator(Installation.dataCenter(contextPath, Optional.of(linksBase), manifestId));
    }

    @Override
    public void close() {
        installation.hosts().forEach(SimulatedHost::close);
    }

    // ---- addresses and credentials

    /** What goes in {@code confluence.baseUrl}: on Cloud the site without {@code /wiki}. */
    public String baseUrl() {
        return installation.baseUrl();
    }

    /** What goes in {@code confluence.apiBaseUrl} on Cloud; on Data Center the same as {@link #baseUrl()}. */
    public String apiBaseUrl() {
        return installation.apiBaseUrl();
    }

    public String tokenUrl() {
        return installation.tokenUrl();
    }

    /** Cloud's id of the site. */
    public String cloudId() {
        return installation.instanceId();
    }

    /** Data Center's id of the server. */
    public String manifestId() {
        return installation.instanceId();
    }

    public String clientId() {
        return Credentials.CLIENT_ID;
    }

    public String clientSecret() {
        return credentials.clientSecret();
    }

    public String personalAccessToken() {
        return credentials.personalAccessToken();
    }

    public String username() {
        return Credentials.USERNAME;
    }

    public String password() {
        return credentials.password();
    }

    /** From now on client secret, personal access token and password are others, and no token issued so far is valid. */
    public void rotateSecrets() {
        credentials.rotate();
    }

    /** The scopes of the tokens issued from now on. */
    public void grantScopes(Set<String> scopes) {
        credentials.scopes(scopes);
    }

    /** The lifetime of the tokens issued from now on. */
    public void tokenLifetime(Duration lifetime) {
        credentials.lifetime(lifetime);
    }

    /** Makes every token issued so far invalid. */
    public void revokeTokens() {
        credentials.revokeTokens();
    }

    /** Takes change times and token lifetimes from this clock; change times stay strictly increasing. */
    public void clock(Clock clock) {
        installation.timeline().follow(clock);
    }

    // ---- content

    /** Adds a space; {@code type} is {@code global}, {@code collaboration}, {@code personal} and so on. */
    public SimSpace space(String key, String name, String type) {
        return site.addSpace(key, name, type);
    }

    public void renameSpace(SimSpace space, String name) {
        site.change(() -> space.name = name);
    }

    public void archiveSpace(SimSpace space) {
        site.change(() -> space.archived = true);
    }

    public void removeSpace(SimSpace space) {
        site.remove(space);
    }

    /** Adds a page at the top of a space. */
    public SimContent page(SimSpace space, String title, String storageBody, String... labels) {
        return page(space, Optional.empty(), title, storageBody, labels);
    }

    /** Adds a page below other content. */
    public SimContent page(SimContent parent, String title, String storageBody, String... labels) {
        return page(parent.space(), Optional.of(parent), title, storageBody, labels);
    }

    private SimContent page(SimSpace space, Optional<SimContent> parent, String title, String body, String... labels) {
        return site.addContent("page", space, parent, title, Optional.of(body), global(labels));
    }

    /** Makes a page a live doc, whose subtype is {@code live}. */
    public void makeLive(SimContent page) {
        site.change(() -> page.subtype = "live");
    }

    public SimContent blogPost(SimSpace space, String title, String storageBody, String... labels) {
        return site.addContent("blogpost", space, Optional.empty(), title, Optional.of(storageBody), global(labels));
    }

    /** Adds a comment to a page; it is found by search like any content. */
    public SimContent comment(SimContent page, String text) {
        return site.addComment(page, text);
    }

    /** Adds content without a body at the top of a space: folder, whiteboard, database, embed or an unheard-of type. */
    public SimContent bodiless(String type, SimSpace space, String title, String... labels) {
        return site.addContent(type, space, Optional.empty(), title, Optional.empty(), global(labels));
    }

    /** Adds content without a body below other content. */
    public SimContent bodiless(String type, SimContent parent, String title, String... labels) {
        return site.addContent(type, parent.space(), Optional.of(parent), title, Optional.empty(), global(labels));
    }

    /** Makes a new version with another body. */
    public void edit(SimContent content, String newBody) {
        edit(content, content.title(), newBody);
    }

    /** Makes a new version with another title and body. */
    public void edit(SimContent content, String newTitle, String newBody) {
        site.change(() -> {
            content.title = newTitle;
            content.body = Optional.of(newBody);
            site.newVersion(content);
        });
    }

    /** Takes the body away, without a new version (B50). */
    public void removeBody(SimContent content) {
        site.change(() -> content.body = Optional.empty());
    }

    /** Adds a global label; the version stays as it is (B91). */
    public void label(SimContent content, String name) {
        label(content, "global", name);
    }

    /** Adds a label with a prefix: {@code global}, {@code my}, {@code team} or {@code system}. */
    public void label(SimContent content, String prefix, String name) {
        site.changeLabels(content, labels -> with(labels, new SimLabel(prefix, name)));
    }

    /** Removes a global label; the version stays as it is. */
    public void unlabel(SimContent content, String name) {
        site.changeLabels(content, labels -> labels.stream()
                .filter(label -> !label.equals(SimLabel.global(name))).collect(Collectors.toSet()));
    }

    /** Adds a global label to an attachment, which search then finds. */
    public void label(SimAttachment attachment, String name) {
        site.changeLabels(attachment, labels -> with(labels, SimLabel.global(name)));
    }

    /** Moves content and all below it under another parent, in whatever space that is. */
    public void move(SimContent content, SimContent newParent) {
        site.move(content, Optional.of(newParent), newParent.space());
    }

    /** Moves content and all below it to the top of a space. */
    public void move(SimContent content, SimSpace newSpace) {
        site.move(content, Optional.empty(), newSpace);
    }

    /** Puts content in the trash; what is below it moves up. */
    public void trash(SimContent content) {
        site.leaveTree(content, "trashed");
    }

    /** Archives content; what is below it moves up. */
    public void archive(SimContent content) {
        site.leaveTree(content, "archived");
    }

    /** Gives content any other status, {@code draft} or {@code historical} for instance. */
    public void status(SimContent content, String status) {
        site.change(() -> content.status = status);
    }

    /** Takes content out of the trash or the archive. */
    public void restore(SimContent content) {
        status(content, "current");
    }

    /** Deletes content for good, with its attachments and comments. */
    public void purge(SimContent content) {
        site.remove(content);
    }

    /** Hides content and all below it from the connector's account, or shows it again. */
    public void restrict(SimContent content, boolean restricted) {
        site.change(() -> content.restricted = restricted);
    }

    // ---- attachments

    public SimAttachment attach(SimContent content, String fileName, String mediaType, byte[] bytes) {
        return site.addAttachment(content, fileName, Optional.of(mediaType), new FileBytes.Stored(bytes));
    }

    /** Attaches a file whose bytes are made anew at each download, so that its size needs no memory. */
    public SimAttachment attachGenerated(SimContent content, String fileName, String mediaType, long size) {
        return site.addAttachment(content, fileName, Optional.of(mediaType),
                new FileBytes.Generated(fileName.hashCode(), size));
    }

    /** Uploads new bytes, which is a new version of the attachment; the page's version stays as it is. */
    public void replaceAttachment(SimAttachment attachment, byte[] bytes) {
        site.replaceBytes(attachment, new FileBytes.Stored(bytes));
    }

    public void renameAttachment(SimAttachment attachment, String fileName) {
        site.change(() -> attachment.title = fileName);
    }

    /** Claims another media type, or none. */
    public void declareMediaType(SimAttachment attachment, Optional<String> mediaType) {
        site.change(() -> attachment.mediaType = mediaType);
    }

    /** Claims another size than the bytes have, or none. */
    public void declareSize(SimAttachment attachment, OptionalLong size) {
        site.change(() -> attachment.declaredSize = size);
    }

    public void archiveAttachment(SimAttachment attachment) {
        site.change(() -> attachment.status = "archived");
    }

    public void trashAttachment(SimAttachment attachment) {
        site.change(() -> attachment.status = "trashed");
    }

    /** Deletes an attachment for good. */
    public void removeAttachment(SimAttachment attachment) {
        site.remove(attachment);
    }

    /** The prefix of attachment ids from now on: {@code att}, or nothing as on an older Data Center. */
    public void attachmentIdPrefix(String prefix) {
        site.attachmentPrefix(prefix);
    }

    // ---- search index

    /** Search no longer finds it; direct reads do. */
    public void hideFromIndex(String id) {
        site.hideFromIndex(id);
    }

    public void showInIndex(String id) {
        site.showInIndex(id);
    }

    /** Search goes on answering from the present state, whatever changes (API facts 9.6). */
    public void freezeIndex() {
        site.freezeIndex(true);
    }

    public void thawIndex() {
        site.freezeIndex(false);
    }

    // ---- oracle

    /** What a perfect connector holds: read from the content itself, never through search. */
    public List<SelectedItem> selected(String singleLabel, String allLabel) {
        return installation.selection().items(singleLabel, allLabel);
    }

    // ---- observation

    public List<RecordedRequest> requests() {
        return traffic.requests();
    }

    /** Tells of each access token and each media token that is issued from now on. */
    public void onSecret(Consumer<String> listener) {
        traffic.listenToSecrets(listener);
    }

    public void clearRequests() {
        traffic.clearRequests();
    }

    /** How many requests came for a call whose template ends so, {@code /rest/api/content/search} for instance. */
    public long requestCount(String templateEnd) {
        return traffic.requests().stream().filter(request -> request.pathTemplate().endsWith(templateEnd)).count();
    }

    /** What came that a well-behaved client never sends. */
    public List<String> violations() {
        return traffic.violations();
    }

    /** Fails when anything but GET came, the token call excepted (S1). */
    public void assertOnlyReads() {
        List<String> writes = traffic.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .filter(request -> !request.method().equals("POST") || !TOKEN_CALLS.contains(request.pathTemplate()))
                .map(request -> request.method() + " " + request.path()).toList();
        if (!writes.isEmpty()) {
            throw new AssertionError("requests other than GET reached Confluence: " + writes);
        }
    }

    /** Fails when there is any violation. */
    public void assertNoViolations() {
        if (!traffic.violations().isEmpty()) {
            throw new AssertionError("violations: " + traffic.violations());
        }
    }

    // ---- faults, latency, limits

    /** Injects a fault for requests that match; the oldest fault that matches wins. */
    public InjectedFault fault(Predicate<RecordedRequest> requests, int times, Fault fault) {
        return traffic.inject(new InjectedFault(requests, times, fault));
    }

    /** Injects a fault for the call whose template ends so. */
    public InjectedFault fault(String templateEnd, int times, Fault fault) {
        return fault(request -> request.pathTemplate().endsWith(templateEnd), times, fault);
    }

    public void clearFaults() {
        traffic.clearFaults();
    }

    /** Every answer comes so much later. */
    public void latency(Duration latency) {
        traffic.latency(latency);
    }

    /**
     * Answers 429 with {@code Retry-After} to what exceeds so many requests in any window of this length; downloads and
     * token calls do not count.
     */
    public void rateLimit(int requests, Duration window) {
        traffic.window().limit(requests, window);
    }

    /** The most requests that came within any window: 60 seconds, or the length that {@link #rateLimit} set. */
    public int maximumRequestsInWindow() {
        return traffic.window().maximum();
    }

    // ---- switches

    /** Downloads come without {@code Content-Length}. */
    public void omitContentLength(boolean omit) {
        installation.media().ifPresent(media -> media.chunked(omit));
        installation.dataCenter().ifPresent(server -> server.downloadsChunked(omit));
    }

    /** Cloud: the next so many search answers are empty and yet have a {@code next} link, which loses nothing. */
    public void emptySearchPages(int count) {
        installation.cloudSearch().orElseThrow(() -> new IllegalStateException("only Cloud has this switch"))
                .emptyPages(count);
    }

    /** Data Center: the manifest is XML whatever is asked for (B101). */
    public void manifestAlwaysXml(boolean always) {
        onDataCenter().manifestAlwaysXml(always);
    }

    /** Data Center: the version in manifest and server information. */
    public void serverVersion(String version) {
        onDataCenter().version(version);
    }

    /** Data Center: whether Basic authentication is allowed; if not it answers 403. */
    public void allowBasic(boolean allowed) {
        onDataCenter().basicAllowed(allowed);
    }

    /** Data Center: a query that names an unknown space key answers 500 (API facts 9.3) instead of no results. */
    public void unknownSpaceKeyFails(boolean fails) {
        onDataCenter().unknownSpaceKeyFails(fails);
    }

    /** Data Center: trashed content answers 200 with {@code status: trashed} by id instead of 404 (B40). */
    public void trashedAnswers200(boolean answers) {
        onDataCenter().trashedAnswers200(answers);
    }

    /** Data Center: downloads are redirected once on the same host. */
    public void redirectDownloads(boolean redirect) {
        onDataCenter().downloadsRedirected(redirect);
    }

    /** Data Center with anonymous access: sign-ins are lost without an error, and what is not public goes out of sight. */
    public void loseSignIns(SimContent... notPublic) {
        onDataCenter().signInsLost(true);
        List.of(notPublic).forEach(content -> restrict(content, true));
    }

    /** Ends {@link #loseSignIns}. */
    public void acceptSignIns(SimContent... notPublic) {
        onDataCenter().signInsLost(false);
        List.of(notPublic).forEach(content -> restrict(content, false));
    }

    private DataCenterServer onDataCenter() {
        return installation.dataCenter()
                .orElseThrow(() -> new IllegalStateException("only a Data Center server has this switch"));
    }

    private static Set<SimLabel> global(String... labels) {
        return Arrays.stream(labels).map(SimLabel::global).collect(Collectors.toSet());
    }

    private static Set<SimLabel> with(Set<SimLabel> labels, SimLabel label) {
        Set<SimLabel> more = new HashSet<>(labels);
        more.add(label);
        return more;
    }
}
