package io.kubevirt.ee.api.lifecycle;

import com.google.gson.JsonPrimitive;
import io.kubevirt.ee.api.patch.JsonPatch;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachine;
import java.util.Optional;

/** Reads and switches the field of a machine's spec that says whether it runs. */
final class RunStrategies {
    static final String UNCLEAR =
            "spec says neither running nor runStrategy, or both, or an unknown runStrategy";

    private RunStrategies() {}

    static Optional<RunStrategy> of(VirtualMachine vm) {
        return RunStrategy.of(vm.spec());
    }

    /** Switches in the field that the user uses, if it still says what was decided on. */
    static JsonPatch switchTo(VirtualMachine vm, boolean on) {
        if (vm.spec().runStrategy() != null) {
            RunStrategy strategy = on ? RunStrategy.ALWAYS : RunStrategy.HALTED;
            return JsonPatch.builder()
                    .test("/spec/runStrategy", new JsonPrimitive(vm.spec().runStrategy()))
                    .replace("/spec/runStrategy", new JsonPrimitive(strategy.value()))
                    .build();
        }
        return JsonPatch.builder()
                .test("/spec/running", new JsonPrimitive(vm.spec().running()))
                .replace("/spec/running", new JsonPrimitive(on))
                .build();
    }
}
