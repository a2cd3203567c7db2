package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.util.Map;

/** Cloud's site host: anonymous facts, and a refusal of every token (API facts 1, 4; B27, B52). */
final class CloudSite {

    private final String cloudId;
    private final Traffic traffic;

    CloudSite(String cloudId, Traffic traffic) {
        this.cloudId = cloudId;
        this.traffic = traffic;
    }

    Router router() {
        return new Router()
                .get("/_edge/tenant_info", this::tenantInfo)
                .get("/wiki/**", this::refuse);
    }

    private Reply tenantInfo(Call call) {
        if (call.header("Authorization").isPresent()) {
            traffic.violation("credentials sent to the site host, where they do not belong");
        }
        return Reply.json(200, JsonNodeFactory.instance.objectNode().put("cloudId", cloudId));
    }

    private Reply refuse(Call call) {
        traffic.violation("site host was asked for " + call.path() + " instead of the gateway");
        return Reply.text(401, "text/plain", "Unauthorized")
                .withHeaders(Map.of("WWW-Authenticate", "OAuth realm=\"https://site/wiki\""));
    }
}
