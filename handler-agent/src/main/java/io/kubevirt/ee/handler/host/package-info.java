/**
 * The node of one guest: its directory, uid, images, cgroups and network, and the link to its
 * launcher. Everything a pod's user controls is opened inside that pod's root, by descriptor.
 */
package io.kubevirt.ee.handler.host;
