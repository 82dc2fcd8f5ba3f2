package io.kubevirt.ee.model.v1;

/** A command that the guest's agent knows. At {@code supportedCommands[]} of its guestosinfo. */
public record GuestAgentCommandInfo(String name, Boolean enabled) {}
