package io.confluenceconnector.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What came of all tenant files of one scan.
 *
 * @param files         in the order of their paths; a file that breaks a rule together with another one is not a tenant
 * @param otherProblems what is wrong with the set as a whole: no file, or no tenant that is active or deleted
 */
public record TenantFiles(List<TenantFile> files, List<ConfigurationProblem> otherProblems) {

    public TenantFiles {
        files = List.copyOf(files);
        otherProblems = List.copyOf(otherProblems);
    }

    /** The valid tenants, whatever their status. */
    public List<TenantConfig> tenants() {
        return files.stream().map(TenantFile::tenant).flatMap(Optional::stream).toList();
    }

    /** @throws ConfigurationException with every problem, if there is any */
    public void requireValid() {
        if (!problems().isEmpty()) {
            throw new ConfigurationException(problems());
        }
    }

    /** The hash of each file's bytes by its path; equal for two scans exactly when they saw the same. */
    public SortedMap<Path, String> contentHashes() {
        SortedMap<Path, String> hashes = new TreeMap<>();
        files.forEach(file -> hashes.put(file.path(), file.contentHash()));
        return hashes;
    }

    /** Every problem of every file. */
    public List<ConfigurationProblem> problems() {
        return Stream.concat(files.stream().flatMap(file -> file.problems().stream()), otherProblems.stream()).toList();
    }
}
