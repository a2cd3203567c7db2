package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Operations;

import java.util.List;
import java.util.Set;

/** The platform fails the next {@code times} calls of one operation, some of them only after they took effect. */
record PlatformTrouble(String operation, int times, Kind kind) implements Trouble {

    static final List<String> OPERATIONS = List.of(Operations.FILE_DIFF, Operations.UPLOAD, Operations.SCOPED_UPLOAD,
            Operations.TOKEN, Operations.REGISTER, Operations.FINALISE, Operations.PAGINATED_CONTENT,
            Operations.CONTENT_DELETE, Operations.CONTENT_UPDATE, Operations.ME, Operations.CREATE_SCOPE_ACCESSES,
            Operations.PAGINATED_SCOPE, Operations.GENERATE_SCOPES, Operations.UPDATE_SCOPE, Operations.DELETE_FOLDER);

    enum Kind {
        STATUS_500(Fault.status(500)), STATUS_502(Fault.status(502)), RESET(Fault.resetConnection()),
        STATUS_401(Fault.status(401)), STATUS_403(Fault.status(403)), STATUS_404(Fault.status(404)),
        STATUS_429(Fault.status(429)), FORBIDDEN(Fault.graphqlError("No", "FORBIDDEN")),
        TRUNCATED(Fault.truncateAnswer()), MALFORMED(Fault.malformedJson()), LOGIN_PAGE(Fault.html200()),
        NO_DATA(Fault.missingData()), GRAPHQL(Fault.graphqlError("It broke", "INTERNAL_SERVER_ERROR")),
        EFFECT_THEN_RESET(Fault.afterEffect(Fault.resetConnection())), EFFECT_THEN_502(Fault.afterEffect(Fault.status(502)));

        private final Fault fault;

        Kind(Fault fault) {
            this.fault = fault;
        }

        /** An upload's answer has no text to be wrong. */
        boolean fits(String operation) {
            boolean upload = operation.equals(Operations.UPLOAD) || operation.equals(Operations.SCOPED_UPLOAD);
            return !upload || !Set.of(MALFORMED, NO_DATA, GRAPHQL, FORBIDDEN).contains(this);
        }
    }

    @Override
    public void inject(TenantFixture tenant) {
        tenant.platform.fault(operation, times, kind.fault);
    }
}
