// Package virttemplate stands in for the client of VirtualMachineTemplates, see package core of virt-template-api.
package virttemplate

import (
	"context"
	"errors"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"

	"kubevirt.io/virt-template-api/core/subresourcesv1beta1"
	"kubevirt.io/virt-template-api/core/v1beta1"
)

// Interface is what virtctl calls.
type Interface interface {
	TemplateV1beta1() API
}

// API is of one version.
type API interface {
	RESTClient() rest.Interface
	VirtualMachineTemplates(namespace string) Templates
	VirtualMachineTemplateRequests(namespace string) Requests
}

// Templates are those of a namespace.
type Templates interface {
	Get(context.Context, string, metav1.GetOptions) (*v1beta1.VirtualMachineTemplate, error)
	Process(context.Context, string, subresourcesv1beta1.ProcessOptions) (
		*subresourcesv1beta1.ProcessedVirtualMachineTemplate, error)
	CreateVirtualMachine(context.Context, string, subresourcesv1beta1.ProcessOptions) (
		*subresourcesv1beta1.ProcessedVirtualMachineTemplate, error)
}

// Requests are those of a namespace.
type Requests interface {
	Create(context.Context, *v1beta1.VirtualMachineTemplateRequest, metav1.CreateOptions) (
		*v1beta1.VirtualMachineTemplateRequest, error)
}

// NewForConfig refuses: there is nothing to be a client of.
func NewForConfig(*rest.Config) (Interface, error) {
	return nil, errors.New("VirtualMachineTemplates do not exist here")
}
