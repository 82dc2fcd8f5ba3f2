package io.kubevirt.ee.model.v1;

/** Finalizers that our resources have, by KubeVirt's and Kubernetes' names. */
public final class Finalizers {
    /** Holds a machine until its instance is gone. */
    public static final String VIRTUAL_MACHINE = "kubevirt.io/virtualMachineControllerFinalize";

    /** Holds an instance until its domain and pods are gone. */
    public static final String VIRTUAL_MACHINE_INSTANCE = "foregroundDeleteVirtualMachine";

    /** Kubernetes' own: what is deleted leaves behind what it owns. */
    public static final String ORPHAN = "orphan";

    private Finalizers() {}
}
