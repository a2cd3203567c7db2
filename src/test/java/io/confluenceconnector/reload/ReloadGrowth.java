package io.confluenceconnector.reload;

import com.sun.management.UnixOperatingSystemMXBean;
import io.confluenceconnector.tenant.TenantRuntime;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reloads tenant and routes again and again, and looks at what must not grow (P18). */
final class ReloadGrowth {

    private static final int WARM_UP = 2;
    private static final Duration IDLE_POOLS_END = Duration.ofSeconds(30);

    private final ReloadFixture fixture;

    ReloadGrowth(ReloadFixture fixture) {
        this.fixture = fixture;
    }

    /** Threads and sockets of the simulators, which live in the same process, come and go. */
    private record Sample(long threads, long descriptors, int meters, int mbeans) {

        static Sample of(ReloadFixture fixture) {
            return new Sample(threadCount(), descriptorCount(), fixture.meters.getMeters().size(), fixture.mbeans.getMBeanCount()
                    + ManagementFactory.getPlatformMBeanServer().getMBeanCount());
        }
    }

    private static long threadCount() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !thread.getName().contains("simulator")).count();
    }

    private static long descriptorCount() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    /** Every other reload is one of the tenant file, every other one of the routes; each new runtime runs a cycle. */
    void assertNothingGrowsOver(int reloads) {
        // given
        for (int i = 0; i < WARM_UP; i++) {
            reload(i);
        }
        Sample warm = Sample.of(fixture);

        // when
        for (int i = WARM_UP; i < WARM_UP + reloads; i++) {
            reload(i);
        }

        // then
        assertThat(fixture.cycles).hasSize(1 + WARM_UP + reloads);
        assertThat(fixture.meters.getMeters()).hasSize(warm.meters());
        assertThat(Sample.of(fixture).mbeans()).as("MBeans").isEqualTo(warm.mbeans());
        await().atMost(IDLE_POOLS_END).untilAsserted(() -> {
            assertThat(threadCount()).as("threads").isLessThanOrEqualTo(warm.threads() + 2);
            assertThat(descriptorCount()).as("connections and files").isLessThanOrEqualTo(warm.descriptors() + 8);
        });
    }

    private void reload(int number) {
        TenantRuntime old = fixture.awaitTenant("acme");
        if (number % 2 == 0) {
            fixture.saveTenant("acme", fixture.yaml().replace("concurrency: 2", "concurrency: " + (3 + number)));
        } else {
            fixture.save(fixture.routes.resolve("spare.camel.yaml"), """
                    - route:
                        id: spare
                        description: Edit number %d.
                        group: hook
                        from:
                          uri: direct:spare
                          steps:
                            - log:
                                id: spare-log
                                message: spare
                    """.formatted(number));
        }
        fixture.look();
        fixture.awaitReplacement(old).runCycle();
    }
}
