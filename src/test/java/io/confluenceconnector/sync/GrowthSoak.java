package io.confluenceconnector.sync;

import com.sun.management.UnixOperatingSystemMXBean;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Operations;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Thousands of cycles with edits, new and deleted pages, faults and restarts of the tenant: nothing grows (S15).
 * {@code -Dsoak.seconds=…} says how long; the figures are in {@code target/growth-soak.txt}.
 */
class GrowthSoak {

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("soak.seconds", 180));
    private static final int PAGES = 20;
    private static final int CYCLES_BETWEEN_RESTARTS = 50;
    /** Meters of a route appear with its first use, so that samples are taken equally long after a restart. */
    private static final int SAMPLED_AFTER_RESTART = CYCLES_BETWEEN_RESTARTS / 2;
    private static final long TOLERATED_HEAP_BYTES = 4L << 20;
    private static final int TOLERATED_THREADS = 4;
    private static final int TOLERATED_METERS = 5;
    private static final int TOLERATED_DESCRIPTORS = 16;

    private final Deque<SimContent> pages = new ArrayDeque<>();
    private int cycles;
    private int failedCycles;

    /** What must not grow. Threads and sockets of the simulators, which live in the same process, come and go. */
    private record Sample(int cycles, long heapBytes, long threads, long descriptors, int meters, int mbeans, int classes) {

        static Sample of(int cycles, TenantFixture tenant) {
            ManagementFactory.getMemoryMXBean().gc();
            ManagementFactory.getMemoryMXBean().gc();
            UnixOperatingSystemMXBean system =
                    (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Sample(cycles, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    liveThreads(),
                    system.getOpenFileDescriptorCount(), tenant.meters.getMeters().size(),
                    ManagementFactory.getPlatformMBeanServer().getMBeanCount() + tenant.mbeans.getMBeanCount(),
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        }

        static long liveThreads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !thread.getName().contains("simulator")).count();
        }

        String line() {
            return String.format(Locale.ROOT, "%d cycles: heap %.1f MiB, %d threads, %d descriptors, %d meters, %d MBeans,"
                    + " %d classes%n", cycles, heapBytes / 1048576.0, threads, descriptors, meters, mbeans, classes);
        }
    }

    @Test
    void shouldNotGrowOverThousandsOfCycles() throws IOException {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).processing("reconcileEveryCycles: 5").start()) {
            SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
            for (int i = 0; i < PAGES; i++) {
                addPage(tenant, space);
            }
            long begin = System.nanoTime();
            run(tenant, space, begin + LENGTH.toNanos() / 4);
            Sample warm = Sample.of(cycles, tenant);

            // when
            run(tenant, space, begin + LENGTH.toNanos());
            Sample end = Sample.of(cycles, tenant);
            tenant.cycle();

            // then
            Files.writeString(Path.of("target", "growth-soak.txt"),
                    warm.line() + end.line() + failedCycles + " cycles failed, as every thirteenth should\n");
            KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelected();
            assertThat(end.heapBytes()).as("heap").isLessThan(warm.heapBytes() + TOLERATED_HEAP_BYTES);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(Sample.liveThreads())
                    .as("threads, once those of idle pools have gone")
                    .isLessThanOrEqualTo(warm.threads() + TOLERATED_THREADS));
            assertThat(end.descriptors()).as("connections and files")
                    .isLessThanOrEqualTo(warm.descriptors() + TOLERATED_DESCRIPTORS);
            assertThat(end.meters()).as("meters").isLessThanOrEqualTo(warm.meters() + TOLERATED_METERS);
            assertThat(end.mbeans()).as("MBeans").isEqualTo(warm.mbeans());
        }
    }

    private void addPage(TenantFixture tenant, SimSpace space) {
        SimContent page = tenant.confluence.page(space, "Page " + cycles, "<p>Text</p>", SINGLE);
        tenant.confluence.attach(page, "file.pdf", "application/pdf", SampleWiki.bytes("file " + cycles));
        pages.addLast(page);
    }

    private void run(TenantFixture tenant, SimSpace space, long until) {
        while (System.nanoTime() - until < 0 || cycles % CYCLES_BETWEEN_RESTARTS != SAMPLED_AFTER_RESTART) {
            tenant.confluence.edit(pages.getLast(), "<p>Text of cycle " + cycles + "</p>");
            if (cycles % 5 == 0) {
                tenant.confluence.purge(pages.removeFirst());
                addPage(tenant, space);
            }
            if (cycles % 11 == 0) {
                new PlatformTrouble(Operations.REGISTER, 8, PlatformTrouble.Kind.STATUS_502).inject(tenant);
            }
            if (cycles % 13 == 0) { // no cut connections: the simulators' HTTP server keeps what is left of them
                new ConfluenceTrouble(0, 100, ConfluenceTrouble.Kind.STATUS_500).inject(tenant);
            }
            failedCycles += tenant.cycle().failure().isPresent() ? 1 : 0;
            tenant.confluence.clearFaults();
            tenant.platform.clearFaults();
            tenant.confluence.clearRequests();
            tenant.platform.clearRequests();
            if (++cycles % CYCLES_BETWEEN_RESTARTS == 0) {
                tenant.restart();
            }
        }
    }
}
