{{/* What was deployed, what to do next, and what to beware of. */}}
{{- define "confluence-connector.notes" -}}
{{- $names := list }}
{{- range .Values.connectorConfig.tenants }}
{{- $names = append $names (printf "%s (%s)" .name (default "active" .status)) }}
{{- end }}
{{- printf "%s %s: %s in namespace %s, %d pod(s)." .Chart.Name (default .Chart.AppVersion .Values.image.tag) (include "confluence-connector.fullname" .) .Release.Namespace (int .Values.replicas) }}
Tenants: {{ if $names }}{{ join ", " $names }}{{ else }}those of ConfigMap {{ .Values.connectorConfig.existingConfigMap }}{{ end }}.
{{ if .Values.rehearsal.enabled -}}
Read what a sync would do: kubectl -n {{ .Release.Namespace }} logs job/{{ include "confluence-connector.fullname" . }}-plan -f
{{- else -}}
Watch the first cycle: kubectl -n {{ .Release.Namespace }} logs deployment/{{ include "confluence-connector.fullname" . }} -f
{{- end }}
{{- if ne .Values.settings.diagnosticsDataPolicy "conceal" }}
WARNING: the log shows titles, names and ids (settings.diagnosticsDataPolicy).
{{- end }}
{{- if not .Values.networkPolicy.enabled }}
WARNING: no NetworkPolicy restricts the pods.
{{- end }}
{{- if .Values.routes.extraSchemes }}
WARNING: route files may use {{ join ", " .Values.routes.extraSchemes }}, which the guards do not see.
{{- end }}
{{- if not (or .Values.monitoring.podMonitor.enabled .Values.monitoring.serviceMonitor.enabled) }}
WARNING: nothing scrapes the metrics (monitoring.podMonitor).
{{- end }}
{{- range .Values.connectorConfig.tenants }}
{{- if eq (default "active" .status) "deleted" }}
WARNING: everything of tenant {{ .name }} is being removed from the platform.
{{- end }}
{{- end }}
{{- end }}
