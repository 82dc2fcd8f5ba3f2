// Package template stands in for what makes machines of VirtualMachineTemplates, see package core of virt-template-api.
package template

import (
	"errors"

	"k8s.io/apimachinery/pkg/util/validation/field"
	virtv1 "kubevirt.io/api/core/v1"

	"kubevirt.io/virt-template-api/core/v1beta1"
)

var errAbsent = errors.New("VirtualMachineTemplates do not exist here")

// Processor makes a machine.
type Processor struct{}

// GetDefaultProcessor is the only one.
func GetDefaultProcessor() Processor {
	return Processor{}
}

// Process refuses.
func (Processor) Process(*v1beta1.VirtualMachineTemplate) (*virtv1.VirtualMachine, string, error) {
	return nil, "", errAbsent
}

// MergeParameters refuses.
func MergeParameters([]v1beta1.Parameter, map[string]string) ([]v1beta1.Parameter, error) {
	return nil, errAbsent
}

// ValidateParameterReferences has nothing to look at.
func ValidateParameterReferences(*v1beta1.VirtualMachineTemplate) ([]string, field.ErrorList) {
	return nil, nil
}
