package io.confluenceconnector.reload;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Hundreds of reloads; {@code -Dsoak.reloads=…} says how many. */
class ReloadSoak {

    private static final int RELOADS = Integer.getInteger("soak.reloads", 300);

    @Test
    @DisplayName("P18: no thread, connection, meter or MBean is left over from hundreds of reloads")
    void shouldNotGrowOverHundredsOfReloads(@TempDir Path temporary) {
        try (ReloadFixture fixture = new ReloadFixture(temporary)) {
            fixture.saveTenant("acme", fixture.yaml());
            fixture.start();
            fixture.awaitCycles(1);

            new ReloadGrowth(fixture).assertNothingGrowsOver(RELOADS);
        }
    }
}
