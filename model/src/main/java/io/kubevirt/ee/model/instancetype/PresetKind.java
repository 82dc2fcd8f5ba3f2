package io.kubevirt.ee.model.instancetype;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The four kinds that a machine can refer to, by KubeVirt's names. */
public enum PresetKind {
    INSTANCETYPE(
            "VirtualMachineInstancetype",
            Role.INSTANCETYPE,
            true,
            InstancetypeApi.INSTANCETYPE_NAME),
    CLUSTER_INSTANCETYPE(
            "VirtualMachineClusterInstancetype",
            Role.INSTANCETYPE,
            false,
            InstancetypeApi.CLUSTER_INSTANCETYPE_NAME),
    PREFERENCE("VirtualMachinePreference", Role.PREFERENCE, true, InstancetypeApi.PREFERENCE_NAME),
    CLUSTER_PREFERENCE(
            "VirtualMachineClusterPreference",
            Role.PREFERENCE,
            false,
            InstancetypeApi.CLUSTER_PREFERENCE_NAME);

    /** Which of a machine's two references leads to it. */
    public enum Role {
        INSTANCETYPE("instancetype", "InstancetypeMatcher"),
        PREFERENCE("preference", "PreferenceMatcher");

        private final String field;
        private final String matcher;

        Role(String field, String matcher) {
            this.field = field;
            this.matcher = matcher;
        }

        /** The field of a machine's spec that refers to it. */
        public String field() {
            return field;
        }

        /** What KubeVirt calls the reference in its messages. */
        String matcher() {
            return matcher;
        }
    }

    private final String kind;
    private final Role role;
    private final boolean namespaced;
    private final String annotation;

    PresetKind(String kind, Role role, boolean namespaced, String annotation) {
        this.kind = kind;
        this.role = role;
        this.namespaced = namespaced;
        this.annotation = annotation;
    }

    /**
     * The kind that a reference names, in any case, as singular or plural; the cluster's where it
     * names none.
     */
    static Optional<PresetKind> of(Role role, String kindOrNull) {
        if (kindOrNull == null || kindOrNull.isEmpty()) {
            return Optional.of(
                    role == Role.INSTANCETYPE ? CLUSTER_INSTANCETYPE : CLUSTER_PREFERENCE);
        }
        String name = kindOrNull.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(one -> one.role == role)
                .filter(one -> name.equals(one.singular()) || name.equals(one.plural()))
                .findFirst();
    }

    /** The kind, such as VirtualMachineClusterInstancetype. */
    public String kind() {
        return kind;
    }

    /** The resource, such as virtualmachineclusterinstancetypes. */
    public String plural() {
        return singular() + "s";
    }

    /** One of the resource, such as virtualmachineclusterinstancetype. */
    public String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }

    /** Whether it is looked for in the machine's namespace. */
    public boolean namespaced() {
        return namespaced;
    }

    /** The annotation of instances that names it. */
    String annotation() {
        return annotation;
    }

    /** Which reference leads to it. */
    public Role role() {
        return role;
    }
}
