package io.confluenceconnector.app;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * S16, S17: a whole cycle where nothing can be written, not even to a temporary directory, as a user without any right but to
 * read (the class path may lie in somebody's home), in a small heap. Needs Linux and the right to make a mount namespace.
 */
class ReadOnlyFileSystemIT {

    private static final int LARGE = 48 << 20;
    /** Every mount of a namespace of its own becomes read-only; then all rights go but reading. */
    private static final String[] READ_ONLY = {"unshare", "--mount", "sh", "-c", """
            mount --make-rprivate / || exit 99
            while read -r device place rest; do
              case $place in /proc | /proc/* | /sys | /sys/*) ;; *) mount -o remount,bind,ro "$place" || exit 99 ;; esac
            done < /proc/self/mounts
            exec setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --bounding-set=-all,+dac_read_search \\
              --inh-caps=-all,+dac_read_search --ambient-caps=-all,+dac_read_search -- "$@"
            """, "read-only"};

    @TempDir
    private Path folder;

    @BeforeEach
    void needNamespace() throws Exception {
        assumeTrue(exitCode("true") == 0 || System.getenv("CI") != null,
                "This machine lets nobody make a mount namespace");
    }

    private static int exitCode(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(READ_ONLY), Stream.of(command)).toList())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException noSuchCommand) {
            return -1;
        }
    }

    @Test
    void shouldSynchroniseWithoutWritingAnywhere() throws Exception {
        // given
        try (ConfluenceSimulator confluence = ConfluenceSimulator.cloud(); PlatformSimulator platform = PlatformSimulator.start()) {
            SimContent page = confluence.page(confluence.space("OPS", "Operations", "global"), "Runbook", "<p>Steps</p>", "kb-page");
            confluence.attachGenerated(page, "plan.pdf", "application/pdf", LARGE);
            Files.writeString(folder.resolve("reader-tenant-config.yaml"), tenantFile(confluence, platform));

            // when
            int temporary = exitCode("touch", "/tmp/must-fail");
            int own = exitCode("touch", folder.resolve("must-fail").toString());
            try (ConnectorProcess process = ConnectorProcess.builder().within(READ_ONLY)
                    .jvm("-Xmx64m", "-XX:+UseSerialGC", "-XX:-UsePerfData")
                    .environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                    .environment("SECRET", confluence.clientSecret()).start("sync")) {
                int exitCode = process.await(120);

                // then
                assertThat(List.of(temporary, own)).doesNotContain(0);
                assertThat(exitCode).as(process.output()).isZero();
                assertThat(platform.contents().values()).hasSize(2).allMatch(StoredContent::finalised);
                assertThat(platform.count(Operations.FINALISE)).isEqualTo(2);
                assertThat(process.output()).doesNotContain("Read-only file system");
            }
        }
    }

    private static String tenantFile(ConfluenceSimulator confluence, PlatformSimulator platform) {
        return TenantFile.cloud(confluence, platform, platform.createRootScope("Wiki"));
    }
}
