// Package core stands in for that of VirtualMachineTemplates, whose modules Go's proxy does not serve: what virtctl needs to be
// built, and no more. They do not exist here, so its command template does not work.
package core

// Names of the API.
const (
	GroupName                   = "template.kubevirt.io"
	SingularResourceName        = "virtualmachinetemplate"
	PluralResourceName          = "virtualmachinetemplates"
	SingularRequestResourceName = "virtualmachinetemplaterequest"
)
