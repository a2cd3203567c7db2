{{/* The pod, of the service and of a rehearsal alike: what is tried is what will run. */}}
{{- define "confluence-connector.podTemplate" -}}
{{- $proxied := ne .Values.proxy.authMode "none" -}}
metadata:
  labels:
    {{- include "confluence-connector.labels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "confluence-connector.serviceAccountName" . }}
  automountServiceAccountToken: {{ include "confluence-connector.clustered" . | eq "true" }}
  enableServiceLinks: false
  {{- if .Values.rehearsal.enabled }}
  restartPolicy: Never
  {{- end }}
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  securityContext:
    {{- toYaml .Values.podSecurityContext | nindent 4 }}
  {{- with .Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  containers:
    - name: connector
      image: {{ printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      args: [{{ ternary "plan" "run" .Values.rehearsal.enabled }}]
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        runAsNonRoot: true
        capabilities:
          drop: [ALL]
        seccompProfile:
          type: RuntimeDefault
      ports:
        - name: http
          containerPort: 51349
        - name: metrics
          containerPort: 51350
      env:
        {{- if not (and .Values.rehearsal.enabled (eq .Values.settings.logLevel "info")) }}
        - name: LOG_LEVEL
          value: {{ .Values.settings.logLevel | quote }}
        {{- end }}
        - name: LOG_FORMAT
          value: {{ .Values.settings.logFormat | quote }}
        - name: LOGS_DIAGNOSTICS_DATA_POLICY
          value: {{ .Values.settings.diagnosticsDataPolicy | quote }}
        - name: SHUTDOWN_TIMEOUT_SECONDS
          value: {{ .Values.settings.shutdownTimeoutSeconds | quote }}
        - name: HEALTH_SYNC_HISTORY_SIZE
          value: {{ .Values.settings.health.syncHistorySize | quote }}
        - name: HEALTH_SYNC_TENANT_FAILURE_THRESHOLD
          value: {{ .Values.settings.health.tenantFailureThreshold | quote }}
        - name: HEALTH_CONNECTIVITY_TIMEOUT_MS
          value: {{ .Values.settings.health.connectivityTimeoutMs | quote }}
        {{- if .Values.routes.existingConfigMap }}
        - name: ROUTES_DIRECTORY
          value: /app/own-routes
        {{- end }}
        {{- with .Values.routes.extraSchemes }}
        - name: ROUTES_EXTRA_SCHEMES
          value: {{ join "," . | quote }}
        {{- end }}
        {{- if .Values.caBundle.configMap }}
        - name: EXTRA_CA_CERTS
          value: /app/ca/{{ .Values.caBundle.key }}
        {{- end }}
        {{- if $proxied }}
        {{- include "confluence-connector.proxyEnvironment" .Values.proxy | nindent 8 }}
        {{- end }}
        {{- if eq (include "confluence-connector.clustered" .) "true" }}
        - name: CLUSTER_MODE
          value: kubernetes
        - name: CLUSTER_NAME
          value: {{ include "confluence-connector.fullname" . }}
        - name: CLUSTER_LEASE_SECONDS
          value: {{ .Values.cluster.leaseSeconds | quote }}
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        - name: POD_NAMESPACE
          valueFrom:
            fieldRef:
              fieldPath: metadata.namespace
        {{- end }}
        {{- with .Values.jvmOptions }}
        - name: JDK_JAVA_OPTIONS
          value: {{ join " " . | quote }}
        {{- end }}
        {{- with .Values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with .Values.extraEnvFrom }}
      envFrom:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- if not .Values.rehearsal.enabled }}
      startupProbe:
        {{- include "confluence-connector.probe" . | nindent 8 }}
        periodSeconds: 2
        failureThreshold: {{ .Values.probes.startupFailureThreshold }}
      readinessProbe:
        {{- include "confluence-connector.probe" . | nindent 8 }}
        periodSeconds: {{ .Values.probes.periodSeconds }}
        timeoutSeconds: 5
      livenessProbe:
        {{- include "confluence-connector.probe" . | nindent 8 }}
        periodSeconds: {{ .Values.probes.periodSeconds }}
        timeoutSeconds: 5
        failureThreshold: 6
      {{- end }}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      volumeMounts:
        # whole folders: a file mounted by its name would not change while the pod runs
        - name: tenants
          mountPath: /app/tenant-configs
          readOnly: true
        {{- range .Values.connectorConfig.tenants }}
        {{- if or .secret .externalSecret }}
        - name: secret-{{ .name }}
          mountPath: /app/secrets/{{ .name }}
          readOnly: true
        {{- end }}
        {{- end }}
        {{- if .Values.routes.existingConfigMap }}
        - name: routes
          mountPath: /app/own-routes
          readOnly: true
        {{- end }}
        {{- if .Values.routes.existingExtensionsConfigMap }}
        - name: extensions
          mountPath: /app/routes/extensions
          readOnly: true
        {{- end }}
        {{- if .Values.caBundle.configMap }}
        - name: ca
          mountPath: /app/ca
          readOnly: true
        {{- end }}
        {{- if and $proxied .Values.proxy.caBundle.configMap }}
        - name: proxy-ca
          mountPath: /app/proxy-ca
          readOnly: true
        {{- end }}
        {{- if eq .Values.proxy.authMode "ssl_tls" }}
        - name: proxy-certificate
          mountPath: /app/proxy-certificate
          readOnly: true
        {{- end }}
        {{- with .Values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: tenants
      configMap:
        name: {{ include "confluence-connector.tenantConfigMap" . }}
    {{- range .Values.connectorConfig.tenants }}
    {{- if or .secret .externalSecret }}
    - name: secret-{{ .name }}
      secret:
        secretName: {{ include "confluence-connector.tenantSecret" (dict "root" $ "tenant" .) }}
        defaultMode: 288 # 0440
    {{- end }}
    {{- end }}
    {{- with .Values.routes.existingConfigMap }}
    - name: routes
      configMap:
        name: {{ . }}
    {{- end }}
    {{- with .Values.routes.existingExtensionsConfigMap }}
    - name: extensions
      configMap:
        name: {{ . }}
    {{- end }}
    {{- with .Values.caBundle.configMap }}
    - name: ca
      configMap:
        name: {{ . }}
    {{- end }}
    {{- if and $proxied .Values.proxy.caBundle.configMap }}
    - name: proxy-ca
      configMap:
        name: {{ .Values.proxy.caBundle.configMap }}
    {{- end }}
    {{- if eq .Values.proxy.authMode "ssl_tls" }}
    - name: proxy-certificate
      secret:
        secretName: {{ .Values.proxy.existingSecret }}
        defaultMode: 288 # 0440
    {{- end }}
    {{- with .Values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- if eq (include "confluence-connector.clustered" .) "true" }}
  topologySpreadConstraints:
    {{- if .Values.topologySpreadConstraints }}
    {{- toYaml .Values.topologySpreadConstraints | nindent 4 }}
    {{- else }}
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "confluence-connector.selectorLabels" . | nindent 10 }}
    {{- end }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
{{- end }}

{{/* A rehearsal is one process, which elects nobody. */}}
{{- define "confluence-connector.clustered" -}}
{{- and .Values.cluster.enabled (not .Values.rehearsal.enabled) }}
{{- end }}
