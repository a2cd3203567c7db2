package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The simulated knowledge base: one server for APIs and tokens, another for pre-signed uploads, both on loopback. */
public final class PlatformSimulator implements AutoCloseable {

    static {
        // without it, small answers wait for delayed acknowledgements; read once, when the first server is made
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String INGESTION = "/ingestion";
    private static final String SCOPE_MANAGEMENT = "/scope-management";
    private static final String TOKEN = "/zitadel/oauth/v2/token";
    private static final int BACKLOG = 256;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final Clock clock;
    private final Switches switches = new Switches();
    private final Faults faults = new Faults();
    private final RateWindow rate = new RateWindow(System::nanoTime);
    private final Pauses pauses = new Pauses();
    private final Journal journal;
    private final Tokens tokens;
    private final Uploads uploads;
    private final Contents contents;
    private final Scopes scopes;
    private final ExecutorService threads;
    private final HttpServer api;
    private final HttpServer blobs;

    private PlatformSimulator(Clock clock) throws IOException {
        this.clock = clock;
        journal = new Journal(clock);
        tokens = new Tokens(clock, switches, journal::secret);
        uploads = new Uploads(clock, switches, journal::secret);
        contents = new Contents(uploads, switches, clock);
        scopes = new Scopes(switches, clock);
        threads = Executors.newCachedThreadPool(PlatformSimulator::daemon);
        api = server();
        blobs = server();
        uploads.blobUrl(url(blobs));
        open();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "platform-simulator-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Starts an empty platform on free ports. */
    public static PlatformSimulator start() {
        return start(Clock.systemUTC());
    }

    /** Starts one whose tokens, write URLs and timestamps follow this clock; waits are real. */
    public static PlatformSimulator start(Clock clock) {
        try {
            return new PlatformSimulator(clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        return server;
    }

    private void open() {
        Callers callers = new Callers(tokens);
        serve(api, INGESTION + "/graphql", new GraphQlEndpoint(RecordedRequest.Target.INGESTION, "ingestion.graphqls",
                new IngestionOperations(contents, scopes, journal).wiring(), callers, journal));
        serve(api, SCOPE_MANAGEMENT + "/graphql", new GraphQlEndpoint(RecordedRequest.Target.SCOPE_MANAGEMENT,
                "scope-management.graphqls", new ScopeOperations(scopes, contents, journal).wiring(), callers, journal));
        serve(api, INGESTION + FileDiffEndpoint.PATH, new FileDiffEndpoint(contents, callers));
        serve(api, INGESTION + "/scoped/upload", new UploadEndpoint(uploads, RecordedRequest.Target.SCOPED_UPLOAD));
        serve(api, TOKEN, new TokenEndpoint(tokens, switches));
        serve(api, "/", new NowhereEndpoint());
        serve(blobs, "/", new UploadEndpoint(uploads, RecordedRequest.Target.UPLOAD));
        api.start();
        blobs.start();
    }

    private void serve(HttpServer server, String path, Endpoint endpoint) {
        server.createContext(path, new Gate(endpoint, faults, rate, journal, switches, pauses, clock));
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The base URL of the ingestion service; it has a path of its own. */
    public String ingestionUrl() {
        return url(api) + INGESTION;
    }

    /** The base URL of the scope management service. */
    public String scopeManagementUrl() {
        return url(api) + SCOPE_MANAGEMENT;
    }

    public String zitadelTokenUrl() {
        return url(api) + TOKEN;
    }

    public String zitadelClientId() {
        return TokenEndpoint.CLIENT_ID;
    }

    public String zitadelClientSecret() {
        return switches.clientSecret;
    }

    public String zitadelProjectId() {
        return TokenEndpoint.PROJECT_ID;
    }

    /** Creates a top-level scope that nobody has access to yet; answers its id. */
    public String createRootScope(String name) {
        return scopes.create(Optional.empty(), name, false).id();
    }

    /** Creates a scope beneath another, which inherits its access; answers its id. */
    public String createScope(String parentId, String name, Optional<String> externalId) {
        String id = scopes.create(Optional.of(parentId), name, true).id();
        scopes.mark(id, externalId);
        return id;
    }

    /** Marks a scope, or takes its mark away. */
    public void setExternalId(String scopeId, Optional<String> externalId) {
        scopes.mark(scopeId, externalId);
    }

    /** Grants a user access to a scope, as an administrator would. */
    public void grant(String scopeId, String userId, AccessType... accesses) {
        scopes.grant(scopeId, userId, Set.of(accesses), false);
    }

    /** The user that calls in external mode; in cluster-local mode it is {@code x-user-id}. */
    public String externalUserId() {
        return Callers.EXTERNAL_USER;
    }

    /**
     * Puts a finished Cloud page in place without any request, as if another process had ingested it.
     *
     * @param updatedAt the version that the file diff compares with
     */
    public void storePage(String contentKey, String scopeId, String title, String url, Map<String, Object> metadata,
            String updatedAt, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        contents.store(new ContentDraft(contentKey, title, "text/html", url, bytes.length, scopeId, "SCOPE", metadata, Map.of(),
                "ATLASSIAN_CONFLUENCE_CLOUD", "another process", "another process", true), Optional.of(updatedAt), bytes);
    }

    /** All records by content key, in order. */
    public Map<String, StoredContent> contents() {
        return contents.snapshot();
    }

    public List<StoredScope> scopes() {
        return scopes.all();
    }

    public Optional<StoredScope> scope(String id) {
        return scopes.find(id);
    }

    public List<StoredScope> children(String parentId) {
        return scopes.children(parentId);
    }

    /** The requests since the start or the last {@link #clearRequests()}, in the order of their answers. */
    public List<RecordedRequest> requests() {
        return journal.requests();
    }

    /** Tells of each request once it took effect and before it is answered, for example to stop or change something then. */
    public void onRequest(Consumer<RecordedRequest> listener) {
        journal.listen(listener);
    }

    /** Tells of each access token and each signature of a write URL that is issued from now on. */
    public void onSecret(Consumer<String> listener) {
        journal.listenToSecrets(listener);
    }

    /** How many requests there were for one of {@link Operations}. */
    public long count(String operation) {
        return journal.count(operation);
    }

    /** The largest number of requests for one of {@link Operations} that were served at the same time. */
    public int mostParallel(String operation) {
        return journal.mostParallel(operation);
    }

    /** The changes that were carried out. */
    public List<Mutation> mutations() {
        return journal.mutations();
    }

    /** Every rule that a client broke, and with which operation. */
    public List<String> violations() {
        return journal.violations();
    }

    /** Forgets requests, counts, mutations, violations and the busiest minute. */
    public void clearRequests() {
        journal.clear();
        rate.clear();
    }

    /** Lets the next calls of an operation (one of {@link Operations}) fail. */
    public FaultHandle fault(String operation, int times, Fault fault) {
        return faults.add(operation, "", times, fault);
    }

    /** Lets the next calls fail that are about this, such as a part of a content key. */
    public FaultHandle fault(String operation, String subjectPart, int times, Fault fault) {
        return faults.add(operation, subjectPart, times, fault);
    }

    public void clearFaults() {
        faults.clear();
    }

    /** Lets every request wait before it is looked at. */
    public void latency(Duration latency) {
        switches.latency = latency;
    }

    /** Answers 429 to what exceeds this in any 60 seconds: GraphQL, file diff and cluster-local uploads, pings excepted. */
    public void rateLimit(int requestsPerMinute) {
        rate.limit(requestsPerMinute);
    }

    /** The most counted requests, refused ones included, in any 60 seconds. */
    public int maxRequestsInAnyMinute() {
        return rate.most();
    }

    public void setIngestionState(String contentKey, String state) {
        contents.ingestionState(contentKey, state);
    }

    /** The state that records get when they are finalised; {@code FINISHED} by default. */
    public void stateAfterFinalisation(String state) {
        switches.stateAfterFinalisation = state;
    }

    /** From now on the client secret is another one, and no token issued so far is valid. */
    public void rotateSecret() {
        switches.clientSecret = "not-a-secret-either+only/for=" + UUID.randomUUID();
        revokeTokens();
    }

    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** The lifetime of tokens issued from now on, announced in whole seconds. */
    public void tokenLifetime(Duration lifetime) {
        switches.tokenLifetime = lifetime;
    }

    /** The lifetime of write URLs issued from now on. */
    public void writeUrlLifetime(Duration lifetime) {
        switches.writeUrlLifetime = lifetime;
    }

    /** How long a bulk move takes until listings show it. */
    public void moveDelay(Duration delay) {
        switches.moveDelay = delay;
    }

    /** Switches the access rules of scopes; on by default. */
    public void accessRules(boolean on) {
        switches.accessRules = on;
    }

    /** Keeps uploads of up to 1 MiB, so that {@link StoredContent#body()} shows their text; off by default. */
    public void keepBodies(boolean on) {
        switches.keepBodies = on;
    }

    public void checksum(Checksum checksum) {
        switches.checksum = checksum;
    }

    @Override
    public void close() {
        pauses.end();
        api.stop(0);
        blobs.stop(0);
        threads.shutdownNow();
    }
}
