package io.confluenceconnector.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import javax.net.ssl.SSLContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The Leases of the Kubernetes API, as strict as the real one where the election depends on it: versions, conflicts, names,
 * the form of times, a token for each pod, and no other verbs than a role would allow.
 */
public final class SimulatedApiServer implements AutoCloseable {

    public static final String NAMESPACE = "knowledge";
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/" + NAMESPACE + "/leases";
    private static final Pattern MICRO_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "simulator-api-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, ObjectNode> leases = new TreeMap<>();
    private final Map<String, String> podsByToken = new ConcurrentHashMap<>();
    private final Set<String> partitioned = ConcurrentHashMap.newKeySet();
    private final List<Taken> taken = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long version;

    /**
     * A Lease that changed hands.
     *
     * @param pod      the new holder
     * @param free     whether its last holder had freed it, or there was none
     * @param sinceUse since its last holder wrote it, by the server's clock
     */
    public record Taken(String lease, String pod, boolean free, Duration sinceUse, Instant at) {
    }

    private SimulatedApiServer(HttpServer server) {
        this.server = server;
    }

    public static SimulatedApiServer start() {
        return start(Optional.empty());
    }

    /** With a certificate, as the real one. */
    static SimulatedApiServer start(SSLContext tls) {
        return start(Optional.of(tls));
    }

    private static SimulatedApiServer start(Optional<SSLContext> tls) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            HttpServer server = tls.isPresent() ? HttpsServer.create(anyPort, 0) : HttpServer.create(anyPort, 0);
            if (server instanceof HttpsServer secure) {
                secure.setHttpsConfigurator(new HttpsConfigurator(tls.orElseThrow()));
            }
            SimulatedApiServer simulator = new SimulatedApiServer(server);
            server.setExecutor(simulator.threads);
            server.createContext("/", simulator::handle);
            server.start();
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Makes a pod known, and its mounted credentials. @return the environment that Kubernetes would give it */
    public Map<String, String> pod(String name, Path folder) {
        try {
            Path credentials = Files.createDirectories(folder.resolve(name));
            Files.writeString(credentials.resolve("namespace"), NAMESPACE);
            giveToken(name, credentials);
            return Map.of("CLUSTER_MODE", "kubernetes", "POD_NAME", name, "CLUSTER_API_URL", url(),
                    "CLUSTER_CREDENTIALS_DIRECTORY", credentials.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a pod's token, as Kubernetes does every hour; the old one is no longer good. */
    void giveToken(String pod, Path credentials) throws IOException {
        String token = "token-" + pod + "-" + podsByToken.size();
        podsByToken.values().remove(pod);
        podsByToken.put(token, pod);
        Files.writeString(credentials.resolve("token"), token);
    }

    /** From now on the pod gets no answer. */
    public void partition(String pod) {
        partitioned.add(pod);
    }

    public void heal(String pod) {
        partitioned.remove(pod);
    }

    /** Who holds the Lease; empty text when nobody does. */
    public synchronized String holder(String lease) {
        return leases.containsKey(lease) ? holder(leases.get(lease)) : "";
    }

    /** Every change of hands so far. */
    public synchronized List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** What the real server would have refused. */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            String pod = podsByToken.get(authorization.replace("Bearer ", ""));
            if (pod == null) {
                answer(exchange, 401, status("Unauthorized"));
            } else if (!partitioned.contains(pod)) {
                Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                        String.valueOf(exchange.getRequestURI().getRawQuery()), pod, body);
                answer(exchange, answer.status(), answer.body());
            }
        }
    }

    private record Answer(int status, JsonNode body) {
    }

