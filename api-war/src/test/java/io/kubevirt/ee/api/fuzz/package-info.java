/** Manifests that are changed at random, by a seed: what users and programs could send. */
package io.kubevirt.ee.api.fuzz;
