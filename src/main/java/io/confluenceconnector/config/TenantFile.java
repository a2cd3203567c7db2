package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of one tenant file: a tenant, or the problems that keep it from being one.
 *
 * @param name        empty when the file name is not that of a tenant
 * @param contentHash SHA-256 of the bytes, so that a reload can tell an edited file from an untouched one (P18)
 * @param tenant      empty exactly when there are problems
 */
public record TenantFile(
        Path path,
        Optional<TenantName> name,
        String contentHash,
        Optional<TenantConfig> tenant,
        List<ConfigurationProblem> problems) {

    public TenantFile {
        requireNonNull(path, "path");
        requireNonNull(name, "name");
        requireNonNull(contentHash, "contentHash");
        problems = List.copyOf(problems);
        if (tenant.isPresent() != problems.isEmpty()) {
            throw new IllegalArgumentException("A tenant file holds either a tenant or problems");
        }
    }

    /** Whether it is the same file with the same bytes. */
    boolean hasSameContent(TenantFile other) {
        return path.equals(other.path) && contentHash.equals(other.contentHash);
    }
}
