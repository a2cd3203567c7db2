package io.confluenceconnector.tenant;

import io.confluenceconnector.config.ConfluenceAuth;
import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.Progress;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.deletion.DeletionDecisions;
import io.confluenceconnector.deletion.RemovedSpaces;
import io.confluenceconnector.deletion.TenantRemoval;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.SpaceDiscovery;
import io.confluenceconnector.health.TenantControl;
import io.confluenceconnector.health.TenantHistory;
import io.confluenceconnector.health.TenantJmx;
import io.confluenceconnector.health.TenantPings;
import io.confluenceconnector.http.GuardedHttpComponents;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.LogContext;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.metrics.RequestMeter;
import io.confluenceconnector.metrics.TenantMetrics;
import io.confluenceconnector.ownership.OwnershipCheck;
import io.confluenceconnector.plan.StageResults;
import io.confluenceconnector.plan.TenantPlan;
import io.confluenceconnector.platform.Target;
import io.confluenceconnector.reconciliation.ReconciliationRound;
import io.confluenceconnector.routes.RouteFileCheck;
import io.confluenceconnector.routes.RouteFiles;
import io.confluenceconnector.routes.RouteTunables;
import io.confluenceconnector.routes.RouteVocabulary;
import io.confluenceconnector.scope.ScopeTree;
import io.confluenceconnector.status.TenantSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.management.MBeanServerFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A tenant at work: one Camel Main with the route files, the tenant's beans and its guarded HTTP components. Everything
 * a tenant must not share with another one is its own by construction (S15).
 */
