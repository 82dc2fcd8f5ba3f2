// Package v1beta1 has the shape of VirtualMachineTemplates as far as virtctl names it, see package core.
package v1beta1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"kubevirt.io/virt-template-api/core"
)

// GroupVersion of the types.
var GroupVersion = schema.GroupVersion{Group: core.GroupName, Version: "v1beta1"}

// VirtualMachineTemplate is a machine with parameters.
type VirtualMachineTemplate struct {
	metav1.TypeMeta
	metav1.ObjectMeta
	Spec VirtualMachineTemplateSpec
}

// DeepCopyObject is never called: there are none.
func (t *VirtualMachineTemplate) DeepCopyObject() runtime.Object {
	panic("VirtualMachineTemplates do not exist here")
}

// VirtualMachineTemplateSpec is the machine and its parameters.
type VirtualMachineTemplateSpec struct {
	Message        string
	Parameters     []Parameter
	VirtualMachine *runtime.RawExtension
}

// Parameter is one that a template takes.
type Parameter struct {
	Name, DisplayName, Description, Value, Generate, From string
	Required                                              bool
}

// VirtualMachineTemplateRequest asks for a template of a machine.
type VirtualMachineTemplateRequest struct {
	metav1.TypeMeta
	metav1.ObjectMeta
	Spec VirtualMachineTemplateRequestSpec
}

// VirtualMachineTemplateRequestSpec names both.
type VirtualMachineTemplateRequestSpec struct {
	VirtualMachineRef VirtualMachineReference
	TemplateName      string
}

// VirtualMachineReference names a machine.
type VirtualMachineReference struct {
	Namespace, Name string
}
