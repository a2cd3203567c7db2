package io.confluenceconnector.reload;

import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks for changed files at a fixed pace, on one thread. */
public final class ConfigurationWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread watch = new Thread(work, "configuration-watch");
        watch.setDaemon(true);
        return watch;
    });

    private ConfigurationWatch() {
    }

    public static ConfigurationWatch start(Reload reload, Duration interval) {
        ConfigurationWatch watch = new ConfigurationWatch();
        watch.thread.scheduleWithFixedDelay(() -> look(reload), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** A look that breaks must not be the last one. */
    private static void look(Reload reload) {
        try {
            reload.look();
        } catch (RuntimeException e) {
            Event.of(EventName.CHECK_FAILED).unexpectedError(e).field("check", "configuration")
                    .log(LOG, "A look for changed files broke off; the next one tries again");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
