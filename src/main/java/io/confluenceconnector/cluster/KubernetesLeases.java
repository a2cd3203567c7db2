package io.confluenceconnector.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluenceconnector.config.ClusterSettings;
import io.confluenceconnector.http.TrustedCertificates;
import io.confluenceconnector.secret.Secret;
import io.confluenceconnector.secret.SecretReference;
import io.confluenceconnector.secret.SecretResolver;
import io.confluenceconnector.secret.UnavailableSecretException;

import javax.net.ssl.SSLContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Leases of a group in the Kubernetes API, by the three calls that the election needs: list, create, update. It knows no
 * other host than the API server, follows no redirect, and sends the token of the pod's service account, which is read anew
 * for each call because Kubernetes replaces it every hour.
 */
final class KubernetesLeases implements LeaseStore {

    private static final String GROUP_LABEL = "confluenceconnector.io/group";
    private static final String OPTIMISTIC_LOCK = "resourceVersion";
    private static final DateTimeFormatter MICRO_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
            .withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String group;
    private final URI leases;
    private final Secret token;
    private final Duration timeout;
    private final HttpClient client;

    /** @param timeout of each call, from connecting to the last byte */
    KubernetesLeases(ClusterSettings settings, Duration timeout) {
        this.group = settings.name();
        this.leases = URI.create(settings.apiServer() + "/apis/coordination.k8s.io/v1/namespaces/" + settings.namespace() + "/leases");
        this.token = token(settings.credentials().resolve("token"));
        this.timeout = timeout;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER).proxy(HttpClient.Builder.NO_PROXY);
        Path authority = settings.credentials().resolve("ca.crt");
        if (Files.exists(authority)) {
            builder.sslContext(trust(authority));
        }
        this.client = builder.build();
    }

    /** The API server's certificate is signed by the cluster's own authority, and by no other one. */
    private static SSLContext trust(Path authority) {
        try {
            return TrustedCertificates.only(authority).sslContext();
        } catch (IllegalArgumentException e) {
            throw new ClusterStartException("The API server cannot be verified: " + e.getMessage());
        }
    }

    private static Secret token(Path file) {
        try {
            return new SecretResolver(name -> null, (reference, reason) -> { }).resolve(new SecretReference.MountedFile(file.toString()));
        } catch (UnavailableSecretException e) {
            throw new ClusterStartException("The token of the pod's service account, " + file + ", cannot be had: " + e.getMessage()
                    + ". Give the pod a service account with its token mounted, or set CLUSTER_MODE=none.");
        }
    }

    @Override
    public List<Lease> list() throws StoreUnavailableException {
        JsonNode answer = send("list", HttpRequest.newBuilder(URI.create(leases + "?labelSelector=" + GROUP_LABEL + "%3D" + group)).GET())
                .orElseThrow(() -> new StoreUnavailableException("The API server knows no Leases in this namespace"));
        List<Lease> found = new ArrayList<>();
        for (JsonNode item : answer.path("items")) {
            found.add(read(item));
        }
        return found;
    }

    @Override
    public Lease create(Lease lease) throws LeaseChangedException, StoreUnavailableException {
        return read(send("create", HttpRequest.newBuilder(leases).POST(BodyPublishers.ofString(write(lease))))
                .orElseThrow(() -> new LeaseChangedException(lease.name())));
    }

    @Override
    public Lease replace(Lease lease) throws LeaseChangedException, StoreUnavailableException {
        return read(send("update", HttpRequest.newBuilder(URI.create(leases + "/" + lease.name())).PUT(BodyPublishers.ofString(write(lease))))
                .orElseThrow(() -> new LeaseChangedException(lease.name())));
    }

    /** @return the answer; empty when the state of the server is another than the request assumes */
    private Optional<JsonNode> send(String verb, HttpRequest.Builder request) throws StoreUnavailableException {
        HttpResponse<String> response;
        try {
            response = client.send(request.timeout(timeout).header("Authorization", "Bearer " + token.reveal())
                    .header("Content-Type", "application/json").header("Accept", "application/json").build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StoreUnavailableException("The API server did not answer a " + verb + " of Leases", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted during a " + verb + " of Leases", e);
        }
        return switch (response.statusCode()) {
            case 200, 201 -> Optional.of(parse(response.body()));
            case 404, 409 -> Optional.empty();
            case 401, 403 -> throw new StoreUnavailableException("The API server refused a " + verb + " of Leases with "
                    + response.statusCode() + ": the pod's service account needs a role with list, create and update of"
                    + " leases.coordination.k8s.io in its namespace");
            default -> throw new StoreUnavailableException("The API server answered a " + verb + " of Leases with " + response.statusCode());
        };
    }

    private static JsonNode parse(String body) throws StoreUnavailableException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new StoreUnavailableException("The API server answered with something else than JSON", e);
        }
    }

    private static Lease read(JsonNode json) throws StoreUnavailableException {
        JsonNode metadata = json.path("metadata");
        JsonNode spec = json.path("spec");
        Map<String, String> annotations = new HashMap<>();
        metadata.path("annotations").properties().forEach(entry -> annotations.put(entry.getKey(), entry.getValue().asText()));
        String name = metadata.path("name").asText();
        String version = metadata.path(OPTIMISTIC_LOCK).asText();
        if (name.isEmpty() || version.isEmpty()) {
            throw new StoreUnavailableException("The API server answered with something else than a Lease");
        }
        return new Lease(name, version, Optional.of(spec.path("holderIdentity").asText("")).filter(holder -> !holder.isEmpty()),
                spec.path("leaseDurationSeconds").asInt(1), time(spec.path("acquireTime")), time(spec.path("renewTime")),
                spec.path("leaseTransitions").asInt(), annotations);
    }

    /** Shown to people only, so that an odd one does no harm. */
    private static Instant time(JsonNode text) {
        try {
            return Instant.parse(text.asText());
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private String write(Lease lease) {
        ObjectNode json = JSON.createObjectNode().put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        ObjectNode metadata = json.putObject("metadata").put("name", lease.name());
        if (!lease.version().isEmpty()) {
            metadata.put(OPTIMISTIC_LOCK, lease.version());
        }
        metadata.putObject("labels").put(GROUP_LABEL, group);
        ObjectNode annotations = metadata.putObject("annotations");
        lease.annotations().forEach(annotations::put);
        ObjectNode spec = json.putObject("spec").put("leaseDurationSeconds", lease.seconds())
                .put("acquireTime", MICRO_TIME.format(lease.acquired())).put("renewTime", MICRO_TIME.format(lease.renewed()))
                .put("leaseTransitions", lease.transitions());
        lease.holder().ifPresent(holder -> spec.put("holderIdentity", holder));
        return json.toString();
    }
}
