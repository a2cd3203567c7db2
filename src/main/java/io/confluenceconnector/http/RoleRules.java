package io.confluenceconnector.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each client may send, and where to. */
final class RoleRules {

    private RoleRules() {
    }

    /** The rules of a role, the read-only guard first. */
    static List<RequestRule> of(Role role, HttpSettings settings) {
        List<RequestRule> rules = new ArrayList<>(List.of(new ReadOnlyGuard(role, settings), onlyMethod(role), addresses(role, settings)));
        if (settings.queriesOnly()) {
            rules.add(new QueriesOnly(role));
        }
        return rules;
    }

    private static RequestRule addresses(Role role, HttpSettings settings) {
        return switch (role) {
            case CONFLUENCE -> startsBelow(List.of(settings.confluenceBase()));
            case CONFLUENCE_TOKEN -> exactly(settings.confluenceTokenUrl());
            case PLATFORM -> startsBelow(settings.platformBases());
            case PLATFORM_TOKEN -> exactly(settings.platformTokenUrl());
            case UPLOAD -> upload(settings.clusterLocalUploadBase());
            case REACHABILITY -> startsBelow(settings.reachable());
        };
    }

    private static RequestRule onlyMethod(Role role) {
        String rule = role == Role.CONFLUENCE ? "S1" : "S5";
        return request -> {
            if (!request.method().equals(role.method())) {
                throw request.refusedBy(rule, "the " + role.scheme() + " client sends only " + role.method());
            }
        };
    }

    /** The route's own request is below a base; where redirects may lead is up to {@link RedirectPolicy}. */
    private static RequestRule startsBelow(List<URI> bases) {
        List<Target> targets = bases.stream().map(Target::of).toList();
        return request -> {
            boolean below = targets.stream().anyMatch(base -> request.target().sameOrigin(base) && request.target().isBelow(base));
            if (request.redirects() == 0 && !below) {
                throw request.refusedBy("S5", "the address is not below a configured base URL");
            }
        };
    }

    private static RequestRule exactly(Optional<URI> url) {
        return request -> {
            if (url.filter(request.url()::equals).isEmpty()) {
                throw request.refusedBy("S5", "the address is not the configured token URL");
            }
        };
    }

    /** Pre-signed addresses may be anywhere, but the content they are given travels encrypted and with its length. */
    private static RequestRule upload(Optional<URI> clusterLocalBase) {
        Optional<Target> clusterLocal = clusterLocalBase.map(Target::of);
        return request -> {
            Target target = request.target();
            boolean insideCluster = clusterLocal.filter(base -> target.sameOrigin(base) && target.isBelow(base)).isPresent();
            if (!target.isSecure() && !target.isLoopback() && !insideCluster) {
                throw request.refusedBy("S5", "uploads go to https addresses only");
            }
            if (request.length() < 0) {
                throw request.refusedBy("S17", "uploads declare their length");
            }
        };
    }
}
