package io.confluenceconnector.cluster;

import java.util.Comparator;
import java.util.List;

/** How the tenants are spread over the pods: none has two more than another one that could take one. */
final class Spread {

    private Spread() {
    }

    /**
     * A pod that is alive.
     *
     * @param holds    tenants whose Lease it holds
     * @param runnable tenants that it could run, those included
     */
    record Standing(String member, int holds, int runnable) {
    }

    /** How many tenants a pod takes of its own accord. */
    static int share(int tenants, int members) {
        return (tenants + members - 1) / members;
    }

    /** Whether {@code me} is the pod that should give one up: only one does at a time. */
    static boolean givesUp(String me, List<Standing> pods) {
        Standing fullest = pods.stream().max(Comparator.comparingInt(Standing::holds).thenComparing(Standing::member)).orElseThrow();
        return fullest.member().equals(me) && pods.stream()
                .anyMatch(other -> other.holds() < other.runnable() && other.holds() + 2 <= fullest.holds());
    }
}
