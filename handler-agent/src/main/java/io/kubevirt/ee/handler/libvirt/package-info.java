/** libvirt of the node: the connection, its events, our domains on it, and its errors as types. */
package io.kubevirt.ee.handler.libvirt;
