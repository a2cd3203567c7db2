package io.confluenceconnector.health;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that do not keep the process alive. */
final class DaemonThreads implements ThreadFactory {

    private final String name;
    private final AtomicInteger created = new AtomicInteger();

    DaemonThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name + "-" + created.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
