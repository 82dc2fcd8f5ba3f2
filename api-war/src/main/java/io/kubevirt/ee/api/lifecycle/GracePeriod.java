package io.kubevirt.ee.api.lifecycle;

import com.google.gson.JsonPrimitive;
import io.kubevirt.ee.api.lifecycle.Decision.PatchInstance;
import io.kubevirt.ee.api.patch.JsonPatch;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;

/** Changes how long a running guest may take to shut down. */
final class GracePeriod {
    private static final String PATH = "/spec/terminationGracePeriodSeconds";

    private GracePeriod() {}

    static PatchInstance of(VirtualMachineInstance vmi, long seconds) {
        Long current = vmi.spec().terminationGracePeriodSeconds();
        JsonPatch.Builder patch = JsonPatch.builder();
        if (current == null) {
            patch.testAbsent(PATH);
        } else {
            patch.test(PATH, new JsonPrimitive(current));
        }
        return new PatchInstance(patch.add(PATH, new JsonPrimitive(seconds)).build());
    }
}
