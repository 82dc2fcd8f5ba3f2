/** What the agent inside a guest can be asked, and what its answers mean to KubeVirt's clients. */
package io.kubevirt.ee.model.agent;
