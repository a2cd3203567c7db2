package io.confluenceconnector.benchmark;

/** Where the simulated services are, and what opens them. */
record Addresses(String confluence, String confluenceApi, String confluenceToken, String cloudId, String clientId,
                 String clientSecret, String ingestion, String scopeManagement, String platformToken, String platformClientId,
                 String platformProject, String platformSecret, String rootScope) {
}
