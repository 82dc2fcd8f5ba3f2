# An index of what can be done here; each line is a script that also runs by itself and explains itself with --help.
.DEFAULT_GOAL := help
.PHONY: help run test

help: ## this list
	@sed -n 's/^\([a-z]*\): ## /make \1	/p' $(MAKEFILE_LIST)

run: ## the local Kubernetes, everything built and deployed, a first guest: its console, its page
	@cluster/run.sh

test: ## every test: rules, units, simulation, Liberty, libvirt, scripts, the cluster
	@cluster/test.sh
