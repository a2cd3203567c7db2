package io.confluenceconnector.app;

import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * S8, S9, S10, S12, S16, S23: nothing that must stay inside comes out of the process, on its good days and on its bad ones,
 * with every logger at TRACE, Camel's tracers switched on and JMX open: not in its output, its HTTP answers or its MBeans.
 */
class CanaryIT {

    private static final Pattern PORT = Pattern.compile("\"server\":\"(\\w+)\".*?\"port\":(\\d+)");
    /** An answer that repeats what was asked, as servers do. */
    private static final String ECHO = "{\"message\":\"Antworttextkanarie: Zwergotterkapitel in Schnabeltierbereich of "
            + "Zipfelmütze Quastenflosser zzzz <" + CanaryTenant.EMAIL + ">\",\"errors\":[{\"message\":\"Antworttextkanarie\"}]}";

    @TempDir
    private Path folder;
    @TempDir
    private Path routes;
    @TempDir
    private Path scratch;

    @Test
    void shouldRevealNothingOfAnyKindUnderConceal() throws Exception {
        // given
        Canaries canaries = new Canaries();

        // when
        Map<String, List<String>> seen = everythingSeen("conceal", canaries,
                tenants -> tenants.forEach(tenant -> tenant.conceal(canaries)));

        // then
        assertThat(canaries.size()).isGreaterThan(100);
        assertThat(List.of("\"level\":\"TRACE\"", "page.ingested", "attachment.ingested", "item.failed", "images.inlined", "items.vetoed",
                "extension.failed", "Extension at work: String(", "secret.reloaded", "tenant.removed")).allMatch(part -> hasSeen(seen.get("output"), part));
        assertThat(found(canaries, seen)).isEmpty();
    }

    @Test
    void shouldRevealNoSecretUnderDisclose() throws Exception {
        // given
        Canaries canaries = new Canaries();

        // when
        Map<String, List<String>> seen = everythingSeen("disclose", canaries, tenants -> { });

        // then
        assertThat(List.of("\"level\":\"TRACE\"", "Zwergotterkapitel", "Gürteltierbericht")).allMatch(part -> hasSeen(seen.get("output"), part));
        assertThat(List.of("plan", "plan --json")).allMatch(report -> hasSeen(seen.get(report), "Zwergotterkapitel"));
        assertThat(found(canaries, seen)).isEmpty();
    }

    private static List<String> found(Canaries canaries, Map<String, List<String>> seen) {
        return seen.entrySet().stream().flatMap(entry -> canaries.foundIn(entry.getKey(), entry.getValue().stream()).stream())
                .limit(100).toList();
    }

    private static boolean hasSeen(List<String> lines, String part) {
        return lines.stream().anyMatch(line -> line.contains(part));
    }

    /** The tenants, the process, and its JMX. */
    private record World(PlatformSimulator platform, List<CanaryTenant> tenants, ConnectorProcess process, JmxClient jmx) {

