package io.confluenceconnector.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The last valid file of each tenant: what runs, whatever became of the files on disk since (P18).
 *
 * @param files by tenant; each of them holds a tenant, whatever its status
 */
public record AcceptedTenants(SortedMap<TenantName, TenantFile> files) {

    public static final AcceptedTenants NONE = new AcceptedTenants(new TreeMap<>());

    public AcceptedTenants {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        if (files.values().stream().anyMatch(file -> file.tenant().isEmpty())) {
            throw new IllegalArgumentException("A file with problems is not accepted");
        }
    }

    /** The tenants, whatever their status. */
    public List<TenantConfig> tenants() {
        return files.values().stream().map(TenantFile::tenant).flatMap(Optional::stream).toList();
    }

    /**
     * What came of a look at all files.
     *
     * @param accepted what is to run from now on
     * @param rejected files that are not taken, with their problems; what was accepted of their tenants before stays
     */
    public record Review(AcceptedTenants accepted, List<TenantFile> rejected) {
        public Review {
            rejected = List.copyOf(rejected);
        }
    }

    /**
     * Takes what is valid of the files found by a scan, keeps the last valid one of each that is not, and forgets those
     * whose file has gone. What is accepted never breaks a rule that concerns several tenants, also where a new file meets
     * the last valid version of a broken one: then the new one is rejected.
     */
    public Review review(TenantFiles scan) {
        List<TenantFile> rejected = new ArrayList<>();
        SortedMap<TenantName, TenantFile> taken = new TreeMap<>();
        for (TenantFile file : scan.files()) {
            Optional<TenantFile> before = last(file);
            if (file.tenant().isPresent() && before.filter(file::hasSameContent).isEmpty()) {
                taken.put(file.name().orElseThrow(), file);
            } else {
                before.ifPresent(last -> taken.put(last.name().orElseThrow(), last));
            }
            if (file.tenant().isEmpty()) {
                rejected.add(file);
            }
        }
        while (takeBackConflicting(taken, rejected)) {
            // what is taken back may itself conflict with another change
        }
        return new Review(new AcceptedTenants(taken), rejected);
    }

    private Optional<TenantFile> last(TenantFile file) {
        return file.name().map(files::get);
    }

    /** Replaces changed files that conflict by the last valid ones, among which there are no conflicts. */
    private boolean takeBackConflicting(SortedMap<TenantName, TenantFile> taken, List<TenantFile> rejected) {
        List<TenantFile> conflicting = CrossFileRules.apply(List.copyOf(taken.values())).files().stream()
                .filter(file -> file.tenant().isEmpty())
                .filter(file -> last(file).filter(file::hasSameContent).isEmpty()).toList();
        for (TenantFile file : conflicting) {
            rejected.add(file);
            taken.remove(file.name().orElseThrow());
            last(file).ifPresent(before -> taken.put(before.name().orElseThrow(), before));
        }
        return !conflicting.isEmpty();
    }
}
