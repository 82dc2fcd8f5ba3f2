package io.kubevirt.ee.model.v1;

/** A user who is logged in to the guest; the time is in seconds since 1970. */
public record VirtualMachineInstanceGuestOSUser(String userName, String domain, Double loginTime) {}
