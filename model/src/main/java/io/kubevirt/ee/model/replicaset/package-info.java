/** What the controller does with a replica set: its instances claimed, made, ended, counted. */
package io.kubevirt.ee.model.replicaset;
