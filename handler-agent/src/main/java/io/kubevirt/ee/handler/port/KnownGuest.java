package io.kubevirt.ee.handler.port;

/**
 * A guest that the node was made ready for and not released: remembered in the guest's directory,
 * so that leftovers are found after any restart.
 *
 * @param vmiUid uid of the VMI
 * @param namespace the VMI's namespace, as ordered
 * @param name the VMI's name, as ordered
 */
public record KnownGuest(String vmiUid, String namespace, String name) {}
