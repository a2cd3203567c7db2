package io.confluenceconnector.tenant;

import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import javax.management.modelmbean.RequiredModelMBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has all MBeans of a class share the description of its attributes and operations, which names nothing of a tenant (S15). Camel gives each
 * MBean one of its own, and a route's is as large as the rest of the route.
 */
final class SharedMBeanInfos extends DefaultManagementMBeanAssembler {

    private static final Map<Class<?>, ModelMBeanInfo> INFOS = new ConcurrentHashMap<>();

    SharedMBeanInfos(CamelContext context) {
        super(context);
    }

    @Override
    public ModelMBean assemble(MBeanServer server, Object managed, ObjectName name) throws JMException {
        ModelMBean bean = super.assemble(server, managed, name);
        if (bean instanceof RequiredModelMBean described && !(managed instanceof ManagedInstance)) {
            described.setModelMBeanInfo(INFOS.computeIfAbsent(managed.getClass(), type -> (ModelMBeanInfo) described.getMBeanInfo()));
        }
        return bean;
    }
}
