/*
 * One VirtualMachine's life by the API client and the models of KubeVirt's UI project, each step as a page of such a UI has it.
 *
 * usage: node life.mjs PACKAGES API NAMESPACE NAME IMAGE
 *
 * API is a kubectl proxy. Each step says what it saw; the first that is not as it should be ends the program with 1.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const [packages, api, namespace, name, image] = process.argv.slice(2);
const load = createRequire(`${packages}/`);
const { Configuration, DefaultApi, ResponseError } = load('@kubevirt-ui-ext/kubevirt-api/kubevirt');
const { VirtualMachineModel, VirtualMachineInstanceModel } = load('@kubevirt-ui-ext/kubevirt-api/console');

const PATIENCE_MS = 150_000;
const AGAIN_MS = 500;
const client = new DefaultApi(new Configuration({ basePath: api }));
const one = { namespace, name };

function machine() {
  const { apiGroup, apiVersion, kind } = VirtualMachineModel;
  return {
    apiVersion: `${apiGroup}/${apiVersion}`,
    kind,
    metadata: { name, namespace, labels: { 'example.org/by': 'ui' } },
    spec: {
      runStrategy: 'Manual',
      template: {
        metadata: { labels: { 'example.org/by': 'ui' } },
        spec: {
          terminationGracePeriodSeconds: 30,
          domain: {
            memory: { guest: '128Mi' },
            firmware: {
              kernelBoot: {
                kernelArgs: 'console=ttyS0',
                container: { image, kernelPath: '/boot/vmlinuz', initrdPath: '/boot/initrd' },
              },
            },
            devices: {
              disks: [{ name: 'scratch', disk: { bus: 'virtio' } }],
              interfaces: [{ name: 'default', masquerade: {} }],
            },
          },
          networks: [{ name: 'default', pod: {} }],
          volumes: [{ name: 'scratch', emptyDisk: { capacity: '64Mi' } }],
        },
      },
    },
  };
}

// --- what a UI does over and over ---------------------------------------------------------------------

function said(what, value) {
  console.log(what);
  return value;
}

/** The path of a kind's list, which a console makes of its model. */
function path({ apiGroup, apiVersion, plural }, query = {}) {
  return `${api}/apis/${apiGroup}/${apiVersion}/namespaces/${namespace}/${plural}?${new URLSearchParams(query)}`;
}

async function listed(model) {
  const answer = await fetch(path(model));
  assert.equal(answer.status, 200);
  const list = await answer.json();
  assert.equal(list.kind, `${model.kind}List`);
  return list;
}

/** Follows a kind from a list on, as a page that stays open does: what became of each object is told to the follower. */
async function follow(model, from, tell, signal) {
  const answer = await fetch(path(model, { watch: true, resourceVersion: from }), { signal });
  assert.equal(answer.status, 200);
  let rest = '';
  for await (const bytes of answer.body) {
    const lines = (rest + Buffer.from(bytes).toString()).split('\n');
    rest = lines.pop();
    lines.forEach((line) => tell(JSON.parse(line)));
  }
}

async function until(what, holds) {
  const end = Date.now() + PATIENCE_MS;
  for (let seen; ; await new Promise((later) => setTimeout(later, AGAIN_MS))) {
    try {
      seen = await holds();
      if (seen) return said(what, seen);
    } catch (e) {
      if (!(e instanceof ResponseError) || Date.now() > end) throw e;
    }
    assert.ok(Date.now() < end, `not ${what}`);
  }
}

const read = () => client.readNamespacedVirtualMachine(one);
const readInstance = () => client.readNamespacedVirtualMachineInstance(one);
const condition = (object, type) => (object.status?.conditions ?? []).find((c) => c.type === type)?.status;
const shown = (status) => until(`shown as ${status}`, async () => (await read()).status?.printableStatus === status);

async function refused(code, words, call) {
  const error = await call().then(() => assert.fail(`not refused: ${words}`), (e) => e);
  assert.ok(error instanceof ResponseError, error);
  const status = await error.response.json();
  assert.deepEqual([error.response.status, status.kind, status.code], [code, 'Status', code]);
  assert.match(status.message, words);
  said(`refused: ${code} ${status.message}`);
}

// --- its pages ----------------------------------------------------------------------------------------

