package io.confluenceconnector.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules that concern several tenant files; all files that break one together are refused. */
final class CrossFileRules {

    /** Something that no two tenants may share. */
    private record Uniqueness(String field, String what, String remedy, Function<TenantFile, Optional<String>> key) {
    }

    private static final List<Uniqueness> UNIQUE = List.of(
            new Uniqueness("", "The tenant name", "Rename one of the files",
                    file -> file.name().map(TenantName::value)),
            new Uniqueness("confluence", "The Confluence instance", "Keep one tenant of this instance active",
                    file -> file.tenant().filter(tenant -> tenant.status() == TenantStatus.ACTIVE)
                            .map(tenant -> tenant.confluence().instance().identity())),
            new Uniqueness("ingestion.scopeId", "The root scope", "Give each tenant a root scope of its own",
                    file -> file.tenant().map(tenant -> tenant.ingestion().scopeId())));

    private CrossFileRules() {
    }

    static TenantFiles apply(List<TenantFile> files) {
        List<TenantFile> checked = files.stream().map(file -> withConflicts(file, files)).toList();
        return new TenantFiles(checked, ofTheWhole(checked));
    }

    private static TenantFile withConflicts(TenantFile file, List<TenantFile> all) {
        List<ConfigurationProblem> problems = new ArrayList<>(file.problems());
        for (Uniqueness rule : UNIQUE) {
            String others = rule.key().apply(file).map(key -> all.stream()
                    .filter(other -> other != file && rule.key().apply(other).equals(Optional.of(key)))
                    .map(other -> other.path().toString())
                    .collect(Collectors.joining(", "))).orElse("");
            if (!others.isEmpty()) {
                problems.add(new ConfigurationProblem(file.path().toString(), OptionalInt.empty(),
                        Optional.of(rule.field()).filter(field -> !field.isEmpty()),
                        rule.what() + " is also that of " + others, rule.remedy()));
            }
        }
        return problems.isEmpty() ? file
                : new TenantFile(file.path(), file.name(), file.contentHash(), Optional.empty(), problems);
    }

    private static List<ConfigurationProblem> ofTheWhole(List<TenantFile> files) {
        boolean allInactive = files.stream().allMatch(file -> file.tenant()
                .filter(tenant -> tenant.status() == TenantStatus.INACTIVE).isPresent());
        if (files.isEmpty() || !allInactive) {
            return List.of();
        }
        return List.of(new ConfigurationProblem("all tenant files", OptionalInt.empty(), Optional.of("status"),
                "is inactive in every file, so that there is nothing to do", "Set one tenant to active"));
    }
}
