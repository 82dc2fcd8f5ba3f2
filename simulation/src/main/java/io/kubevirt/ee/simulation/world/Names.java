package io.kubevirt.ee.simulation.world;

/** The kinds that the simulation knows. */
public final class Names {
    /** VirtualMachine. */
    public static final String VM = "VirtualMachine";

    /** VirtualMachineInstance. */
    public static final String VMI = "VirtualMachineInstance";

    /** Pod. */
    public static final String POD = "Pod";

    /** ControllerRevision. */
    public static final String REVISION = "ControllerRevision";

    /** PersistentVolumeClaim. */
    public static final String CLAIM = "PersistentVolumeClaim";

    /** Node. */
    public static final String NODE = "Node";

    /** The namespace of all that users make. */
    public static final String NAMESPACE = "default";

    /** The machine that API server and virt-controller run on, for its wall clock. */
    public static final String CONTROL_PLANE = "control-plane";

    private Names() {}

    /** The name of the instance that a launcher pod was made for. */
    public static String instanceOf(ObjectId pod) {
        String name = pod.name().substring("virt-launcher-".length());
        return name.substring(0, name.lastIndexOf('-'));
    }
}
