package io.confluenceconnector.tenant;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.bean.BeanComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import static org.assertj.core.api.Assertions.assertThat;

/** What a further tenant would otherwise hold a second time: measured with 20 of them, two thirds of the heap. */
class SharedDescriptionsTest {

    private DefaultCamelContext acme;
    private DefaultCamelContext northwind;

    @BeforeEach
    void start() throws Exception {
        acme = context("acme");
        northwind = context("northwind");
    }

    @AfterEach
    void stop() {
        acme.stop();
        northwind.stop();
    }

    @Test
    void shouldDescribeRoutesOfAllTenantsInJmxByTheSameObjects() throws Exception {
        // when
        MBeanInfo route = server(acme).getMBeanInfo(route("acme", "first"));

        // then
        assertThat(route.getAttributes()).isNotEmpty()
                .usingElementComparator((a, b) -> a == b ? 0 : 1) // the same, not only equal
                .containsExactly(server(acme).getMBeanInfo(route("acme", "second")).getAttributes())
                .containsExactly(server(northwind).getMBeanInfo(route("northwind", "first")).getAttributes());
    }

    @Test
    @DisplayName("S15: the description is shared, the counters and the operations are each route's own")
    void shouldKeepCountersAndOperationsApart() throws Exception {
        // when
        acme.createProducerTemplate().sendBody("direct:first", "");
        server(northwind).invoke(route("northwind", "first"), "stop", null, null);

        // then
        assertThat(server(acme).getAttribute(route("acme", "first"), "ExchangesTotal")).isEqualTo(1L);
        assertThat(server(acme).getAttribute(route("acme", "second"), "ExchangesTotal")).isEqualTo(0L);
        assertThat(server(northwind).getAttribute(route("northwind", "first"), "ExchangesTotal")).isEqualTo(0L);
        assertThat(server(acme).getAttribute(route("acme", "first"), "State")).isEqualTo("Started");
        assertThat(server(northwind).getAttribute(route("northwind", "first"), "State")).isEqualTo("Stopped");
    }

    @Test
    void shouldDescribeABeanOnceForAllItsSteps() {
        // when
        int descriptions = acme.getComponent("bean", BeanComponent.class).getCurrentBeanCacheSize();

        // then
        assertThat(descriptions).isEqualTo(1);
    }

    private static DefaultCamelContext context(String name) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName(name);
        TenantRuntime.describeOnce(context);
        context.getRegistry().bind("greeting", new Greeting());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:first").routeId("first").bean("ref:greeting", "hello").bean("ref:greeting", "goodbye");
                from("direct:second").routeId("second").bean("ref:greeting", "hello");
            }
        });
        context.start();
        return context;
    }

    private static MBeanServer server(DefaultCamelContext context) {
        return context.getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private static ObjectName route(String context, String id) throws Exception {
        return new ObjectName("org.apache.camel:context=" + context + ",type=routes,name=\"" + id + "\"");
    }

    /** A bean that routes name. */
    public static final class Greeting {
        public String hello() {
            return "hello";
        }

        public String goodbye() {
            return "goodbye";
        }
    }
}
