/** Instancetypes and preferences: found, pinned, applied to what a machine runs. Pure. */
package io.kubevirt.ee.model.instancetype;