    private synchronized Answer answer(String method, String path, String query, String pod, byte[] body) throws IOException {
        if (method.equals("GET") && path.equals(LEASES)) {
            ObjectNode list = JSON.createObjectNode().put("apiVersion", "coordination.k8s.io/v1").put("kind", "LeaseList");
            String selector = query.replaceAll(".*labelSelector=", "").replace("%3D", "=");
            leases.values().stream().filter(lease -> matches(lease, selector)).forEach(list.withArray("items")::add);
            return new Answer(200, list);
        }
        if (method.equals("POST") && path.equals(LEASES)) {
            ObjectNode lease = (ObjectNode) JSON.readTree(body);
            String name = lease.at("/metadata/name").asText();
            if (leases.containsKey(name)) {
                return new Answer(409, status("AlreadyExists"));
            }
            check(lease, lease.at("/metadata/resourceVersion").isMissingNode(), "a new Lease has no version");
            return new Answer(201, store(name, lease, pod));
        }
        if (method.equals("PUT") && path.startsWith(LEASES + "/")) {
            ObjectNode lease = (ObjectNode) JSON.readTree(body);
            String name = path.substring(LEASES.length() + 1);
            check(lease, lease.at("/metadata/name").asText().equals(name), "name and path agree");
            if (!leases.containsKey(name)) {
                return new Answer(404, status("NotFound"));
            }
            String sent = lease.at("/metadata/resourceVersion").asText();
            check(lease, !sent.isEmpty(), "an update names the version it is based on");
            return sent.equals(leases.get(name).at("/metadata/resourceVersion").asText())
                    ? new Answer(200, store(name, lease, pod)) : new Answer(409, status("Conflict"));
        }
        violations.add(method + " " + path);
        return new Answer(403, status("Forbidden"));
    }

    private static boolean matches(JsonNode lease, String selector) {
        String[] label = selector.split("=", 2);
        return label.length == 2 && lease.path("metadata").path("labels").path(label[0]).asText().equals(label[1]);
    }

    private JsonNode store(String name, ObjectNode lease, String pod) {
        check(lease, NAME.matcher(name).matches(), "the name is one of Kubernetes");
        check(lease, lease.path("apiVersion").asText().equals("coordination.k8s.io/v1") && lease.path("kind").asText().equals("Lease"), "kind");
        check(lease, lease.at("/spec/leaseDurationSeconds").asInt() > 0, "the duration is positive");
        check(lease, MICRO_TIME.matcher(lease.at("/spec/renewTime").asText()).matches(), "renewTime has microseconds");
        check(lease, MICRO_TIME.matcher(lease.at("/spec/acquireTime").asText()).matches(), "acquireTime has microseconds");
        String before = leases.containsKey(name) ? holder(leases.get(name)) : "";
        if (!holder(lease).isEmpty() && !holder(lease).equals(before)) {
            check(lease, holder(lease).startsWith(pod), "a pod takes Leases for itself");
            Duration sinceUse = leases.containsKey(name)
                    ? Duration.ofNanos(System.nanoTime() - leases.get(name).path("written").asLong()) : Duration.ZERO;
            taken.add(new Taken(name, pod, before.isEmpty(), sinceUse, Instant.now()));
        }
        ObjectNode stored = lease.deepCopy();
        stored.withObject("metadata").put("resourceVersion", Long.toString(++version)).put("namespace", NAMESPACE);
        stored.put("written", System.nanoTime());
        leases.put(name, stored);
        return stored;
    }

    private static String holder(JsonNode lease) {
        return lease.at("/spec/holderIdentity").asText();
    }

    private void check(JsonNode lease, boolean holds, String rule) {
        if (!holds) {
            violations.add(rule + ": " + lease);
        }
    }

    private static JsonNode status(String reason) {
        return JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Status").put("reason", reason);
    }

    private static void answer(HttpExchange exchange, int status, JsonNode json) throws IOException {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Pods that hold a Lease of a tenant. */
    public synchronized Set<String> holders(String... tenantLeases) {
        Set<String> holders = new HashSet<>();
        for (String lease : tenantLeases) {
            holders.add(holder(lease));
        }
        return holders;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
