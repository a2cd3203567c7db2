{{/* Combinations that cannot work, each with a sentence that says what to do. */}}
{{- define "confluence-connector.checks" -}}
{{- if not .Values.image.repository }}
{{- fail "image.repository is empty: say where the image is." }}
{{- end }}
{{- if and (gt (int .Values.replicas) 1) (not .Values.cluster.enabled) }}
{{- fail "replicas is above 1 without cluster.enabled: every pod would run every tenant. Set cluster.enabled, or replicas to 1." }}
{{- end }}
{{- if le (int .Values.terminationGracePeriodSeconds) (int .Values.settings.shutdownTimeoutSeconds) }}
{{- fail "terminationGracePeriodSeconds is not above settings.shutdownTimeoutSeconds: the pod would be killed before it has finished. Raise it." }}
{{- end }}
{{- $config := .Values.connectorConfig }}
{{- if and $config.tenants $config.existingConfigMap }}
{{- fail "connectorConfig has both tenants and existingConfigMap: keep one of them." }}
{{- end }}
{{- if not (or $config.tenants $config.existingConfigMap) }}
{{- fail "connectorConfig has no tenants: describe one in connectorConfig.tenants, or name a ConfigMap in connectorConfig.existingConfigMap." }}
{{- end }}
{{- $names := list }}
{{- range $config.tenants }}
{{- if has .name $names }}
{{- fail (printf "There are two tenants called %s: names are unique." .name) }}
{{- end }}
{{- $names = append $names .name }}
{{- if eq (.confluence.ingestSingleLabel | trim | lower) (.confluence.ingestAllLabel | trim | lower) }}
{{- fail (printf "Tenant %s: confluence.ingestSingleLabel and ingestAllLabel are equal: use two different labels." .name) }}
{{- end }}
{{- if and .secret .externalSecret }}
{{- fail (printf "Tenant %s has both secret and externalSecret: keep one of them." .name) }}
{{- end }}
{{- if and .externalSecret (not $.Values.externalSecrets.storeRef.name) }}
{{- fail (printf "Tenant %s has an externalSecret, but externalSecrets.storeRef.name is empty: name the store." .name) }}
{{- end }}
{{- end }}
{{- if and .Values.routes.existingConfigMap .Values.routes.existingExtensionsConfigMap }}
{{- fail "routes has both existingConfigMap and existingExtensionsConfigMap: put the files of the extension points beside your other route files." }}
{{- end }}
{{- include "confluence-connector.proxyChecks" .Values.proxy }}
{{- if and .Values.monitoring.podMonitor.enabled .Values.monitoring.serviceMonitor.enabled }}
{{- fail "monitoring.podMonitor and monitoring.serviceMonitor are both enabled: every sample would be counted twice. Keep one of them." }}
{{- end }}
{{- range .Values.extraEnv }}
{{- if and .value (regexMatch "(SECRET|PASSWORD|TOKEN|API_KEY|CREDENTIAL)" .name) }}
{{- fail (printf "extraEnv %s looks like a secret with a literal value: use valueFrom.secretKeyRef, or extraEnvFrom." .name) }}
{{- end }}
{{- if or (has .name (list "TENANT_CONFIG_PATH_PATTERN" "PORT" "OTEL_EXPORTER_PROMETHEUS_PORT" "ROUTES_DIRECTORY" "ROUTES_EXTRA_SCHEMES" "CLUSTER_MODE" "CLUSTER_NAME" "CLUSTER_LEASE_SECONDS" "POD_NAME" "POD_NAMESPACE" "LOG_LEVEL" "LOG_FORMAT" "LOGS_DIAGNOSTICS_DATA_POLICY" "SHUTDOWN_TIMEOUT_SECONDS" "EXTRA_CA_CERTS" "JDK_JAVA_OPTIONS")) (hasPrefix "HEALTH_" .name) (hasPrefix "PROXY_" .name) }}
{{- fail (printf "extraEnv %s is set by the chart: use the value that belongs to it." .name) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "confluence-connector.proxyChecks" -}}
{{- if eq .authMode "none" }}
{{- if .host }}
{{- fail "proxy.host is set, but proxy.authMode is none: the proxy would not be used. Set authMode, for instance to no_auth." }}
{{- end }}
{{- else }}
{{- if not (and .host .port) }}
{{- fail (printf "proxy.authMode is %s, but proxy.host or proxy.port is missing." .authMode) }}
{{- end }}
{{- if and (ne .authMode "no_auth") (not .existingSecret) }}
{{- fail (printf "proxy.authMode is %s, but proxy.existingSecret is empty: name the Secret with the credentials." .authMode) }}
{{- end }}
{{- if and (eq .authMode "ssl_tls") (ne .protocol "https") }}
{{- fail "proxy.authMode is ssl_tls, but proxy.protocol is http, which knows no client certificates: set it to https." }}
{{- end }}
{{- if and .headersKey (not .existingSecret) }}
{{- fail "proxy.headersKey is set, but proxy.existingSecret is empty: name the Secret with that key." }}
{{- end }}
{{- end }}
{{- end }}
