package io.kubevirt.ee.model.instancetype;

/** Group and version of instancetypes and preferences, and the names that tell of them. */
public final class InstancetypeApi {
    public static final String GROUP = "instancetype.kubevirt.io";
    public static final String VERSION = "v1beta1";
    public static final String API_VERSION = GROUP + "/" + VERSION;

    /** On instances: the name of the instancetype of their machine. */
    static final String INSTANCETYPE_NAME = "kubevirt.io/instancetype-name";

    static final String CLUSTER_INSTANCETYPE_NAME = "kubevirt.io/cluster-instancetype-name";

    /** On instances: the name of the preference of their machine. */
    static final String PREFERENCE_NAME = "kubevirt.io/preference-name";

    static final String CLUSTER_PREFERENCE_NAME = "kubevirt.io/cluster-preference-name";

    private InstancetypeApi() {}
}
