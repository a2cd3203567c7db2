{{- define "confluence-connector.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "confluence-connector.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else if contains (include "confluence-connector.name" .) .Release.Name }}
{{- .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "confluence-connector.name" .) | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "confluence-connector.selectorLabels" -}}
app.kubernetes.io/name: {{ include "confluence-connector.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "confluence-connector.labels" -}}
{{ include "confluence-connector.selectorLabels" . }}
app.kubernetes.io/version: {{ default .Chart.AppVersion .Values.image.tag | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: confluence-connector
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "confluence-connector.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "confluence-connector.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "confluence-connector.tenantConfigMap" -}}
{{- default (printf "%s-tenants" (include "confluence-connector.fullname" .)) .Values.connectorConfig.existingConfigMap }}
{{- end }}

{{/* Never dependent on another system, so that their failures do not restart us. */}}
{{- define "confluence-connector.probe" -}}
httpGet:
  path: /probe
  port: http
{{- end }}

{{/* The variables of a proxy. Takes the values of proxy. */}}
{{- define "confluence-connector.proxyEnvironment" -}}
- name: PROXY_AUTH_MODE
  value: {{ .authMode }}
- name: PROXY_HOST
  value: {{ .host | quote }}
- name: PROXY_PORT
  value: {{ .port | quote }}
- name: PROXY_PROTOCOL
  value: {{ .protocol }}
{{- if eq .authMode "username_password" }}
{{- $secret := .existingSecret }}
{{- range $variable, $key := dict "PROXY_USERNAME" "username" "PROXY_PASSWORD" "password" }}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $key }}
{{- end }}
{{- end }}
{{- if eq .authMode "ssl_tls" }}
- name: PROXY_SSL_CERT_PATH
  value: /app/proxy-certificate/tls.crt
- name: PROXY_SSL_KEY_PATH
  value: /app/proxy-certificate/tls.key
{{- end }}
{{- if .caBundle.configMap }}
- name: PROXY_SSL_CA_BUNDLE_PATH
  value: /app/proxy-ca/{{ .caBundle.key }}
{{- end }}
{{- if .headersKey }}
- name: PROXY_HEADERS
  valueFrom:
    secretKeyRef:
      name: {{ .existingSecret }}
      key: {{ .headersKey }}
{{- end }}
{{- end }}

{{/* Peers of a policy; an exception belongs to the ranges of its own family. Takes cidrs and except. */}}
{{- define "confluence-connector.addresses" -}}
{{- $except := .except }}
{{- range .cidrs }}
{{- $six := contains ":" . }}
{{- $inside := list }}
{{- range $except }}
{{- if eq $six (contains ":" .) }}
{{- $inside = append $inside . }}
{{- end }}
{{- end }}
- ipBlock:
    cidr: {{ . | quote }}
    {{- if and $inside (hasSuffix "/0" .) }}
    except:
      {{- toYaml $inside | nindent 6 }}
    {{- end }}
{{- end }}
{{- end }}

{{/* The Secret of a tenant: yours, or the one that its ExternalSecret makes; empty when it has none. Takes root and tenant. */}}
{{- define "confluence-connector.tenantSecret" -}}
{{- if .tenant.externalSecret }}
{{- printf "%s-%s" (include "confluence-connector.fullname" .root) .tenant.name }}
{{- else if .tenant.secret }}
{{- .tenant.secret.name }}
{{- end }}
{{- end }}

{{/* A reference to a secret: the given one, or the mounted file of the tenant's Secret. Takes tenant, field, given, key, name. */}}
{{- define "confluence-connector.secretReference" -}}
{{- $keys := dict }}
{{- if .tenant.secret }}
{{- $keys = default dict .tenant.secret.keys }}
{{- end }}
{{- if .given }}
{{- $literal := not (regexMatch "^\\s*os\\.(environ|file)/.*\\S" .given) }}
{{- if and $literal (ne .name "zitadelProjectId") }}
{{- fail (printf "Tenant %s: %s is a literal. Write a reference, os.environ/NAME or os.file/PATH, or leave it out and name a Secret in the tenant's secret.name." .tenant.name .field) }}
{{- end }}
{{- .given }}
{{- else if or .tenant.secret .tenant.externalSecret }}
{{- printf "os.file//app/secrets/%s/%s" .tenant.name (default .key (index $keys .name)) }}
{{- else }}
{{- fail (printf "Tenant %s: %s has no source. Name a Secret in the tenant's secret.name, describe an externalSecret, or write a reference such as os.environ/NAME." .tenant.name .field) }}
{{- end }}
{{- end }}

{{/* The tenant file: what the values say, with references for the secrets, and in the connector's own words. */}}
{{- define "confluence-connector.tenantFile" -}}
{{- $tenant := . }}
{{- $file := dict "status" (default "active" $tenant.status) }}
{{- $confluence := deepCopy $tenant.confluence }}
{{- $auth := $confluence.auth }}
{{- if eq $auth.mode "oauth_2lo" }}
{{- $_ := set $auth "clientSecret" (include "confluence-connector.secretReference" (dict "tenant" $tenant "field" "confluence.auth.clientSecret" "given" $auth.clientSecret "name" "clientSecret" "key" "confluence-client-secret")) }}
{{- else if eq $auth.mode "pat" }}
{{- $_ := set $auth "token" (include "confluence-connector.secretReference" (dict "tenant" $tenant "field" "confluence.auth.token" "given" $auth.token "name" "token" "key" "confluence-token")) }}
{{- else }}
{{- $_ := set $auth "username" (include "confluence-connector.secretReference" (dict "tenant" $tenant "field" "confluence.auth.username" "given" $auth.username "name" "username" "key" "confluence-username")) }}
{{- $_ := set $auth "password" (include "confluence-connector.secretReference" (dict "tenant" $tenant "field" "confluence.auth.password" "given" $auth.password "name" "password" "key" "confluence-password")) }}
{{- end }}
{{- $_ := set $file "confluence" $confluence }}
{{- $unique := omit $tenant.unique "authMode" "zitadel" }}
{{- $_ := set $unique "serviceAuthMode" $tenant.unique.authMode }}
{{- if eq $tenant.unique.authMode "external" }}
{{- $zitadel := $tenant.unique.zitadel }}
{{- $_ := set $unique "zitadelClientId" $zitadel.clientId }}
{{- $_ := set $unique "zitadelOauthTokenUrl" $zitadel.oauthTokenUrl }}
{{- $_ := set $unique "zitadelProjectId" (include "confluence-connector.secretReference" (dict "tenant" $tenant "field" "unique.zitadel.projectId" "given" $zitadel.projectId "name" "zitadelProjectId" "key" "zitadel-project-id")) }}
{{- $_ := set $unique "zitadelClientSecret" (include "confluence-connector.secretReference" (dict "tenant" $tenant "field" "unique.zitadel.clientSecret" "given" $zitadel.clientSecret "name" "zitadelClientSecret" "key" "zitadel-client-secret")) }}
{{- end }}
{{- $_ := set $file "unique" $unique }}
{{- with $tenant.processing }}
{{- $_ := set $file "processing" . }}
{{- end }}
{{- $_ := set $file "ingestion" $tenant.ingestion }}
{{- toYaml $file }}
{{- end }}
