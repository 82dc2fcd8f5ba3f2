package io.kubevirt.ee.api.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What is served below /rest, on a port of its own: see the access package's doors. */
@ApplicationPath(RestApplication.ROOT)
public class RestApplication extends Application {
    /** The path of everything here. */
    public static final String ROOT = "/rest";

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                ObjectsResource.class,
                PowerResource.class,
                WatchResource.class,
                DocumentResource.class,
                ProblemMapper.class,
                AnswerHeaders.class);
    }
}
