package io.confluenceconnector.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.logging.DiagnosticsPolicy;

import java.io.IOException;
import java.io.Writer;
import java.util.function.ToLongFunction;

/**
 * A plan for machines, as {@code schema/plan.schema.json} describes it. Written item by item, so that a plan for a hundred
 * thousand of them needs no second copy; titles and ids are masked as the diagnostics policy wants (S10).
 */
public final class PlanJson {

    /** Raised when a reader of the former version would misunderstand the next one. */
    private static final int SCHEMA_VERSION = 1;

    private final JsonGenerator json;

    private PlanJson(JsonGenerator json) {
        this.json = json;
    }

    public static void write(PlanReport report, Writer out) throws IOException {
        JsonMapper mapper = JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator json = mapper.getFactory().createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            new PlanJson(json).write(report);
        }
    }

    private void write(PlanReport report) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schemaVersion", SCHEMA_VERSION);
        json.writeStringField("version", report.version());
        json.writeStringField("madeAt", report.madeAt().toString());
        json.writeStringField("diagnosticsPolicy", DiagnosticsPolicy.current().toString());
        json.writeBooleanField("deletionsApproved", report.deletionsApproved());
        json.writeBooleanField("complete", report.isMade());
        json.writeArrayFieldStart("tenants");
        for (TenantPlan tenant : report.tenants()) {
            write(tenant);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(TenantPlan tenant) throws IOException {
        json.writeStartObject();
        json.writeStringField("tenant", tenant.tenant());
        json.writeStringField("status", tenant.status());
        json.writeBooleanField("complete", tenant.isMade());
        if (tenant.failure().isPresent()) {
            json.writeStringField("failure", tenant.failure().get());
        }
        json.writeNumberField("durationSeconds", tenant.duration().toMillis() / 1000.0);
        if (tenant.rootScope().isPresent()) {
            json.writeStringField("rootScope", tenant.rootScope().get().toString());
        }
        if (tenant.discovered().isPresent()) {
            write(tenant.discovered().get());
        }
        counts("counts", tenant::count);
        counts("spaceRemovals", tenant::countSpaces);
        json.writeArrayFieldStart("spaces");
        for (SpacePlan space : tenant.spaces()) {
            write(space);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("failures");
        for (ItemFailure failure : tenant.failures()) {
            write(failure);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(TenantPlan.Discovered discovered) throws IOException {
        json.writeObjectFieldStart("discovered");
        json.writeNumberField("spaces", discovered.spaces());
        json.writeNumberField("pages", discovered.pages());
        json.writeNumberField("attachments", discovered.attachments());
        json.writeBooleanField("deletionsAllowed", discovered.deletionsAllowed());
        json.writeEndObject();
    }

    /** Only what is not zero. */
    private void counts(String name, ToLongFunction<PlannedAction> count) throws IOException {
        json.writeObjectFieldStart(name);
        for (PlannedAction action : PlannedAction.values()) {
            long items = count.applyAsLong(action);
            if (items > 0) {
                json.writeNumberField(action.toString(), items);
            }
        }
        json.writeEndObject();
    }

    private void write(SpacePlan space) throws IOException {
        json.writeStartObject();
        json.writeStringField("spaceKey", space.spaceKey());
        json.writeStringField("scope", space.scope().toString());
        counts("counts", space::count);
        if (space.removal().isPresent()) {
            write(space.removal().get());
        }
        json.writeArrayFieldStart("changes");
        for (PlannedChange change : space.changes()) {
            write(change);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(SpaceRemoval removal) throws IOException {
        json.writeObjectFieldStart("removal");
        json.writeStringField("action", removal.action().toString());
        json.writeNumberField("files", removal.files());
        json.writeStringField("reason", removal.reason());
        json.writeEndObject();
    }

    private void write(PlannedChange change) throws IOException {
        json.writeStartObject();
        json.writeStringField("action", change.action().toString());
        json.writeStringField("kind", change.kind());
        json.writeStringField("id", change.id().toString());
        if (change.title().isPresent()) {
            json.writeStringField("title", change.title().get().toString());
        }
        json.writeStringField("reason", change.reason());
        json.writeEndObject();
    }

    private void write(ItemFailure failure) throws IOException {
        json.writeStartObject();
        json.writeStringField("spaceKey", failure.spaceKey());
        json.writeStringField("kind", failure.kind());
        json.writeStringField("id", failure.itemId().toString());
        json.writeStringField("reason", failure.reason());
        json.writeStringField("next", failure.next());
        json.writeEndObject();
    }
}
