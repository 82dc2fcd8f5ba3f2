// Command virtctl is KubeVirt's own client, for tests that use the cluster as its users do. Of its commands only template does
// not work: see absent/.
package main

import (
	"os"

	_ "k8s.io/client-go/plugin/pkg/client/auth" // the kubeconfig's credential plugins
	"kubevirt.io/kubevirt/pkg/virtctl"
)

func main() {
	os.Exit(virtctl.Execute())
}
