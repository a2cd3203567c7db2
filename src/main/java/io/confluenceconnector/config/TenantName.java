package io.confluenceconnector.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a tenant, which is the name of its file without {@code -tenant-config.yaml}. */
public record TenantName(String value) implements Comparable<TenantName> {

    static final String FILE_SUFFIX = "-tenant-config.yaml";
    static final String RULE = "lower-case letters, digits and single hyphens between them";
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
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
