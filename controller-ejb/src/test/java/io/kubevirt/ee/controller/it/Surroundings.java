package io.kubevirt.ee.controller.it;

import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;

/** Sets the stage before Arquillian starts the server, and clears it when the server has ended. */
public final class Surroundings implements LoadableExtension {
    private static final int BEFORE_THE_CONTAINER = 100;
    private static final int AFTER_THE_CONTAINER = -100;

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Setting.class);
    }

    /** Made by Arquillian. */
    public static final class Setting {
        /** Sets the stage. */
        public void set(@Observes(precedence = BEFORE_THE_CONTAINER) BeforeSuite suite)
                throws Exception {
            Stage.set();
        }

        /** Clears the stage. */
        public void clear(@Observes(precedence = AFTER_THE_CONTAINER) AfterSuite suite)
                throws Exception {
            Stage.clear();
        }
    }
}
