package io.kubevirt.ee.model.v1;

/** Finalizers of our resources, by KubeVirt's names. */
public final class Finalizers {
    /** Holds a machine until its instance is gone. */
    public static final String VIRTUAL_MACHINE = "kubevirt.io/virtualMachineControllerFinalize";

    /** Holds an instance until its domain and pods are gone. */
    public static final String VIRTUAL_MACHINE_INSTANCE = "foregroundDeleteVirtualMachine";

    private Finalizers() {}
}
