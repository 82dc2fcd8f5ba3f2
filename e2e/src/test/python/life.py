"""One VirtualMachine's life, driven by the official Python client as a program written for KubeVirt does.

usage: life.py KUBECONFIG NAMESPACE NAME IMAGE

Each step says what it saw; the first that is not as it should be ends the program with 1.
"""

import json
import sys
import time

import websocket
from kubernetes import client, config, watch
from kubernetes.client.rest import ApiException
from kubernetes.stream.ws_client import create_websocket

GROUP, VERSION, MACHINES, INSTANCES = "kubevirt.io", "v1", "virtualmachines", "virtualmachineinstances"
SUBRESOURCES = "subresources.kubevirt.io"
PATIENCE_SECONDS = 150


class Life:
    def __init__(self, namespace, name, image):
        self.namespace, self.name, self.image = namespace, name, image
        self.objects = client.CustomObjectsApi()

    # --- the VM and its VMI ---------------------------------------------------------------------------

    def machine(self):
        return {
            "apiVersion": f"{GROUP}/{VERSION}",
            "kind": "VirtualMachine",
            "metadata": {"name": self.name, "labels": {"example.org/by": "python"}},
            "spec": {
                "runStrategy": "Manual",
                "template": {
                    "metadata": {"labels": {"example.org/by": "python"}},
                    "spec": {
                        "terminationGracePeriodSeconds": 30,
                        "domain": {
                            "memory": {"guest": "128Mi"},
                            "devices": {
                                "disks": [{"name": "system", "disk": {"bus": "virtio"}}],
                                "interfaces": [{"name": "default", "masquerade": {}}],
                            },
                        },
                        "networks": [{"name": "default", "pod": {}}],
                        "volumes": [{"name": "system", "containerDisk": {"image": self.image}}],
                    },
                },
            },
        }

    def get(self, plural):
        return self.objects.get_namespaced_custom_object(GROUP, VERSION, self.namespace, plural, self.name)

    def create(self, **options):
        return self.objects.create_namespaced_custom_object(
            GROUP, VERSION, self.namespace, MACHINES, self.machine(), **options)

    def await_that(self, plural, what, holds):
        """Watches, from what is there now, until the object is as it should be."""
        field = f"metadata.name={self.name}"
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            seen = self.objects.list_namespaced_custom_object(
                GROUP, VERSION, self.namespace, plural, field_selector=field)
            for item in seen["items"]:
                if holds(item):
                    return said(f"{plural}: {what}", item)
            events = watch.Watch().stream(
                self.objects.list_namespaced_custom_object, GROUP, VERSION, self.namespace, plural,
                field_selector=field, resource_version=seen["metadata"]["resourceVersion"],
                timeout_seconds=max(1, int(end - time.monotonic())))
            for event in events:
                if event["type"] != "DELETED" and holds(event["object"]):
                    return said(f"{plural}: {what}", event["object"])
        raise AssertionError(f"{plural} {self.name} is not {what}: {self.get(plural).get('status')}")

    def await_gone(self, plural):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if refused(404, lambda: self.get(plural), required=False):
                return said(f"{plural}: gone")
            time.sleep(0.5)
        raise AssertionError(f"{plural} {self.name} is still there")

    def await_status(self, status):
        return self.await_that(
            MACHINES, status, lambda vm: vm.get("status", {}).get("printableStatus") == status)

    def await_running(self, other_than=None):
        return self.await_that(
            INSTANCES, "Running",
            lambda vmi: vmi.get("status", {}).get("phase") == "Running"
            and vmi["metadata"]["uid"] != other_than)["metadata"]["uid"]

    # --- subresources ---------------------------------------------------------------------------------

    def path(self, plural, subresource):
        return f"/apis/{SUBRESOURCES}/{VERSION}/namespaces/{self.namespace}/{plural}/{self.name}/{subresource}"

    def put(self, plural, subresource):
        api = self.objects.api_client
        request = api.param_serialize(
            "PUT", self.path(plural, subresource), header_params={"Content-Type": "application/json"},
            body={}, auth_settings=["BearerToken"])
        answer = api.call_api(*request)
        answer.read()
        if answer.status >= 400:
            raise ApiException.from_response(http_resp=answer, body=answer.data.decode(), data=None)
        return said(f"PUT {plural}/{subresource}: {answer.status}", answer.status)

    def console(self):
        """The client's own WebSocket, with KubeVirt's subprotocol: types, and reads what the guest says."""
        configuration = self.objects.api_client.configuration
        url = configuration.host.replace("https://", "wss://") + self.path(INSTANCES, "console")
        socket = create_websocket(configuration, url, {"sec-websocket-protocol": "plain.kubevirt.io"})
        try:
            chosen = socket.headers.get("sec-websocket-protocol")
            assert chosen == "plain.kubevirt.io", chosen
            socket.settimeout(2)
            shown = b""
            end = time.monotonic() + PATIENCE_SECONDS
            while b"answer is 42" not in shown:
                assert time.monotonic() < end, f"the console shows {shown!r}"
                socket.send_binary(b"echo answer is $((6*7))\n")
                try:
                    shown += socket.recv()
                except websocket.WebSocketTimeoutException:
                    pass  # the guest is busy booting
            said("console: the guest answers")
        finally:
            socket.close()


def said(what, value=None):
    print(what)
    return value


def refused(code, call, required=True, reason=None):
    """Whether a call is answered with this code, and a Status that says so."""
    try:
        call()
    except ApiException as e:
        assert e.status == code, f"{e.status} instead of {code}: {e.body}"
        assert reason is None or json.loads(e.body)["reason"] == reason, e.body
        return said(f"refused: {code}", True) if required else True
    assert not required, f"not refused with {code}"
    return False


def main():
    kubeconfig, namespace, name, image = sys.argv[1:]
    config.load_kube_config(kubeconfig)
    life = Life(namespace, name, image)

    life.create(dry_run="All")
    refused(404, lambda: life.get(MACHINES), reason="NotFound")
    created = life.create(field_validation="Strict")
    assert created["spec"] == life.machine()["spec"], created["spec"]
    life.await_status("Stopped")
    refused(409, lambda: life.put(MACHINES, "stop"), reason="Conflict")

    assert life.put(MACHINES, "start") == 202
    first = life.await_running()
    life.await_status("Running")
    refused(409, lambda: life.put(MACHINES, "start"), reason="Conflict")
    life.console()

    assert life.put(MACHINES, "restart") == 202
    life.await_running(other_than=first)
    assert life.get(MACHINES)["spec"] == life.machine()["spec"]

    assert life.put(MACHINES, "stop") == 202
    life.await_status("Stopped")
    life.await_gone(INSTANCES)
    life.objects.delete_namespaced_custom_object(GROUP, VERSION, namespace, MACHINES, name)
    life.await_gone(MACHINES)
    refused(404, lambda: life.put(MACHINES, "start"), reason="NotFound")
    print("done")


main()
