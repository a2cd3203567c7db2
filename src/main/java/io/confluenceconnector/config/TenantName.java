package io.confluenceconnector.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a tenant, which is the name of its file without {@code -tenant-config.yaml}. */
public record TenantName(String value) implements Comparable<TenantName> {

    static final String FILE_SUFFIX = "-tenant-config.yaml";
    static final String RULE = "lower-case letters, digits and single hyphens between them";
    /** As people count: {@code tenant-4} before {@code tenant-10}. */
    public static final Comparator<String> COUNTING_ORDER =
            Comparator.<String, String>comparing(TenantName::withPaddedNumbers).thenComparing(Comparator.naturalOrder());

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int DIGITS = 20;
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public TenantName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("Tenant name must consist of " + RULE + ": '" + value + "'");
        }
    }

    /** The name that a tenant file's path stands for, unless the file name has another shape. */
    static Optional<TenantName> of(Path file) {
        String fileName = file.getFileName().toString();
        if (!fileName.endsWith(FILE_SUFFIX)) {
            return Optional.empty();
        }
        String name = fileName.substring(0, fileName.length() - FILE_SUFFIX.length());
        return SHAPE.matcher(name).matches() ? Optional.of(new TenantName(name)) : Optional.empty();
    }

    @Override
    public int compareTo(TenantName other) {
        return COUNTING_ORDER.compare(value, other.value);
    }

    private static String withPaddedNumbers(String name) {
        return NUMBER.matcher(name).replaceAll(number -> "0".repeat(Math.max(0, DIGITS - number.group().length())) + number.group());
    }

    @Override
    public String toString() {
        return value;
    }
}
