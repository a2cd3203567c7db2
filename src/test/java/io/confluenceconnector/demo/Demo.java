package io.confluenceconnector.demo;

import io.confluenceconnector.app.Connector;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.logging.LogStream;
import io.confluenceconnector.logging.Terminal;
import io.confluenceconnector.simulator.platform.AccessType;
import io.confluenceconnector.simulator.platform.PlatformSimulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Two invented wikis, the real process, and a simulated knowledge base, in one JVM: one cycle, some edits, another
 * cycle. Ends with exit code 0 only when the knowledge base then equals what the labels select.
 */
public final class Demo implements AutoCloseable {
    private static final String TENANT_FILE = "-tenant-config.yaml";

    private final PlatformSimulator platform = PlatformSimulator.start();
    private final List<DemoTenant> tenants = List.of(new FjordDataCenter(platform), new NorthwindCloud(platform));
    private final Path tenantFiles;
    private final Summary summary;

    private Demo(PrintStream out, Palette palette, Path tenantFiles) throws IOException {
        this.summary = new Summary(out, palette);
        this.tenantFiles = tenantFiles;
        for (DemoTenant tenant : tenants) {
            Files.writeString(tenantFiles.resolve(tenant.name() + TENANT_FILE), tenant.tenantFile());
        }
    }

    /**
     * Takes one argument: {@code once}; {@code run}, to keep the process running until it is interrupted; or {@code services},
     * to keep only the wikis and the platform running, for processes with tenant files and routes of one's own.
     */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Palette palette = new Palette(Terminal.wantsColours(System.getenv()));
        System.exit(exitCode(out, palette, arguments.length == 0 ? "once" : arguments[0]));
    }

    private static int exitCode(PrintStream out, Palette palette, String mode) throws Exception {
        try (Demo demo = mode.equals("services") ? services(out, palette, Path.of("target", "demo")) : process(out, palette)) {
            return switch (mode) {
                case "once" -> demo.twoCycles() ? 0 : 1;
                case "run" -> demo.run();
                case "services" -> untilInterrupted();
                default -> throw new IllegalArgumentException("there is no demo.mode '" + mode + "', but once, run and services");
            };
        } catch (RuntimeException e) {
            out.println(palette.bad("The demo could not run: ") + e.getMessage());
            return 1;
        }
    }

    /** Whether the knowledge base equals the selection after each cycle. */
    static boolean play(PrintStream out, Palette palette) throws IOException, InterruptedException {
        try (Demo demo = process(out, palette)) {
            return demo.twoCycles();
        }
    }

    private static Demo process(PrintStream out, Palette palette) throws IOException {
        Path folder = Files.createTempDirectory("connector-demo");
        folder.toFile().deleteOnExit();
        Demo demo = new Demo(out, palette, folder);
        demo.tenants.forEach(tenant -> folder.resolve(tenant.name() + TENANT_FILE).toFile().deleteOnExit());
        return demo;
    }

    /**
     * The wikis and the platform alone.
     *
     * @param folder where their tenant files go, and a file {@code environment} for the shell
     */
    static Demo services(PrintStream out, Palette palette, Path folder) throws IOException {
        Demo demo = new Demo(out, palette, Files.createDirectories(folder));
        demo.tenants.forEach(tenant -> demo.platform.grant(tenant.rootScopeId(), tenant.platformUser(), AccessType.READ)); // for plan
        Map<String, String> variables = new TreeMap<>(demo.environment());
        variables.remove("LOG_LEVEL"); // the log is all that sync shows
        Path environment = folder.resolve("environment");
        Files.write(environment, variables.entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'").toList());
        demo.summary.say("Both wikis and the knowledge base answer until you press Ctrl+C. In another terminal:\n\n  . " + environment
                + "\n  java -jar target/confluence-connector.jar plan\n\nTheir tenant files are in " + folder
                + ", and edited like any other; routes of your own come by ROUTES_DIRECTORY.");
        return demo;
    }

    private static int untilInterrupted() throws InterruptedException {
        new CountDownLatch(1).await();
        return 0;
    }

    private boolean twoCycles() throws InterruptedException {
        summary.title("Two wikis, and what people have labelled in them");
        summary.wikis(tenants);
        try (Connector connector = start(RunMode.ON_DEMAND)) {
            summary.title("First cycle: everything is new");
            boolean first = cycle(connector);
            summary.title("Meanwhile, in Confluence");
            summary.edits(tenants);
            tenants.forEach(tenant -> tenant.edits().forEach(edit -> edit.change().run()));
            summary.title("Second cycle: only the differences travel");
            boolean second = cycle(connector);
            return first && second;
        }
    }

    private boolean cycle(Connector connector) throws InterruptedException {
        platform.clearRequests();
        tenants.forEach(tenant -> tenant.confluence().clearRequests());
        List<CycleReport> reports = connector.syncOnce();
        for (int i = 0; i < reports.size(); i++) {
            DemoTenant tenant = tenant(connector.tenants().get(i).name());
            summary.cycle(tenant, reports.get(i));
        }
        Map<DemoTenant, Verification> verifications = new LinkedHashMap<>();
        tenants.forEach(tenant -> verifications.put(tenant, Verification.of(tenant, platform)));
        List<String> differences = new ArrayList<>(platform.violations());
        verifications.forEach((tenant, verification) -> {
            differences.addAll(verification.differences());
            differences.addAll(tenant.confluence().violations());
        });
        summary.knowledgeBase(verifications);
        summary.requests(tenants.stream().map(tenant -> tenant.confluence().requests().size() + " to Confluence of "
                + tenant.name()).collect(Collectors.joining(", ")) + ", " + platform.requests().size() + " to the platform");
        summary.verdict(differences);
        return differences.isEmpty();
    }

    private int run() throws InterruptedException {
        try (Connector connector = start(RunMode.SERVICE)) {
            summary.say(connector.tenants().size() + " tenants, a cycle each minute, until you press Ctrl+C."
                    + " See http://localhost:51349 and http://localhost:51350/metrics");
            return untilInterrupted();
        }
    }

    private Connector start(RunMode mode) {
        return Connector.start(environment(), System.getProperties(), LogStream.STDOUT, List.of(), mode);
    }

    /** The environment that the process would find; everything else has its default. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("TENANT_CONFIG_PATH_PATTERN", tenantFiles.toAbsolutePath() + "/*" + TENANT_FILE);
        environment.put("LOG_FORMAT", "text");
        environment.put("LOG_LEVEL", System.getProperty("demo.log", "warn"));
        tenants.forEach(tenant -> environment.putAll(tenant.secrets()));
        return environment;
    }

    private DemoTenant tenant(String name) {
        return tenants.stream().filter(tenant -> tenant.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        tenants.forEach(tenant -> tenant.confluence().close());
        platform.close();
    }
}
