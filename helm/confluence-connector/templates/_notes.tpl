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
{{- include "confluence-connector.memoryNote" . }}
{{- range .Values.connectorConfig.tenants }}
{{- if eq (default "active" .status) "deleted" }}
WARNING: everything of tenant {{ .name }} is being removed from the platform.
{{- end }}
{{- end }}
{{- end }}

{{/* What docs/performance.md says that tenants need, compared with the limit. Clustered, the other pods take over those of one that dies. */}}
{{- define "confluence-connector.memoryNote" -}}
{{- $tenants := 0 }}
{{- range .Values.connectorConfig.tenants }}
{{- if ne (default "active" .status) "inactive" }}
{{- $tenants = add1 $tenants }}
{{- end }}
{{- end }}
{{- $share := divf $tenants (max 1 (sub (int .Values.replicas) 1)) | ceil | int }}
{{- $needed := add 150 (mul 9 $share) }}
{{- $limit := dig "limits" "memory" "" .Values.resources }}
{{- if and $limit (gt $share 0) (lt (include "confluence-connector.mebibytes" $limit | float64) (float64 $needed)) }}
WARNING: {{ $share }} tenant(s) in a pod need about {{ $needed }}Mi of memory (150Mi, and 9Mi for each; more for large ones), and resources.limits.memory is {{ $limit }}.
{{- end }}
{{- end }}

{{/* A quantity of memory, in MiB. */}}
{{- define "confluence-connector.mebibytes" -}}
{{- $bytes := dict "" 1.0 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 }}
{{- if kindIs "string" . }}
{{- divf (mulf (regexFind "^[0-9.]+" . | float64) (get $bytes (regexFind "[A-Za-z]*$" .) | default 1.0)) 1048576.0 }}
{{- else }}
{{- divf (float64 .) 1048576.0 }}
{{- end }}
{{- end }}
