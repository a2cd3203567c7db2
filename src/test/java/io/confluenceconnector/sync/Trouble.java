package io.confluenceconnector.sync;

/** Something transient that goes wrong in one cycle; a retry may outlast it or not. */
interface Trouble {

    void inject(TenantFixture tenant);
}
