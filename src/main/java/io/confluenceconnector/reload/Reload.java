package io.confluenceconnector.reload;

import io.confluenceconnector.config.AcceptedTenants;
import io.confluenceconnector.config.ConfigurationProblem;
import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.config.TenantFile;
import io.confluenceconnector.config.TenantFiles;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.health.CheckResult;
import io.confluenceconnector.health.HealthCheck;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.LogContext;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.routes.RouteFiles;
import io.confluenceconnector.routes.RouteFilesRejectedException;
import io.confluenceconnector.routes.RouteProblem;
import io.confluenceconnector.tenant.TenantStartException;
import io.confluenceconnector.tenant.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Brings changed files into effect (P18). A change counts once two looks in a row have seen the same, so that a file is never
 * taken while it is being written. As health check it is down while a file is rejected.
 */
public final class Reload implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final TenantConfigLoader loader;
    private final String tenantPattern;
    private final Path routesDirectory;
    private final Tenants tenants;
    private AcceptedTenants accepted;
    private RouteFiles routes;
    private RouteFiles reviewedRoutes;
    private List<String> routeProblems = List.of();
    private SortedMap<Path, TenantFile> rejected = new TreeMap<>();
    private SortedMap<Path, String> reviewedTenants;
    private Optional<Look> last = Optional.empty();
    private boolean unreadable;

    /**
     * Reads all files; at the start of the process everything has to be right.
     *
     * @param tenantPattern the glob of {@code TENANT_CONFIG_PATH_PATTERN}
     * @throws io.confluenceconnector.config.ConfigurationException with every problem of every tenant file
     */
    public Reload(TenantConfigLoader loader, String tenantPattern, Path routesDirectory, Tenants tenants) {
        this.loader = loader;
        this.tenantPattern = tenantPattern;
        this.routesDirectory = routesDirectory;
        this.tenants = tenants;
        this.routes = RouteFiles.read(routesDirectory);
        this.reviewedRoutes = routes;
        TenantFiles files = loader.scan(tenantPattern);
        files.requireValid();
        this.accepted = AcceptedTenants.NONE.review(files).accepted();
        this.reviewedTenants = files.contentHashes();
    }

    /**
     * Starts all tenants, before the first look; meanwhile {@link #check} answers.
     *
     * @throws RouteFilesRejectedException when the route files do more than routes may (S24)
     * @throws TenantStartException        when Camel cannot build the routes
     */
    public void start() {
        tenants.start(accepted.tenants(), routes);
    }

    /** Looks once, and takes what has changed and stayed so since the look before. */
    public synchronized void look() {
        Look now;
        try {
            now = Look.at(tenantPattern, routesDirectory);
        } catch (IOException e) {
            reportUnreadable(e);
            return;
        }
        reportReadable();
        boolean stable = last.filter(now::equals).isPresent();
        last = Optional.of(now);
        if (stable) {
            reviewTenants(now.tenants());
            reviewRoutes(now.routes());
        }
    }

    /** A folder that cannot be read says nothing about its files: all go on. */
    private void reportUnreadable(IOException failure) {
        if (!unreadable) {
            unreadable = true;
            Event.of(EventName.TENANT_REJECTED).error(failure)
                    .log(LOG, "The folder of the tenant files cannot be read: all tenants go on as they are");
        }
    }

    private void reportReadable() {
        if (unreadable) {
            unreadable = false;
            Event.of(EventName.TENANT_RESTORED).log(LOG, "The folder of the tenant files can be read again");
        }
    }

    /** A rejected file is read again also when it has not changed: a missing secret may have come. */
    private void reviewTenants(SortedMap<Path, String> hashes) {
        if (hashes.equals(reviewedTenants) && rejected.isEmpty()) {
            return;
        }
        TenantFiles files = loader.scan(tenantPattern);
        if (!files.contentHashes().equals(hashes)) {
            return; // changed since the look: the next ones see it
        }
        AcceptedTenants.Review review = accepted.review(files);
        reviewedTenants = hashes;
        report(review.rejected(), hashes.keySet());
        if (!review.accepted().equals(accepted)) {
            accepted = review.accepted();
            tenants.replace(accepted.tenants(), routes);
        }
    }

    /** @param present all tenant files that there are */
    private void report(List<TenantFile> files, Set<Path> present) {
        SortedMap<Path, TenantFile> now = new TreeMap<>();
        files.forEach(file -> now.put(file.path(), file));
        rejected.forEach((path, file) -> {
            if (present.contains(path) && !now.containsKey(path)) {
                inContextOf(file, () -> Event.of(EventName.TENANT_RESTORED).field("file", path.getFileName().toString())
                        .log(LOG, "A tenant file that was rejected is valid again"));
            }
        });
        now.forEach((path, file) -> {
            if (!Optional.ofNullable(rejected.get(path)).map(TenantFile::problems).equals(Optional.of(file.problems()))) {
                inContextOf(file, () -> Event.of(EventName.TENANT_REJECTED).outcome(Outcome.FAILURE)
                        .field("file", path.getFileName().toString())
                        .field("problems", file.problems().stream().map(ConfigurationProblem::toString).toList())
                        .field("runsAsBefore", runsAsBefore(file))
                        .log(LOG, "A tenant file is not valid and does not take effect"));
            }
        });
        rejected = now;
    }

    private boolean runsAsBefore(TenantFile file) {
        return file.name().filter(accepted.files()::containsKey).isPresent();
    }

    private static void inContextOf(TenantFile file, Runnable work) {
        file.name().map(TenantName::value).map(LogContext::ofTenant).ifPresentOrElse(context -> context.run(work), work);
    }

    private void reviewRoutes(RouteFiles files) {
        if (files.equals(reviewedRoutes)) {
            return;
        }
        reviewedRoutes = files;
        boolean wereRejected = !routeProblems.isEmpty();
        routeProblems = List.of();
        if (files.equals(routes)) {
            if (wereRejected) {
                Event.of(EventName.ROUTES_RELOADED).outcome(Outcome.SUCCESS)
                        .log(LOG, "The route files are again those in force: nothing has to change");
            }
            return;
        }
        try {
            tenants.rehearse(files);
        } catch (RouteFilesRejectedException e) {
            rejectRoutes(files, e.problems().stream().map(RouteProblem::toString).toList());
            return;
        } catch (TenantStartException e) {
            rejectRoutes(files, List.of(e.getMessage()));
            return;
        }
        Event.of(EventName.ROUTES_RELOADED).outcome(Outcome.SUCCESS).field("files", List.copyOf(files.changedSince(routes)))
                .log(LOG, "Edited routes take effect, in each tenant after its cycle under way");
        routes = files;
        tenants.replace(accepted.tenants(), routes);
    }

    private void rejectRoutes(RouteFiles files, List<String> problems) {
        routeProblems = problems;
        Event.of(EventName.ROUTES_RELOADED).outcome(Outcome.FAILURE).level(Level.ERROR)
                .field("files", List.copyOf(files.changedSince(routes))).field("problems", problems).log(LOG, "Edited routes are not valid: the old ones stay");
    }

    @Override
    public String name() {
        return "configuration";
    }

    /** Which files are rejected and where their mistakes are; what exactly is wrong stands in the log (S23). */
    @Override
    public synchronized CheckResult check() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!rejected.isEmpty()) {
            fields.put("rejectedTenantFiles", rejected.values().stream().map(this::rejection).toList());
        }
        if (!routeProblems.isEmpty()) {
            fields.put("rejectedRoutes", routeProblems);
        }
        if (unreadable) {
            fields.put("tenantFolder", "unreadable");
        }
        List<String> refused = tenants.refused().stream().map(TenantName::value).toList();
        if (!refused.isEmpty()) {
            fields.put("tenantsNotStarted", refused);
        }
        boolean up = fields.isEmpty();
        fields.put("tenants", accepted.files().size());
        return new CheckResult(up, fields);
    }

    private Map<String, Object> rejection(TenantFile file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", String.valueOf(file.path().getFileName()));
        fields.put("runsAsBefore", runsAsBefore(file));
        fields.put("problems", file.problems().stream().map(ConfigurationProblem::place).toList());
        return fields;
    }
}
