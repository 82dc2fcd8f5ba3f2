/**
 * The launcher pod of an instance: what it looks like, what it reserves, what its troubles mean.
 */
package io.kubevirt.ee.model.launcher;
