/** What of this node the kubelet counts and gives to pods: KVM. */
package io.kubevirt.ee.handler.device;
