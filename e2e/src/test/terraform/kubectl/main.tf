# A manifest of the project's examples, as it is, with its run strategy as a setting.
terraform {
  required_providers {
    kubectl = {
      source = "gavinbunney/kubectl"
    }
  }
}

variable "namespace" {
  type = string
}

variable "run_strategy" {
  type    = string
  default = "Always"
}

resource "kubectl_manifest" "vm" {
  yaml_body          = replace(file("${path.module}/vm.yaml"), "runStrategy: Always", "runStrategy: ${var.run_strategy}")
  override_namespace = var.namespace
  wait               = true # for its end
}

output "uid" {
  value = kubectl_manifest.vm.live_uid
}
