package io.confluenceconnector.logging;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Whether logs show titles, names and ids in full ({@code LOGS_DIAGNOSTICS_DATA_POLICY}, S10). */
public enum DiagnosticsPolicy {
    /** Values of people and content are masked; the default, also before the process has read its settings. */
    CONCEAL,
    /** Values of people and content are shown in full; secrets never. */
    DISCLOSE;

    private static volatile DiagnosticsPolicy current = CONCEAL;

    /** The policy of this process. */
    public static DiagnosticsPolicy current() {
        return current;
    }

    static void use(DiagnosticsPolicy policy) {
        current = Objects.requireNonNull(policy, "policy");
    }

    /** The policy that a setting names; empty for anything but {@code conceal} and {@code disclose}. */
    public static Optional<DiagnosticsPolicy> named(String name) {
        return Arrays.stream(values()).filter(policy -> policy.toString().equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
