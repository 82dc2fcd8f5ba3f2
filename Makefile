# An index of what can be done here; each line is a script that also runs by itself and explains itself with --help.
.DEFAULT_GOAL := help
.PHONY: help run test test-cluster test-clients test-vagrant dev-api dev-controller dev-handler

help: ## this list
	@sed -n 's/^\([a-z-]*\): ## /make \1	/p' $(MAKEFILE_LIST)

run: ## the local Kubernetes, everything built and deployed, a first guest: its console, its page
	@cluster/run.sh

test: ## every test: rules, units, simulation, Liberty, libvirt, scripts, the cluster
	@cluster/test.sh

test-cluster: ## three masters and three nodes on this machine: quickcheck on every node, masters and nodes lost
	@cluster/test.sh cluster

test-clients: ## not part of test: VMs by OpenTofu and two providers, which are built from Go modules the first time
	@cluster/test.sh clients

test-vagrant: ## not part of test: builds a box, vagrant up (emulated without KVM), sync.sh, quickcheck.sh, cgroup v2, vagrant destroy
	@vagrant/test.sh

dev-api: ## virt-api from this checkout, in the place of its pods, until Ctrl-C
	@cluster/dev.sh api

dev-controller: ## virt-controller from this checkout, the same way
	@cluster/dev.sh controller

dev-handler: ## virt-handler from this checkout, the same way
	@cluster/dev.sh handler
