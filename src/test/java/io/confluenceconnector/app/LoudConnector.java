package io.confluenceconnector.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import org.slf4j.LoggerFactory;

import java.util.Set;

/**
 * The connector with every logger at TRACE, whatever the program sets; no operator can do more from outside. Only those
 * that tell of classes, services and scheduled tasks stay at DEBUG: they would be nine tenths of the output.
 */
final class LoudConnector {
    private static final Set<String> CHATTERING = Set.of("org.apache.camel.support.management.MBeanInfoAssembler",
            "org.apache.camel.component.bean.BeanInfo", "org.apache.camel.component.bean.MethodInfo",
            "org.apache.camel.support.service.BaseService$Holder", "org.apache.camel.impl.engine.DefaultReactiveExecutor");

    private LoudConnector() {
    }

    public static void main(String[] arguments) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.addListener(new KeepsTrace());
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);
        ConnectorMain.main(arguments);
    }

    private static final class KeepsTrace implements LoggerContextListener {
        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onLevelChange(Logger logger, Level level) {
            Level wanted = CHATTERING.contains(logger.getName()) ? Level.DEBUG : Level.TRACE;
            if (level != wanted) {
                logger.setLevel(wanted);
            }
        }

        @Override
        public void onStart(LoggerContext context) {
            // levels are all that matters
        }

        @Override
        public void onReset(LoggerContext context) {
            CHATTERING.forEach(name -> context.getLogger(name).setLevel(Level.DEBUG));
        }

        @Override
        public void onStop(LoggerContext context) {
            // nothing is held
        }
    }
}
