package io.kubevirt.ee.model.v1;

import com.google.gson.annotations.SerializedName;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A network of a NetworkAttachmentDefinition. At {@code spec.networks[].multus} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record MultusNetwork(
        @SerializedName("default") Boolean isDefault, @Required String networkName) {}
