package io.confluenceconnector.cluster;

import java.util.List;

/** Where the Leases of a group of pods are; each call may take its time and fail. */
interface LeaseStore {

    /** All of the group, as they are now and not as some cache had them. */
    List<Lease> list() throws StoreUnavailableException;

    /** @throws LeaseChangedException when there is one of that name by now */
    Lease create(Lease lease) throws LeaseChangedException, StoreUnavailableException;

    /** @throws LeaseChangedException when somebody else has written since {@code lease.version()}, or it has gone */
    Lease replace(Lease lease) throws LeaseChangedException, StoreUnavailableException;
}
