package io.confluenceconnector.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.app.ConnectorProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One process of the connector, from its start to the end of the cycle that is measured. */
final class ConnectorRun {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_CYCLE = Duration.ofMinutes(10);
    private static final long LONGEST_STOP_SECONDS = 60;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Scenario scenario;
    private final JavaRuntime java;
    private final ServicesProcess services;
    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();

    ConnectorRun(Scenario scenario, JavaRuntime java, ServicesProcess services) {
        this.scenario = scenario;
        this.java = java;
        this.services = services;
    }

    Measurement measure() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("benchmark");
        Path tenantFile = folder.resolve("acme-tenant-config.yaml");
        Addresses addresses = services.open(scenario.data());
        Files.writeString(tenantFile, tenant(addresses));
        try (ConnectorProcess process = ConnectorProcess.builder().program(java.command(scenario.memory(), scenario.options()))
                .environment("TENANT_CONFIG_PATH_PATTERN", tenantFile.toString())
                .environment("CONFLUENCE_SECRET", addresses.clientSecret())
                .environment("PLATFORM_SECRET", addresses.platformSecret()).environment("MALLOC_ARENA_MAX", "2").onLine(this::read).start("run")) {
            Measurement measurement = measure(process, new ProcessFigures(process.id()));
            process.terminate();
            process.await(LONGEST_STOP_SECONDS);
            return measurement;
        } finally {
            Files.delete(tenantFile);
            Files.delete(folder);
        }
    }

    private Measurement measure(ConnectorProcess process, ProcessFigures figures) throws IOException, InterruptedException {
        double servicesBefore = services.figures().cpuSeconds();
        double cpuBefore = 0;
        JsonNode cycle = finished(process);
        if (scenario.measured() == Scenario.Part.SECOND_CYCLE) {
            services.traffic();
            next("cycle.started", process);
            cpuBefore = figures.cpuSeconds();
            servicesBefore = services.figures().cpuSeconds();
            cycle = finished(process);
        }
        double cpu = figures.cpuSeconds() - cpuBefore;
        double servicesCpu = services.figures().cpuSeconds() - servicesBefore;
        if (scenario.measured() == Scenario.Part.IDLE) {
            TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
        }
        double peak = figures.peakMebibytes();
        double resident = figures.residentMebibytes();
        Traffic traffic = services.traffic();
        if (traffic.violations() > 0) {
            throw new IllegalStateException(traffic.violations() + " requests were against the rules of the services");
        }
        return new Measurement(cycle.get("durationSeconds").asDouble(), cpu, peak, resident,
                (traffic.firstAtMillis() - process.startedAt().toEpochMilli()) / 1e3, traffic.confluence(), traffic.media(),
                traffic.platform(), traffic.storedBytes() / 1048576.0,
                traffic.transferSeconds() == 0 ? 0 : traffic.storedBytes() / 1048576.0 / traffic.transferSeconds(), servicesCpu);
    }

    /** The end of the next cycle, which must have succeeded. */
    private JsonNode finished(ConnectorProcess process) throws InterruptedException {
        JsonNode end = next("cycle.finished", process);
        if (!end.path("outcome").asText().equals("success") || end.path("pagesFailed").asLong() > 0
                || end.path("attachmentsFailed").asLong() > 0) {
            throw new IllegalStateException("The cycle did not succeed: " + end);
        }
        return end;
    }

    private JsonNode next(String name, ConnectorProcess process) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_CYCLE.toNanos();
        while (System.nanoTime() - end < 0) {
            JsonNode event = events.poll(100, TimeUnit.MILLISECONDS);
            if (event == null && !process.isAlive()) {
                break;
            }
            if (event != null && event.get("event").asText().equals(name)) {
                return event;
            }
        }
        throw new IllegalStateException("There was no event " + name + ":\n" + process.output());
    }

    private void read(String line) {
        if (line.contains("\"event\":\"cycle.")) {
            try {
                events.add(JSON.readTree(line));
            } catch (IOException e) {
                throw new IllegalStateException("No JSON: " + line, e);
            }
        }
    }

    private String tenant(Addresses at) {
        return """
                confluence:
                  instanceType: cloud
                  baseUrl: %s
                  cloudId: %s
                  apiBaseUrl: %s
                  auth: {mode: oauth_2lo, clientId: %s, clientSecret: os.environ/CONFLUENCE_SECRET, tokenUrl: "%s"}
                  apiRateLimitPerMinute: 10000000
                  ingestSingleLabel: kb-page
                  ingestAllLabel: kb-tree
                unique:
                  serviceAuthMode: external
                  zitadelOauthTokenUrl: %s
                  zitadelClientId: %s
                  zitadelProjectId: "%s"
                  zitadelClientSecret: os.environ/PLATFORM_SECRET
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 10000000
                processing:
                  concurrency: %d
                  scanIntervalCron: "%s"
                ingestion:
                  scopeId: %s
                  attachments: {maxFileSizeMb: 2000}
                """.formatted(at.confluence(), at.cloudId(), at.confluenceApi(), at.clientId(), at.confluenceToken(),
                at.platformToken(), at.platformClientId(), at.platformProject(), at.ingestion(), at.scopeManagement(),
                scenario.concurrency(), scenario.measured() == Scenario.Part.SECOND_CYCLE ? "*/5 * * * * *" : "0 3 1 1 *",
                at.rootScope());
    }
}
