package io.confluenceconnector.app;

import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.Progress;
import io.confluenceconnector.logging.Terminal;
import io.confluenceconnector.logging.TerminalFooter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How far each tenant is, for a person at a terminal: one line for each, drawn again a few times a second. */
final class ProgressBar {

    /** More would scroll the log away. */
    private static final int MOST_TENANTS = 8;
    private static final int NAME = 20;
    private static final int CELLS = 16;
    /** What every terminal has; a wider line would wrap, and could not be drawn again in place. */
    private static final int WIDTH = 79;
    private static final long REDRAW_MILLIS = 250;

    private ProgressBar() {
    }

    /** Does the work, and shows its progress meanwhile where standard error is a terminal; elsewhere it shows nothing. */
    static <T> T during(Map<String, String> environment, Supplier<SortedMap<String, Progress>> progress, Callable<T> work)
            throws Exception {
        if (!Terminal.takesFooter(environment)) {
            return work.call();
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(ProgressBar::daemon);
        try (TerminalFooter footer = TerminalFooter.onStandardError()) {
            timer.scheduleAtFixedRate(() -> footer.draw(lines(progress.get(), Instant.now())), 0, REDRAW_MILLIS,
                    TimeUnit.MILLISECONDS);
            return work.call();
        } finally {
            timer.shutdownNow();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "progress-bar");
        thread.setDaemon(true);
        return thread;
    }

    /** What is drawn at this moment. */
    static List<String> lines(SortedMap<String, Progress> progress, Instant now) {
        return progress.entrySet().stream().limit(MOST_TENANTS)
                .map(tenant -> line(tenant.getKey(), tenant.getValue(), now)).toList();
    }

    private static String line(String tenant, Progress stage, Instant now) {
        String name = tenant.length() <= NAME ? tenant : tenant.substring(0, NAME - 1) + "…";
        String phase = stage.phase() == Phase.IDLE ? "ownership check" : stage.phase().toString().replace('_', ' ');
        String line = ("%-" + NAME + "s %-21s %s").formatted(name, phase, how(stage, now));
        return line.length() <= WIDTH ? line.stripTrailing() : line.substring(0, WIDTH);
    }

    private static String how(Progress stage, Instant now) {
        if (stage.total().isEmpty() || stage.total().getAsLong() == 0) {
            return stage.done() == 0 ? "" : stage.done() + " so far";
        }
        long total = stage.total().getAsLong();
        int filled = (int) (CELLS * Math.min(stage.done(), total) / total);
        return "[" + "#".repeat(filled) + "-".repeat(CELLS - filled) + "] " + stage.done() + "/" + total
                + stage.remaining(now).map(left -> " " + time(left)).orElse("");
    }

    private static String time(Duration left) {
        return left.toHours() > 0 ? "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart())
                : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    }
}
