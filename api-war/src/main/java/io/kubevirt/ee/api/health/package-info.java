/** Whether virt-api works, for the kubelet. */
package io.kubevirt.ee.api.health;