public final class TenantRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TenantRuntime.class);

    /** Batches of bodies that are fetched while earlier ones are on their way to the platform. */
    private static final int PAGES_PER_BATCH = 25;
    private static final int QUESTIONS_SIDE_BY_SIDE = 4;
    private static final String JSON_MAPPER = "json";
    private static final int QUEUE = 1_000;
    private static final String RETRY_DELAY = "retryDelay";
    /** What options of steps refer to, and no step calls. */
    private static final Set<String> OPTIONS = Set.of("items", "batches", "listings", "spaces", JSON_MAPPER);

    private final TenantConfig tenant;
    private final ProcessResources process;
    private final RunMode mode;
    private final Optional<RouteFiles> routes;
    private final TenantMemory memory;
    private final boolean ownsMemory;
    private final boolean runsAtOnce;
    private final BooleanSupplier permit;
    private final TenantMetrics metrics;
    private final TenantBeans beans;
    private final Map<String, String> settings;
    private final Main main;
    private ProducerTemplate template;
    private Optional<TenantJmx> jmx = Optional.empty();

    /**
     * A tenant that nothing outlives, with the route files as they are when it starts.
     *
     * @param listener  hears of everything the tenant's cycles count
     * @param mode     what its cycles are for; unless they are scheduled (P1), only {@link #runCycle()} starts one
     */
    public TenantRuntime(TenantConfig tenant, ProcessResources process, CycleListener listener, RunMode mode) {
        this(tenant, process, Optional.empty(), new TenantMemory(tenant.name(), process.meters(), process.clock()), true,
                listener, mode, () -> true);
    }

    /** A tenant between two changes of its configuration or of the routes (P18). */
    TenantRuntime(TenantConfig tenant, ProcessResources process, RouteFiles routes, TenantMemory memory,
                  CycleListener listener, RunMode mode, BooleanSupplier permit) {
        this(tenant, process, Optional.of(routes), memory, false, listener, mode, permit);
    }

    private TenantRuntime(TenantConfig tenant, ProcessResources process, Optional<RouteFiles> routes, TenantMemory memory,
                          boolean ownsMemory, CycleListener listener, RunMode mode, BooleanSupplier permit) {
        this.tenant = tenant;
        this.process = process;
        this.routes = routes;
        this.memory = memory;
        this.ownsMemory = ownsMemory;
        this.mode = mode;
        this.permit = permit;
        this.runsAtOnce = mode.isScheduled() && !memory.goesOn(tenant);
        this.metrics = memory.metrics(tenant.confluence().instanceType());
        this.beans = new TenantBeans(tenant, memory, CycleListener.all(metrics, memory.state(), listener), metrics,
                process.clock(), mode);
        this.settings = Map.of("tenant.name", tenant.name().value(), "tenant.status", tenant.status().text(),
                "tenant.images-inlined", Boolean.toString(tenant.ingestion().inlinesImages()),
                "tenant.cron", tenant.processing().schedule().quartzExpression(),
                "connector.schedule.enabled", Boolean.toString(mode.isScheduled()),
                "connector.first-run.enabled", Boolean.toString(runsAtOnce));
        this.main = new TenantMain(settings);
        configure();
    }

    private void configure() {
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure().withName(tenant.name().value());
        main.configure().withShutdownTimeout((int) process.shutdownTimeout().toSeconds());
        beans.byName().forEach(main::bind);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                prepare(support.getCamelContext());
            }
        });
    }

    private void prepare(CamelContext context) {
        GuardedHttpComponents.addTo(context, beans.http(process), permit);
        context.getCamelContextExtension().addInterceptStrategy(new StepContext(name()));
        describeOnce(context);
        context.getRegistry().bind(LogLanguage.NAME, new LogLanguage(context));
        context.getGlobalOptions().put(Exchange.LOG_EIP_LANGUAGE, LogLanguage.NAME);
        context.getManagementStrategy().setManagementObjectNameStrategy(new NamesWithoutTracers(context));
        context.getManagementStrategy().setManagementObjectStrategy(new ManagedRoutes());
        context.getManagementStrategy().addEventNotifier(new RequestMeter(metrics));
        context.addRoutePolicyFactory(routeMeters());
        String firstRetry = context.resolvePropertyPlaceholders("{{retry.first-delay-millis}}");
        context.getRegistry().bind(RETRY_DELAY, TenantBeans.retryDelay(Duration.ofMillis(Long.parseLong(firstRetry))));
        int concurrency = tenant.processing().concurrency();
        pool(context, "items", concurrency);
        pool(context, "batches", (concurrency + PAGES_PER_BATCH - 1) / PAGES_PER_BATCH + 1);
        pool(context, "listings", Math.min(concurrency, QUESTIONS_SIDE_BY_SIDE));
        pool(context, "spaces", Math.min(concurrency, QUESTIONS_SIDE_BY_SIDE));
    }

    /** Beans per context and MBeans per process: Camel would describe a bean at each of its steps, and an MBean with each route of each tenant. */
    static void describeOnce(CamelContext context) {
        ServiceHelper.startService(context.getComponent("bean")); // it keeps no descriptions before it is started
        context.getCamelContextExtension().setManagementMBeanAssembler(new SharedMBeanInfos(context));
    }

    /** Camel's own counters and timings of every route, under their usual names. */
    private MicrometerRoutePolicyFactory routeMeters() {
        MicrometerRoutePolicyFactory factory = new MicrometerRoutePolicyFactory();
        factory.setMeterRegistry(process.meters());
        return factory;
    }

    /**
     * Exactly as many threads as may work side by side, none kept when there is nothing to do. A streaming split never
     * runs ahead of its pool, so that the queue holds one waiting item per split and is never full.
     */
    private static void pool(CamelContext context, String name, int size) {
        ThreadPoolProfile profile = new ThreadPoolProfileBuilder(name).poolSize(size).maxPoolSize(size)
                .maxQueueSize(QUEUE).keepAliveTime(5L, TimeUnit.SECONDS).allowCoreThreadTimeOut(true)
                .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns).build();
        context.getExecutorServiceManager().registerThreadPoolProfile(profile);
    }

    /**
     * Loads the routes; with a schedule, the first cycle starts at once.
     *
     * @throws io.confluenceconnector.routes.RouteFilesRejectedException when the files do more than routes may (S24)
     */
    public void start() {
        logContext().run(() -> {
            checkRoutes(load());
            startCamel();
            template = main.getCamelContext().createProducerTemplate();
            main.getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "progress")
                    .scheduleWithFixedDelay(beans.progressLog()::tick, 1, 1, TimeUnit.SECONDS);
            jmx = Optional.of(TenantJmx.register(process.mbeans(), tenant.name(), memory.state(),
                    new TenantControl(beans::pausedUntil, this::nextRun, this::triggerCycle, this::approveDeletions)));
            warnOfDiscouragedAuthentication();
            Event.of(EventName.TENANT_LOADED).outcome(Outcome.SUCCESS)
                    .field("instanceType", tenant.confluence().instanceType().text())
                    .field("status", tenant.status().text())
                    .field("schedule", tenant.processing().schedule().cron()).log(LOG, "Tenant loaded");
        });
    }

    private RouteFiles load() {
        RouteFiles files = routes.orElseGet(() -> RouteFiles.read(process.routes()));
        main.setRoutesCollector(new LoadedRoutes(files));
        return files;
    }

    private void startCamel() {
        try {
            main.start();
        } catch (Exception e) {
            main.stop();
            throw new TenantStartException(name(), e);
        }
    }

    /**
     * Tries whether a tenant could run with these route files: checked, read and built by Camel like those that run, but no
     * route is started, nothing is sent, and nothing of it shows in metrics and JMX.
     *
     * @throws io.confluenceconnector.routes.RouteFilesRejectedException when the files do more than routes may (S24)
     * @throws TenantStartException                                      when Camel cannot build them
     */
    static void rehearse(TenantConfig tenant, ProcessResources process, RouteFiles routes) {
        MeterRegistry meters = new SimpleMeterRegistry();
        ProcessResources apart = new ProcessResources(process.routes(), process.certificates(), process.proxy(),
                process.timeouts(), process.shutdownTimeout(), meters, MBeanServerFactory.newMBeanServer(), process.clock(),
                process.extraRouteSchemes());
        TenantRuntime rehearsal = new TenantRuntime(tenant, apart, routes,
                new TenantMemory(tenant.name(), meters, process.clock()), CycleListener.NONE,
                RunMode.ON_DEMAND, () -> false);
        rehearsal.main.configure().withAutoStartup(false).withJmxEnabled(false);
        rehearsal.checkRoutes(rehearsal.load());
        try {
            rehearsal.startCamel();
        } finally {
            rehearsal.main.stop();
            meters.close();
        }
    }

    private void checkRoutes(RouteFiles files) {
        Set<String> placeholders = new HashSet<>(RouteTunables.names());
        placeholders.addAll(settings.keySet());
        Set<String> callable = new HashSet<>(beans.byName().keySet());
        callable.remove(JSON_MAPPER);
        callable.add(RETRY_DELAY);
        new RouteFileCheck(new RouteVocabulary(callable, OPTIONS, placeholders,
                process.extraRouteSchemes())).check(files).forEach(scheme -> Event.of(EventName.SCHEME_ALLOWED)
                .field("scheme", scheme).log(LOG, "Routes use a component that this program does not guard"));
    }

    private void warnOfDiscouragedAuthentication() {
        if (!(tenant.confluence().auth() instanceof ConfluenceAuth.OAuth2LeggedAuth)) {
            Event.of(EventName.AUTHENTICATION_DISCOURAGED)
                    .log(LOG, "This tenant signs in without OAuth: prefer auth.mode oauth_2lo with a service account");
        }
    }

    /** Runs one cycle on this thread and tells how it ended; empty when another one is under way. */
    public Optional<CycleReport> runCycle() {
        Optional<CycleReport> before = beans.cycles().last();
        logContext().run(() -> template.sendBody("direct:cycle-start", null));
        return beans.cycles().last().filter(report -> before.filter(report::equals).isEmpty());
    }

    /** Runs one cycle that writes nothing, and tells what it would do (P17). */
    public TenantPlan plan() {
        Exchange cycle = request("direct:cycle-start", null);
        CycleReport report = beans.cycles().last().orElseThrow();
        return new StageResults(report, result(cycle, OwnershipCheck.PROPERTY, OwnershipCheck.class),
                result(cycle, SpaceDiscovery.DISCOVERY, Discovery.class), result(cycle, SyncPlan.PROPERTY, SyncPlan.class),
                result(cycle, ScopeTree.PROPERTY, ScopeTree.class),
                result(cycle, DeletionDecisions.PROPERTY, DeletionDecisions.class),
                result(cycle, RemovedSpaces.Round.PROPERTY, RemovedSpaces.Round.class),
                result(cycle, ReconciliationRound.PROPERTY, ReconciliationRound.class),
                result(cycle, TenantRemoval.Round.PROPERTY, TenantRemoval.Round.class))
                .toPlan(name(), tenant.status().text(), beans.attachments());
    }

    private static <T> Optional<T> result(Exchange cycle, String property, Class<T> type) {
        return Optional.ofNullable(cycle.getProperty(property, type));
    }

    /** Starts a cycle on a thread of its own, unless one is under way. */
    public void triggerCycle() {
        template.asyncSendBody("direct:cycle-start", null);
    }

    /** When cron starts the next cycle; empty without a schedule. */
    public Optional<Instant> nextRun() {
        return mode.isScheduled() ? Optional.of(tenant.processing().schedule().nextAfter(process.clock().instant()))
                : Optional.empty();
    }

    /** How far the cycle under way is; empty when none is. */
    public Optional<Progress> progress() {
        return beans.cycles().current().map(SyncCycle::progress);
    }

    /** The tenant as it is now. @param history gives what is remembered of a tenant's cycles */
    public TenantSnapshot snapshot(Function<TenantName, TenantHistory> history) {
        return new TenantSnapshot(tenant.name().value(), tenant.status() == TenantStatus.DELETED, progress(),
                memory.state().startedAt(), memory.state().counts(), history.apply(tenant.name()), beans.throttles(), nextRun());
    }

    /** How the remote systems of this tenant are asked whether they are there; nobody asks those of a deleted tenant (P16). */
    public Optional<TenantPings> pings() {
        if (tenant.status() == TenantStatus.DELETED) {
            return Optional.empty();
        }
        List<URI> reachable = beans.reachable();
        return Optional.of(new TenantPings(tenant.name(), reachable.get(0),
                reachable.stream().skip(1).findFirst().map(api -> () -> ping("direct:reachability-ping", api)),
                () -> ping("direct:reachability-ping", reachable.get(0)),
                () -> ping("direct:platform-ping", beans.platform().ping(Target.INGESTION)),
                () -> ping("direct:platform-ping", beans.platform().ping(Target.SCOPE_MANAGEMENT))));
    }

    private int ping(String route, Object question) throws Exception {
        Exchange answer = request(route, question);
        if (answer.getException() != null) {
            throw answer.getException();
        }
        return answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    }

    private Exchange request(String route, Object body) {
        return logContext().call(() -> template.request(route, exchange -> exchange.getMessage().setBody(body)));
    }

    private LogContext logContext() {
        return LogContext.ofTenant(name());
    }

    /** Lets held and pending deletions be carried out in the next cycle (P11). */
    public void approveDeletions() {
        beans.approvals().approve();
        if (mode.writes()) {
            logContext().run(() -> Event.of(EventName.DELETION_APPROVED)
                    .log(LOG, "Held and pending deletions may be carried out by the next cycle"));
        }
    }

    public String name() {
        return tenant.name().value();
    }

    /** Starts no cycle any more, and waits for the end of the one under way unless it is told to {@link #stop()}. */
    void awaitEnd() throws InterruptedException {
        beans.cycles().awaitEnd();
    }

    /** Starts nothing new; a cycle under way ends as soon as the items on their way are done (P19). */
    void stop() {
        beans.cycles().stop();
    }

    /** Sends nothing more, and breaks off what is on its way: another process may work for the tenant soon (P20). */
    void cutOff() {
        stop();
        GuardedHttpComponents.cutOff(main.getCamelContext());
    }

    /** Whether a cycle is under way. */
    boolean isBusy() {
        return beans.cycles().current().isPresent();
    }

    /** Lets items under way finish within the shutdown time, and starts nothing new (P19). */
    @Override
    public void close() {
        logContext().run(() -> {
            stop();
            main.stop();
            jmx.ifPresent(TenantJmx::close);
            if (ownsMemory) {
                memory.close();
            }
        });
    }
}
