package io.confluenceconnector.app;

import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import java.io.IOException;
import java.lang.reflect.Array;
import java.rmi.RemoteException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an operator sees who has opened JMX: every attribute, and what harmless operations answer. */
final class JmxClient implements AutoCloseable {

    private static final Set<String> HARMLESS = Set.of("dump", "get", "list", "browse", "has", "find", "stats", "print");

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    JmxClient(int port) throws IOException {
        connector = JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"));
        server = connector.getMBeanServerConnection();
    }

    /** The JVM options that open JMX on a local port. */
    static String[] options(int port) {
        String remote = "-Dcom.sun.management.jmxremote";
        return new String[] {remote + ".port=" + port, remote + ".rmi.port=" + port, remote + ".authenticate=false",
            remote + ".ssl=false", remote + ".host=127.0.0.1", "-Djava.rmi.server.hostname=127.0.0.1"};
    }

    Set<ObjectName> names() throws IOException {
        return new TreeSet<>(server.queryNames(null, null));
    }

    Object attribute(String name, String attribute) throws IOException, JMException {
        return server.getAttribute(new ObjectName(name), attribute);
    }

    Object call(String name, String operation, Object... arguments) throws IOException, JMException {
        return server.invoke(new ObjectName(name), operation, arguments,
                Arrays.stream(arguments).map(argument -> argument.getClass().getName()).toArray(String[]::new));
    }

    /** Switches on what can be switched on from here: tracing in Camel, and the JDK's finest logs. */
    void openEverything() throws IOException, JMException {
        for (ObjectInstance bean : server.queryMBeans(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean.getObjectName()).getAttributes()) {
                if (attribute.isWritable() && Set.of("Tracing", "MessageHistory", "LogExhaustedMessageBody").contains(attribute.getName())) {
                    server.setAttribute(bean.getObjectName(), new Attribute(attribute.getName(), true));
                }
            }
        }
        for (String logger : (String[]) attribute("java.util.logging:type=Logging", "LoggerNames")) {
            if (!logger.isEmpty() && !logger.startsWith("javax.management")) { // those would tell of this very client
                call("java.util.logging:type=Logging", "setLoggerLevel", logger, "ALL");
            }
        }
    }

    /** Everything that reading shows, as text; a refusal is part of it. */
    String everything() throws IOException, JMException {
        StringBuilder text = new StringBuilder();
        for (ObjectName name : names()) {
            try {
                attributes(name, text);
                if (name.getDomain().equals("org.apache.camel") || name.getDomain().startsWith("io.")) {
                    operations(name, text);
                }
            } catch (InstanceNotFoundException gone) {
                text.append(name).append(" has gone\n");
            }
        }
        return text.toString();
    }

    private void attributes(ObjectName name, StringBuilder text) throws IOException, JMException {
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
            if (attribute.isReadable()) {
                text.append(name).append(' ').append(attribute.getName()).append('=')
                        .append(read(() -> server.getAttribute(name, attribute.getName()))).append('\n');
            }
        }
    }

    private void operations(ObjectName name, StringBuilder text) throws IOException, JMException {
        for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
            String[] types = Arrays.stream(operation.getSignature()).map(parameter -> parameter.getType()).toArray(String[]::new);
            Object[] arguments = Arrays.stream(types).map(JmxClient::example).toArray();
            if (HARMLESS.stream().anyMatch(operation.getName()::startsWith) && !Arrays.asList(arguments).contains(null)) {
                text.append(name).append(' ').append(operation.getName()).append("()=")
                        .append(read(() -> server.invoke(name, operation.getName(), arguments, types))).append('\n');
            }
        }
    }

    /** Operations that would show messages on their way. */
    Set<String> messageReaders() throws IOException, JMException {
        Set<String> found = new TreeSet<>();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (operation.getName().matches("(?i).*(tracedmessage|breakpoint).*")) {
                    found.add(name + " " + operation.getName());
                }
            }
        }
        return found;
    }

    private static Object example(String type) {
        return switch (type) {
            case "boolean", "java.lang.Boolean" -> true;
            case "int", "java.lang.Integer" -> 0;
            case "long", "java.lang.Long" -> 0L;
            default -> null;
        };
    }

    private interface Reading {
        Object read() throws IOException, JMException;
    }

    private static String read(Reading reading) throws IOException {
        try {
            return text(reading.read());
        } catch (JMException | RuntimeException | RemoteException refused) {
            return "refused: " + refused;
        }
    }

    private static String text(Object value) {
        if (value instanceof CompositeData composite) {
            return composite.getCompositeType().keySet().stream()
                    .map(key -> key + "=" + text(composite.get(key))).collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof TabularData table) {
            return table.values().stream().map(JmxClient::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().map(JmxClient::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value != null && value.getClass().isArray()) {
            StringBuilder elements = new StringBuilder("[");
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.append(text(Array.get(value, i))).append(", ");
            }
            return elements.append(']').toString();
        }
        return String.valueOf(value);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
