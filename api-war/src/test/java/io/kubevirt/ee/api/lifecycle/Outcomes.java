package io.kubevirt.ee.api.lifecycle;

import io.kubevirt.ee.api.lifecycle.Decision.Accepted;
import io.kubevirt.ee.api.lifecycle.Decision.PatchInstance;
import io.kubevirt.ee.api.lifecycle.Decision.PatchMachine;
import io.kubevirt.ee.api.lifecycle.Decision.PatchMachineStatus;
import io.kubevirt.ee.api.lifecycle.Decision.Refused;
import java.util.stream.Collectors;

/** Decisions as short text, for tables. */
final class Outcomes {
    private Outcomes() {}

    /** As {@code 409 why}, or {@code vm [patch]; vmi [patch]}. */
    static String text(Decision decision) {
        return switch (decision) {
            case Refused refused ->
                    refused.status().getCode()
                            + " "
                            + refused.status()
                                    .getMessage()
                                    .replace(
                                            "Operation cannot be fulfilled on"
                                                    + " virtualmachine.kubevirt.io \"vm1\": ",
                                            "");
            case Accepted accepted ->
                    accepted.writes().stream()
                            .map(Outcomes::text)
                            .collect(Collectors.joining("; "));
        };
    }

    private static String text(Decision.Write write) {
        String target =
                switch (write) {
                    case PatchMachine machine -> "vm";
                    case PatchMachineStatus status -> "status";
                    case PatchInstance instance -> "vmi";
                };
        String operations =
                write.patch().operations().stream()
                        .map(
                                operation ->
                                        operation.value() == null
                                                ? "%s %s"
                                                        .formatted(operation.op(), operation.path())
                                                : "%s %s %s"
                                                        .formatted(
                                                                operation.op(),
                                                                operation.path(),
                                                                operation.value()))
                        .collect(Collectors.joining(", "));
        return (target + " [" + operations + "]").replace('"', '\'');
    }
}
