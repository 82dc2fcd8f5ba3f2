package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many at once: an API server sends the reviews of all its users side by side. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LoadIT {
    private static final int AT_ONCE = 48;
    private static final long SECONDS = 60;

    @Test
    void manyReviewsAtOnceAreAllAnswered() throws Exception {
        Http direct = Stage.current().directly();
        JsonObject review =
                Manifests.one(
                        "{apiVersion: admission.k8s.io/v1, kind: AdmissionReview, request:"
                                + " {uid: u1, operation: CREATE}}");
        review.getAsJsonObject("request").add("object", Guests.instance("many"));
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            calls.add(() -> direct.post("/virtualmachineinstances-mutate", review).code());
        }
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> codes = new ArrayList<>();
            for (Future<Integer> call : executor.invokeAll(calls, SECONDS, TimeUnit.SECONDS)) {
                codes.add(call.get());
            }
            assertThat(codes).hasSize(AT_ONCE).containsOnly(200);
        }
    }
}
