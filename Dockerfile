# The program is the same for every processor: build it once, on the builder's own.
FROM --platform=$BUILDPLATFORM maven:3.9.12-eclipse-temurin-17-noble AS build
WORKDIR /source
COPY pom.xml ./
COPY src/main src/main
COPY routes routes
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -q -Dmaven.test.skip=true package
# Equal times for equal content: an unchanged layer keeps its digest, and the cache of classes knows its jars again.
ARG SOURCE_DATE_EPOCH=1795564800
RUN mkdir /image && cp -r target/lib target/confluence-connector.jar routes /image/ \
 && find /image -exec touch --date="@$SOURCE_DATE_EPOCH" {} +

FROM eclipse-temurin:25.0.3_9-jre-noble
LABEL org.opencontainers.image.title="Confluence connector" \
      org.opencontainers.image.description="Keeps labelled Confluence pages and their attachments in step with the Unique knowledge base."
# Two arenas: by default the C library keeps memory back for each of many threads.
ENV TENANT_CONFIG_PATH_PATTERN=/app/tenant-configs/*-tenant-config.yaml \
    ROUTES_DIRECTORY=/app/routes \
    MALLOC_ARENA_MAX=2
WORKDIR /app
# From what changes least to what changes most.
COPY --from=build /image/lib lib
COPY --from=build /image/routes routes
COPY image/jvm.options ./
COPY --from=build /image/confluence-connector.jar ./
# A cycle against a closed port loads what every cycle loads, needs no network, and ends by itself, as a failed one.
RUN --mount=type=bind,source=image/training-tenant-config.yaml,target=/tmp/training-tenant-config.yaml \
    TENANT_CONFIG_PATH_PATTERN=/tmp/training-tenant-config.yaml TRAINING_SECRET=none RETRY_ATTEMPTS=0 LOG_LEVEL=error \
    java @/app/jvm.options -XX:AOTCacheOutput=/app/connector.aot -jar /app/confluence-connector.jar sync \
    || test -s /app/connector.aot
USER 10001:10001
EXPOSE 51349 51350
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/app/connector.aot", "-jar", "/app/confluence-connector.jar"]
CMD ["run"]
