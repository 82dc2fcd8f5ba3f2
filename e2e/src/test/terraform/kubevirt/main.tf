# A machine of KubeVirt's own provider, which lets nobody have one without a DataVolume.
terraform {
  required_providers {
    kubevirt = {
      source = "kubevirt/kubevirt"
    }
  }
}

variable "namespace" {
  type = string
}

variable "name" {
  type = string
}

resource "kubevirt_virtual_machine" "vm" {
  metadata {
    name      = var.name
    namespace = var.namespace
    labels = {
      "example.org/by" = "terraform"
    }
  }
  spec {
    run_strategy = "Always"
    data_volume_templates {
      metadata {
        name      = "${var.name}-system"
        namespace = var.namespace
      }
      spec {
        source {
          http {
            url = "http://images.example.org/system.qcow2"
          }
        }
        pvc {
          access_modes = ["ReadWriteOnce"]
          resources {
            requests = {
              storage = "1Gi"
            }
          }
        }
      }
    }
    template {
      metadata {
        labels = {
          "kubevirt.io/vm" = var.name
        }
      }
      spec {
        termination_grace_period_seconds = 1
        volume {
          name = "system"
          volume_source {
            data_volume {
              name = "${var.name}-system"
            }
          }
        }
        domain {
          resources {
            requests = {
              memory = "128Mi"
            }
          }
          devices {
            disk {
              name = "system"
              disk_device {
                disk {
                  bus = "virtio"
                }
              }
            }
            interface {
              name                     = "default"
              interface_binding_method = "InterfaceMasquerade"
            }
          }
        }
        network {
          name = "default"
          network_source {
            pod {
              vm_network_cidr = "10.0.2.0/24"
            }
          }
        }
      }
    }
  }
}
