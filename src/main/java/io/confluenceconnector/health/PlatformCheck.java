package io.confluenceconnector.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether both services of the platform serve each tenant with its own credentials. */
public final class PlatformCheck implements HealthCheck {

    private final Supplier<List<TenantPings>> tenants;
    private final PingRunner runner;

    /** @param tenants the active tenants at this moment */
    public PlatformCheck(Supplier<List<TenantPings>> tenants, PingRunner runner) {
        this.tenants = tenants;
        this.runner = runner;
    }

    @Override
    public String name() {
        return "uniqueApi";
    }

    @Override
    public CheckResult check() {
        List<TenantPings> active = tenants.get();
        List<PingResult> results = runner.run(Stream.concat(active.stream().map(TenantPings::ingestion),
                active.stream().map(TenantPings::scopeManagement)).toList(), PingResult::served);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ingestion", PingResult.byTenant(active, results.subList(0, active.size())));
        fields.put("scopeManagement", PingResult.byTenant(active, results.subList(active.size(), results.size())));
        return new CheckResult(results.stream().allMatch(PingResult::up), fields);
    }
}
