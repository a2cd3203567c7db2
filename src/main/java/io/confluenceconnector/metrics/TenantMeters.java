package io.confluenceconnector.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters of one tenant: all carry its name, and all go with it, also those that a late event would make anew. */
final class TenantMeters implements AutoCloseable {

    private final Tags tenant;
    private final Set<Meter> owned = new HashSet<>();
    private MeterRegistry registry;

    TenantMeters(MeterRegistry registry, String tenant) {
        this.registry = registry;
        this.tenant = Tags.of("tenant", tenant);
    }

    Counter counter(Metric metric, String... labels) {
        return owned(() -> Counter.builder(metric.toString()).description(metric.meaning())
                .tags(tenant.and(labels)).register(registry));
    }

    /** A counter without the tenant's name, which therefore outlives the tenant. */
    synchronized Counter sharedCounter(Metric metric) {
        return Counter.builder(metric.toString()).description(metric.meaning()).register(registry);
    }

    Timer timer(Metric metric, String... labels) {
        Duration[] buckets = Arrays.stream(metric.buckets()).mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1_000)))
                .toArray(Duration[]::new);
        return owned(() -> Timer.builder(metric.toString()).description(metric.meaning()).serviceLevelObjectives(buckets)
                .tags(tenant.and(labels)).register(registry));
    }

    DistributionSummary summary(Metric metric, String... labels) {
        return owned(() -> DistributionSummary.builder(metric.toString()).description(metric.meaning())
                .serviceLevelObjectives(metric.buckets()).tags(tenant.and(labels)).register(registry));
    }

    <T> void gauge(Metric metric, T source, ToDoubleFunction<T> value, String... labels) {
        owned(() -> Gauge.builder(metric.toString(), source, value).strongReference(true).description(metric.meaning())
                .tags(tenant.and(labels)).register(registry));
    }

    /** Exposed as a counter although the value may fall: a gauge cannot have a name that ends with {@code _total}. */
    <T> void fallingCounter(Metric metric, T source, ToDoubleFunction<T> value) {
        owned(() -> FunctionCounter.builder(metric.toString(), source, value).description(metric.meaning())
                .tags(tenant).register(registry));
    }

    private synchronized <M extends Meter> M owned(Supplier<M> registration) {
        M meter = registration.get();
        owned.add(meter);
        return meter;
    }

    @Override
    public synchronized void close() {
        MeterRegistry shared = registry;
        registry = new SimpleMeterRegistry();
        owned.forEach(shared::remove);
        owned.clear();
    }
}
