/** Keys and passwords of a guest's users, from Secrets into the guest. */
package io.kubevirt.ee.model.access;
