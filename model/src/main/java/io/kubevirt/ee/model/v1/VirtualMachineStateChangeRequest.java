package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * A start, stop or restart asked for by the subresource API, carried out by virt-controller. At
 * {@code status.stateChangeRequests[]} of a VirtualMachine.
 */
@RecordBuilder
public record VirtualMachineStateChangeRequest(
        @Required String action, Map<String, String> data, String uid) {}
