package io.confluenceconnector.chart;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was rendered: each document, and each as the type that it says it is. */
record Objects(String text, List<Map<String, Object>> documents) {

    private static final Map<String, Class<?>> TYPES = Stream.<Class<? extends HasMetadata>>of(ConfigMap.class, Service.class,
            ServiceAccount.class, Deployment.class, Job.class, NetworkPolicy.class, PodDisruptionBudget.class, Role.class, RoleBinding.class,
            PodMonitor.class, PrometheusRule.class, ServiceMonitor.class)
            .collect(Collectors.toUnmodifiableMap(type -> HasMetadata.getApiVersion(type) + "/" + HasMetadata.getKind(type),
                    Function.identity()));

    /** Unknown fields are errors, although the types would keep them for later versions. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    /** The part of External Secrets' API that the chart uses; it brings no Java types. */
    private record ExternalSecret(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {
        private record Spec(String refreshInterval, Store secretStoreRef, Target target, List<Entry> data) { }

        private record Store(String name, String kind) { }

        private record Target(String name, String creationPolicy) { }

        private record Entry(String secretKey, Remote remoteRef) { }

        private record Remote(String key, String property) { }
    }

    static Objects of(String rendered) {
        return new Objects(rendered, Chart.documents(rendered));
    }

    /** @throws IllegalArgumentException if a document is no such object */
    List<Object> typed() {
        return documents.stream().map(Objects::typed).toList();
    }

    private static Object typed(Map<String, Object> document) {
        String type = document.get("apiVersion") + "/" + document.get("kind");
        Class<?> known = type.equals("external-secrets.io/v1/ExternalSecret") ? ExternalSecret.class : TYPES.get(type);
        if (known == null) {
            throw new IllegalArgumentException("A type that this test does not know: " + type);
        }
        return STRICT.convertValue(document, known);
    }

    <T> Optional<T> find(Class<T> type) {
        return typed().stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Of the service, or of the rehearsal. */
    PodSpec pod() {
        return find(Deployment.class).map(deployment -> deployment.getSpec().getTemplate())
                .or(() -> find(Job.class).map(job -> job.getSpec().getTemplate())).orElseThrow().getSpec();
    }

    Container container() {
        return pod().getContainers().get(0);
    }

    List<String> kinds() {
        return documents.stream().map(document -> document.get("kind").toString()).toList();
    }

    /** The tenant files by name. */
    Map<String, String> tenantFiles() {
        return typed().stream().filter(ConfigMap.class::isInstance).map(ConfigMap.class::cast)
                .filter(map -> map.getMetadata().getName().endsWith("-tenants")).findFirst().map(ConfigMap::getData).orElse(Map.of());
    }
}
