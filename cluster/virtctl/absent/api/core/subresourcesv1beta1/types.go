// Package subresourcesv1beta1 has what virtctl sends and gets for a VirtualMachineTemplate, see package core.
package subresourcesv1beta1

import virtv1 "kubevirt.io/api/core/v1"

// ProcessOptions are the values of its parameters.
type ProcessOptions struct {
	Parameters map[string]string
}

// ProcessedVirtualMachineTemplate is the machine that came of it.
type ProcessedVirtualMachineTemplate struct {
	VirtualMachine *virtv1.VirtualMachine
	Message        string
}