async function overview() {
  const version = await (await client.v1VersionRaw()).raw.json();
  assert.match(version.gitVersion, /^v1\.9\./);
  const served = await client.v1getAPISubResources();
  assert.ok(served.resources.some((resource) => resource.name === 'virtualmachines/start'));
}

async function creation() {
  const created = await client.createNamespacedVirtualMachine({ namespace, body: machine() });
  assert.deepEqual(JSON.parse(JSON.stringify(created.spec)), machine().spec);
  await shown('Stopped');
  assert.deepEqual((await client.listNamespacedVirtualMachine({ namespace })).items.map((vm) => vm.metadata.name), [name]);
  await refused(409, /already exists/, () => client.createNamespacedVirtualMachine({ namespace, body: machine() }));
  await refused(409, /VM is not running/, () => client.v1Stop(one));
}

async function details() {
  const instance = await until('an agent answers', async () => {
    const now = await readInstance();
    return condition(now, 'AgentConnected') === 'True' && now.status.guestOSInfo?.name && now;
  });
  assert.equal(condition(instance, 'Ready'), 'True');
  assert.match(instance.status.interfaces[0].ipAddress, /^\d+\.\d+\.\d+\.\d+$/);
  assert.ok(instance.status.nodeName);
  const guest = await client.v1Guestosinfo(one);
  assert.ok(guest.guestAgentVersion);
  assert.equal(guest.os.name, instance.status.guestOSInfo.name);
  assert.ok((await client.v1Userlist(one)).items.some((user) => user.userName === 'root'));
  assert.ok((await client.v1Filesystemlist(one)).items.some((system) => system.mountPoint === '/data'));
  said(`a guest of ${guest.os.name}`);
}

async function thumbnail() {
  const picture = (await client.v1VNCScreenshotRaw(one)).raw;
  assert.equal(picture.headers.get('content-type'), 'image/png');
  assert.equal(Buffer.from(await picture.arrayBuffer()).toString('latin1', 1, 4), 'PNG');
}

async function pause() {
  await client.v1Pause({ ...one, body: {} });
  await shown('Paused');
  assert.equal(condition(await read(), 'Paused'), 'True');
  assert.equal(condition(await readInstance(), 'Paused'), 'True');
  await refused(409, /VMI is already paused/, () => client.v1Pause({ ...one, body: {} }));
  await client.v1Unpause({ ...one, body: {} });
  await shown('Running');
}

async function edit() {
  const body = [{ op: 'add', path: '/metadata/annotations', value: { description: 'by a form' } }];
  const changed = await client.patchNamespacedVirtualMachine({ ...one, body });
  assert.equal(changed.metadata.annotations.description, 'by a form');
}

async function restart() {
  const before = (await readInstance()).metadata.uid;
  await client.v1Restart({ ...one, body: {} });
  await until('another instance', async () => {
    const { metadata, status } = await readInstance();
    return metadata.uid !== before && status?.phase === 'Running';
  });
}

async function end() {
  await client.v1Stop({ ...one, body: {} });
  await shown('Stopped');
  await until('no instance', async () => (await listed(VirtualMachineInstanceModel)).items.length === 0);
  await client.deleteNamespacedVirtualMachine({ ...one, body: {} });
  await until('no machine', async () => (await listed(VirtualMachineModel)).items.length === 0);
  await refused(404, /not found/, read);
}

async function life() {
  await overview();
  const stop = new AbortController();
  const statuses = [];
  const before = (await listed(VirtualMachineModel)).metadata.resourceVersion;
  const followed = follow(VirtualMachineModel, before, ({ type, object }) => {
    const status = type === 'DELETED' ? type : object.status?.printableStatus;
    if (status && status !== statuses.at(-1)) statuses.push(status);
  }, stop.signal).catch((e) => assert.equal(e.name, 'AbortError'));
  await creation();
  await client.v1Start({ ...one, body: {} });
  await shown('Running');
  await refused(409, /VM is already running/, () => client.v1Start({ ...one, body: {} }));
  await details();
  await thumbnail();
  await pause();
  await edit();
  await restart();
  await end();
  await until('the open page saw the end', () => statuses.at(-1) === 'DELETED');
  stop.abort();
  await followed;
  said(`followed: ${statuses.join(' ')}`);
  for (const status of ['Stopped', 'Starting', 'Running', 'Paused']) assert.ok(statuses.includes(status), status);
  said('done');
}

await life();
