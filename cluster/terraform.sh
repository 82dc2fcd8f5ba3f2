#!/usr/bin/env bash
# usage: cluster/terraform.sh ARGUMENT...
# OpenTofu, the free Terraform, against the cluster, from this checkout: every argument reaches it as it was given, and -chdir=FOLDER
# says where the .tf files are. It has two providers: kubevirt/kubevirt, KubeVirt's own, and gavinbunney/kubectl, for any manifest.
# The first time all three are built from their Go modules, which takes some minutes, and kept in ~/.cache/kubevirt-ee: no registry
# is asked for providers, and `init` is not needed.
# CLUSTER=vagrant and CLUSTER=external CONTEXT=… choose the cluster as they do for cluster/kubectl.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/node/build.sh
source "$here/node/build.sh"

# build_terraform: sets TERRAFORM, the folder with the three programs and the configuration that names the providers.
build_terraform() {
  local modules=$here/terraform
  TERRAFORM=$CLUSTER_CACHE/terraform-$(content_key "$modules"/{cli,kubevirt,kubectl}/{go.mod,go.sum})
  if [[ -r $TERRAFORM/providers.tofurc ]]; then return; fi
  step "building OpenTofu and two providers: 10 minutes or more on two processors, once"
  go_build "$modules/cli" "$TERRAFORM/tofu" "-s -w -X github.com/opentofu/opentofu/version.dev=no" github.com/opentofu/opentofu/cmd/tofu
  go_build "$modules/kubevirt" "$TERRAFORM/terraform-provider-kubevirt" "-s -w" github.com/kubevirt/terraform-provider-kubevirt
  go_build "$modules/kubectl" "$TERRAFORM/terraform-provider-kubectl" "-s -w" github.com/gavinbunney/terraform-provider-kubectl
  name_providers >"$TERRAFORM/providers.tofurc.$$"
  mv "$TERRAFORM/providers.tofurc.$$" "$TERRAFORM/providers.tofurc"
  step "OpenTofu and its providers built, kept in $TERRAFORM"
}

name_providers() {
  cat <<END
disable_checkpoint = true
provider_installation {
  dev_overrides {
    "kubevirt/kubevirt"   = "$TERRAFORM"
    "gavinbunney/kubectl" = "$TERRAFORM"
  }
}
END
}

# What it writes is OpenTofu's alone: steps are told beside it.
build_terraform >&2
have_configuration
export TF_CLI_CONFIG_FILE=$TERRAFORM/providers.tofurc
KUBECONFIG=$CONFIGURATION exec "$TERRAFORM/tofu" "$@"
