package io.kubevirt.ee.model.condition;

/** Types of conditions, by KubeVirt's words. */
public enum ConditionType {
    /** The guest runs and can be used. */
    READY("Ready"),
    /** Present and false while the domain cannot be made as the instance asks. */
    SYNCHRONIZED("Synchronized"),
    /** Present and false while no node takes the launcher pod. */
    POD_SCHEDULED("PodScheduled"),
    /** Of a machine; present and true while its instance cannot be made. */
    FAILURE("Failure"),
    /** Present and true while the guest is paused. */
    PAUSED("Paused"),
    /** Whether the guest can be moved while it runs. */
    LIVE_MIGRATABLE("LiveMigratable"),
    /** Whether the guest can be moved along with its disks while it runs. */
    STORAGE_LIVE_MIGRATABLE("StorageLiveMigratable"),
    /** Of a machine; present and true while a change of its template waits for a restart. */
    RESTART_REQUIRED("RestartRequired"),
    /** The guest's agent answers. */
    AGENT_CONNECTED("AgentConnected"),
    /** Whether keys and passwords of the instance are in the guest. */
    ACCESS_CREDENTIALS_SYNCHRONIZED("AccessCredentialsSynchronized");

    private final String value;

    ConditionType(String value) {
        this.value = value;
    }

    /** The type as the API spells it. */
    public String value() {
        return value;
    }
}
