package io.confluenceconnector.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.RecordedRequest;
import io.confluenceconnector.simulator.confluence.RecordedRequest.Host;
import io.confluenceconnector.simulator.confluence.SelectedItem;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Checksum;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.PlatformSimulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Both simulators in a process of their own, so that its processor time is not the connector's. Each line of standard input
 * is a command, and each is answered by one line of JSON: a data set opens new services, an empty line asks for the traffic.
 */
final class SimulatedServices implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SELECTED = "kb-page";
    private static final String TREE = "kb-tree";
    private static final String WORDS = "The ferry leaves the quay at seven, and every hour until ten at night. ";

    private final ConfluenceSimulator confluence = ConfluenceSimulator.cloud();
    private final PlatformSimulator platform = PlatformSimulator.start();
    private final String root = platform.createRootScope("Wiki");

    private SimulatedServices(DataSet data) {
        platform.checksum(Checksum.CRC32C);
        fill(data);
        if (data.synced()) {
            storeAll();
        }
        confluence.latency(Duration.ofMillis(data.latencyMillis()));
        platform.latency(Duration.ofMillis(data.latencyMillis()));
    }

    public static void main(String[] arguments) throws IOException {
        Optional<SimulatedServices> services = Optional.empty();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.isEmpty()) {
                System.out.println(JSON.writeValueAsString(services.orElseThrow().traffic()));
                continue;
            }
            services.ifPresent(SimulatedServices::close);
            services = Optional.of(new SimulatedServices(JSON.readValue(command, DataSet.class)));
            System.gc(); // the garbage of the last data set is not collected while the connector is measured
            System.out.println(JSON.writeValueAsString(services.get().addresses()));
        }
    }

    private void fill(DataSet data) {
        String text = "<p>" + WORDS.repeat(1 + data.pageBytes() / WORDS.length()).substring(0, data.pageBytes() - 7) + "</p>";
        List<SimSpace> spaces = new ArrayList<>();
        for (int i = 0; i < data.spaces(); i++) {
            spaces.add(confluence.space("SPACE" + i, "Space number " + i, "global"));
        }
        for (int i = 0; i < data.pages(); i++) {
            SimContent page = confluence.page(spaces.get(i % data.spaces()), "A page with a title of usual length, number " + i,
                    text, SELECTED, "policy", "travel");
            if (i < data.attachments()) {
                confluence.attachGenerated(page, "Report " + i + ".pdf", "application/pdf", data.attachmentBytes());
            }
        }
    }

    /** As if another process had ingested everything. */
    private void storeAll() {
        Map<String, String> scopes = new TreeMap<>();
        for (SelectedItem item : confluence.selected(SELECTED, TREE)) {
            String scope = scopes.computeIfAbsent(item.spaceKey(), key -> platform.createScope(root, key,
                    Optional.of("confc:acme:" + item.spaceId() + ":" + key)));
            Map<String, Object> metadata = new TreeMap<>(Map.of("spaceKey", item.spaceKey(), "spaceName", item.spaceName(),
                    "versionTimestamp", item.versionTimestamp()));
            if (item.attachmentId().isEmpty()) {
                metadata.put("confluenceLabels", item.labels());
            }
            platform.storePage("acme/" + item.spaceId() + "_" + item.spaceKey() + "/" + item.itemId(), scope, item.title(),
                    item.webUrl(), metadata, item.versionTimestamp(), "stored before");
        }
    }

    private Addresses addresses() {
        return new Addresses(confluence.baseUrl(), confluence.apiBaseUrl(), confluence.tokenUrl(), confluence.cloudId(),
                confluence.clientId(), confluence.clientSecret(), platform.ingestionUrl(), platform.scopeManagementUrl(),
                platform.zitadelTokenUrl(), platform.zitadelClientId(), platform.zitadelProjectId(),
                platform.zitadelClientSecret(), root);
    }

    private Traffic traffic() {
        List<RecordedRequest> requests = confluence.requests();
        var platformRequests = platform.requests();
        Optional<Instant> download = first(requests.stream().filter(request -> request.host() == Host.MEDIA).toList());
        Optional<Instant> upload = platformRequests.stream().filter(request -> request.operation().equals(Operations.UPLOAD))
                .map(request -> request.instant()).max(Comparator.naturalOrder());
        Traffic traffic = new Traffic(
                count(requests.stream().filter(request -> request.host() != Host.MEDIA).toList(), SimulatedServices::kind),
                requests.stream().filter(request -> request.host() == Host.MEDIA).count(),
                count(platformRequests, request -> request.operation()),
                first(requests).map(Instant::toEpochMilli).orElse(0L),
                download.flatMap(from -> upload.map(to -> Duration.between(from, to).toNanos() / 1e9)).orElse(0.0),
                platform.contents().values().stream().mapToLong(content -> content.uploadedBytes()).sum(),
                confluence.violations().size() + platform.violations().size());
        confluence.clearRequests();
        platform.clearRequests();
        return traffic;
    }

    private static Optional<Instant> first(List<RecordedRequest> requests) {
        return requests.stream().map(RecordedRequest::at).min(Comparator.naturalOrder());
    }

    private static <T> Map<String, Long> count(List<T> requests, Function<T, String> kind) {
        return requests.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
    }

    private static String kind(RecordedRequest request) {
        String cql = request.parameter("cql").orElse("");
        if (!cql.isEmpty()) {
            return cql.startsWith("id in") ? "bodies" : "search";
        }
        return request.pathTemplate().endsWith("/download") ? "download" : request.pathTemplate();
    }

    @Override
    public void close() {
        confluence.close();
        platform.close();
    }
}