        /** One cycle of each tenant, with what goes wrong in it. */
        void round(Consumer<CanaryTenant> confluenceFaults, Consumer<PlatformSimulator> platformFaults) throws Exception {
            for (CanaryTenant tenant : tenants) {
                tenant.touch();
                confluenceFaults.accept(tenant);
            }
            platformFaults.accept(platform);
            Map<String, Object> before = new ConcurrentHashMap<>();
            for (CanaryTenant tenant : tenants) {
                before.put(tenant.name, jmx.attribute(bean(tenant), "LastFinishedAt"));
                jmx.call(bean(tenant), "triggerCycle");
            }
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                for (CanaryTenant tenant : tenants) {
                    assertThat(jmx.attribute(bean(tenant), "LastFinishedAt")).isNotEqualTo(before.get(tenant.name));
                }
            });
            tenants.forEach(tenant -> tenant.confluence.clearFaults());
            platform.clearFaults();
        }

        static String bean(CanaryTenant tenant) {
            return "io.confluenceconnector:type=Tenant,name=" + tenant.name;
        }
    }

    private Map<String, List<String>> everythingSeen(String policy, Canaries canaries, Consumer<List<CanaryTenant>> atTheEnd) throws Exception {
        int jmxPort = freePort();
        try (PlatformSimulator platform = PlatformSimulator.start()) {
            platform.onSecret(secret -> canaries.secret("token or signature of the platform", secret));
            List<CanaryTenant> tenants = Stream.of(CanaryTenant.Way.values())
                    .map(way -> new CanaryTenant("tenant" + way.ordinal(), way, platform, folder)).toList();
            for (CanaryTenant tenant : tenants) {
                tenant.confluence.onSecret(secret -> canaries.secret("token of Confluence", secret));
                Files.writeString(fileOf(tenant), tenant.yaml("active"));
                tenant.mountSecrets();
                tenant.keepSecret(canaries);
                tenant.keepContent(canaries);
            }
            extend();
            try (ConnectorProcess process = process(policy, tenants).jvm(JmxClient.options(jmxPort)).start()) {
                await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive() || process.hasSaid("process.started"));
                assertThat(process.isAlive()).as("started").isTrue();
                World world = new World(platform, tenants, process, new JmxClient(jmxPort));
                Map<String, List<String>> seen = whileItRuns(world, canaries);
                atTheEnd.accept(tenants);
                seen.put("plan", plan(policy, tenants));
                seen.put("plan --json", plan(policy, tenants, "--json"));
                moveAndRemove(world);
                process.terminate();
                process.await(60);
                seen.put("output", process.lines());
                assertThat(filesIn(scratch)).as("S16").isEmpty();
                return seen;
            } finally {
                tenants.forEach(CanaryTenant::close);
            }
        }
    }

    private static Map<String, List<String>> whileItRuns(World world, Canaries canaries) throws Exception {
        try (JmxClient jmx = world.jmx()) {
            jmx.openEverything();
            allPaths(world);
            rotate(world, canaries);
            assertThat(jmx.messageReaders()).as("S12: operations that show messages").isEmpty();
            Map<String, List<String>> seen = new ConcurrentHashMap<>();
            seen.put("JMX", jmx.everything().lines().toList());
            seen.put("/health", get(world.process(), "application", "/health"));
            seen.put("/", get(world.process(), "application", "/"));
            seen.put("/probe", get(world.process(), "application", "/probe"));
            seen.put("/metrics", get(world.process(), "metrics", "/metrics"));
            return seen;
        }
    }

    /** P18: the mounted files first, as one does; then what they held before is worth nothing. */
    private static void rotate(World world, Canaries canaries) throws Exception {
        world.platform().rotateSecret();
        for (CanaryTenant tenant : world.tenants()) {
            tenant.confluence.rotateSecrets();
            tenant.keepSecret(canaries);
            tenant.mountSecrets();
        }
        world.round(tenant -> { }, platform -> { });
        for (CanaryTenant tenant : world.tenants()) {
            assertThat(world.jmx().attribute(World.bean(tenant), "LastOutcome"))
                    .as(tenant.name + ": " + world.jmx().attribute(World.bean(tenant), "LastError")).isEqualTo("success");
        }
        assertThat(world.process().hasSaid("secret.reloaded")).isTrue();
    }

    /** The shipped routes with extensions that try to give away all that they see. */
    private void extend() throws IOException {
        for (Path root : List.of(Path.of("routes"), Path.of("src/test/resources/canary"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml")).toList()) {
                    Path copy = routes.resolve(root.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private Path fileOf(CanaryTenant tenant) {
        return folder.resolve(tenant.name + "-tenant-config.yaml");
    }

    /** P17: a report of titles and ids for people and for programs. */
    private List<String> plan(String policy, List<CanaryTenant> tenants, String... options) throws Exception {
        tenants.forEach(CanaryTenant::touch);
        String[] command = Stream.concat(Stream.of("plan"), Stream.of(options)).toArray(String[]::new);
        try (ConnectorProcess process = process(policy, tenants).start(command)) {
            assertThat(process.await(60)).as(process.output()).isZero();
            return process.lines();
        }
    }

    /** P3, P16. */
    private void moveAndRemove(World world) throws IOException {
        CanaryTenant moving = world.tenants().get(0);
        String former = moving.changeRoot();
        Files.writeString(fileOf(moving), moving.yaml("active"));
        await().atMost(Duration.ofSeconds(60)).until(() -> world.platform().scope(former).isEmpty());
        for (CanaryTenant tenant : world.tenants().stream().filter(CanaryTenant::isRemovedInTheEnd).toList()) {
            Files.writeString(fileOf(tenant), tenant.yaml("deleted"));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> world.process().hasSaid("tenant.removed"));
    }

    private ConnectorProcess.Builder process(String policy, List<CanaryTenant> tenants) {
        ConnectorProcess.Builder builder = ConnectorProcess.builder().entry(LoudConnector.class).workingDirectory(scratch)
                .jvm("-Djava.io.tmpdir=" + scratch, "-Duser.home=" + scratch, "-Xmx256m")
                .environment("LOG_LEVEL", "debug").environment("LOGS_DIAGNOSTICS_DATA_POLICY", policy)
                .environment("ROUTES_DIRECTORY", routes.toString())
                .environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                .environment(Map.of("RETRY_FIRST_DELAY_MILLIS", "1", "RETRY_ATTEMPTS", "1", "RELOAD_INTERVAL_SECONDS", "1"))
                // what an operator might try to see more with
                .environment(Map.of("CAMEL_TRACE_ENABLED", "true", "CAMEL_DEBUG_ENABLED", "true", "CAMEL_MDC_CUSTOM_PROPERTIES", "*",
                        "CAMEL_MDC_CUSTOM_HEADERS", "*", "CAMEL_MAIN_JMXMANAGEMENTMBEANSLEVEL", "Default"))
                .jvm("-Dcamel.main.jmx-management-mbeans-level=Default", "-Dcamel.main.jmx-management-statistics-level=Extended",
                        "-Dcamel.main.global-options[CamelLogEipLanguage]=simple", "-Dcamel.mdc.custom-properties=*",
                        "-Dcamel.main.tracing=true", "-Dcamel.main.message-history=true",
                        "-Dcamel.main.log-exhausted-message-body=true", "-Dcamel.main.log-mask=false");
        tenants.forEach(tenant -> builder.environment(tenant.environment()));
        return builder;
    }

    private static void allPaths(World world) throws Exception {
        Consumer<CanaryTenant> fine = tenant -> { };
        Consumer<PlatformSimulator> well = platform -> { };
        world.round(CanaryTenant::rearrange, well);
        // single items
        world.round(calls("download", Fault.status(403, Map.of(), ECHO)), graphQl(Operations.REGISTER));
        world.round(calls("attachment", Fault.status(500, Map.of(), ECHO)), status(Operations.UPLOAD, 400));
        world.round(calls("download", Fault.truncateBody(3)), status(Operations.SCOPED_UPLOAD, 403));
        world.round(calls("download", Fault.resetConnection()), reset(Operations.FINALISE));
        world.round(tenant -> tenant.rearrange(), graphQl(Operations.CONTENT_DELETE));
        world.round(tenant -> tenant.rearrange(), graphQl(Operations.CONTENT_UPDATE));
        world.round(calls("download", Fault.status(302, Map.of("Location", "http://10.1.2.3/file?token=umleitungsschluessel"), "")), well);
        // whole cycles
        world.round(calls("search", Fault.status(401, Map.of(), ECHO)), well);
        world.round(calls("search", Fault.malformedJson()), well);
        world.round(calls("search", Fault.loginPage()), well);
        world.round(tenant -> tenant.confluence.revokeTokens(), PlatformSimulator::revokeTokens);
        world.round(tenant -> {
            tenant.confluence.revokeTokens();
            calls("token", Fault.status(401, Map.of(), ECHO)).accept(tenant);
        }, platform -> {
            platform.revokeTokens();
            status(Operations.TOKEN, 400).accept(platform);
        });
        world.round(fine, graphQl(Operations.ME));
        world.round(fine, status(Operations.FILE_DIFF, 400));
        world.round(fine, platform -> platform.fault(Operations.FILE_DIFF, FOR_EVER,
                io.confluenceconnector.simulator.platform.Fault.malformedJson()));
        world.round(fine, platform -> platform.fault(Operations.PAGINATED_CONTENT, FOR_EVER,
                io.confluenceconnector.simulator.platform.Fault.html200()));
        world.round(fine, well);
    }

    private static Consumer<CanaryTenant> calls(String partOfTemplate, Fault fault) {
        return tenant -> tenant.confluence.fault(request -> request.pathTemplate().contains(partOfTemplate), FOR_EVER, fault);
    }

    private static Consumer<PlatformSimulator> graphQl(String operation) {
        return platform -> platform.fault(operation, FOR_EVER,
                io.confluenceconnector.simulator.platform.Fault.graphqlError(ECHO, "BAD_USER_INPUT"));
    }

    private static Consumer<PlatformSimulator> status(String operation, int status) {
        return platform -> platform.fault(operation, FOR_EVER,
                io.confluenceconnector.simulator.platform.Fault.status(status, Map.of(), ECHO));
    }

    private static Consumer<PlatformSimulator> reset(String operation) {
        return platform -> platform.fault(operation, FOR_EVER,
                io.confluenceconnector.simulator.platform.Fault.resetConnection());
    }

    private static List<String> get(ConnectorProcess process, String server, String path) throws IOException, InterruptedException {
        String found = process.lines().stream().flatMap(line -> PORT.matcher(line).results())
                .filter(match -> match.group(1).equals(server)).findFirst().orElseThrow().group(2);
        HttpResponse<String> response = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + found + path)).build(), HttpResponse.BodyHandlers.ofString());
        return (response.headers().map() + response.body()).lines().toList();
    }

    private static Set<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
