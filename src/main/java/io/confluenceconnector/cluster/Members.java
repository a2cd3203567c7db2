package io.confluenceconnector.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which pods are alive: each writes a line into the one Lease of the group, again and again. Nothing but the spread depends
 * on it, so that it may be wrong for a while.
 */
final class Members {

    private static final String KEY = "confluenceconnector.io/member-";

    private final String me;
    private final Time time;
    private final LeaseTiming timing;
    private final Map<String, Seen> seen = new HashMap<>();
    private long beats;

    /** A line as it was first seen, or last changed. */
    private record Seen(String line, long sinceNanos, boolean current) {
    }

    /** @param me a name that no other process has, fit for a key */
    Members(String me, Time time, LeaseTiming timing) {
        this.me = me;
        this.time = time;
        this.timing = timing;
    }

    /** Takes in what the group's Lease says. */
    void look(Map<String, String> lines) {
        Map<String, String> members = lines.entrySet().stream().filter(line -> line.getKey().startsWith(KEY))
                .collect(Collectors.toMap(line -> line.getKey().substring(KEY.length()), Map.Entry::getValue));
        seen.keySet().retainAll(members.keySet());
        members.forEach((member, line) -> {
            Seen before = seen.get(member);
            if (before == null) {
                seen.put(member, new Seen(line, time.nanos(), isRecent(line)));
            } else if (!before.line().equals(line)) {
                seen.put(member, new Seen(line, time.nanos(), true));
            }
        });
    }

    /** A line seen for the first time may be of a pod that died long ago; only the other clocks can tell. */
    private boolean isRecent(String line) {
        try {
            Duration age = Duration.between(Instant.ofEpochMilli(Long.parseLong(line.split(" ")[1])), time.wall());
            return age.abs().compareTo(timing.lease()) <= 0;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return false; // not written by us
        }
    }

    /** Those alive, this one included. */
    Set<String> alive() {
        Set<String> alive = new TreeSet<>(Set.of(me));
        seen.forEach((member, line) -> {
            if (line.current() && time.since(line.sinceNanos()).compareTo(timing.takeOverAfter()) < 0) {
                alive.add(member);
            }
        });
        return alive;
    }

    /** How many tenants a member could run. */
    int runnable(String member) {
        try {
            return Integer.parseInt(seen.get(member).line().split(" ")[2]);
        } catch (NullPointerException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return 0; // not written by us
        }
    }

    /** The lines with a new one of this pod, and without those that have stood still for long. */
    Map<String, String> beat(Map<String, String> lines, int runnable) {
        Map<String, String> next = new HashMap<>(lines);
        seen.forEach((member, line) -> {
            if (time.since(line.sinceNanos()).compareTo(timing.lease().multipliedBy(2)) > 0) {
                next.remove(KEY + member);
            }
        });
        beats++;
        next.put(KEY + me, beats + " " + time.wall().toEpochMilli() + " " + runnable);
        return next;
    }

    /** The lines without this pod's. */
    Map<String, String> leave(Map<String, String> lines) {
        Map<String, String> next = new HashMap<>(lines);
        next.remove(KEY + me);
        return next;
    }
}
