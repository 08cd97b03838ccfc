// Workflows of the official TypeScript client against the test server. The Go test beside starts both.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createDigitalOceanClient, DigitalOceanApiKeyAuthenticationProvider } from "@digitalocean/dots";
import { FetchRequestAdapter, RetryHandlerOptions } from "@microsoft/kiota-http-fetchlibrary";

const { DIGITALOCEAN_URL, DIGITALOCEAN_TOKEN } = process.env;

function connect(token) {
  const adapter = new FetchRequestAdapter(new DigitalOceanApiKeyAuthenticationProvider(token));
  adapter.baseUrl = DIGITALOCEAN_URL;
  return createDigitalOceanClient(adapter).v2;
}

const api = connect(DIGITALOCEAN_TOKEN);

// until polls as a user would, in real time.
async function until(read, done) {
  for (;;) {
    const value = await read();
    if (done(value)) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const completed = (id) => until(
  async () => (await api.actions.byAction_id(id).get()).action,
  (action) => action.status !== "in-progress",
);

async function every(list, name, perPage, query = {}) {
  const all = [];
  for (let page = 1; ; page++) {
    const answer = await list.get({ queryParameters: { ...query, page, perPage } });
    all.push(...answer[name]);
    assert.ok(answer[name].length <= perPage);
    const next = answer.links?.pages?.additionalData?.next; // the client does not know this link by name
    if (!next) {
      assert.equal(all.length, answer.meta.total);
      return all;
    }
    assert.match(next, new RegExp(`[?&]page=${page + 1}\\b`));
  }
}

const status = (code, text) => (error) => {
  assert.equal(error.responseStatusCode, code);
  assert.match(error.messageEscaped, text);
  assert.match(error.requestId, /^[0-9a-f-]{36}$/);
  return true;
};

async function makeDroplet(name, more = {}) {
  const answer = await api.droplets.post({
    name, region: "nyc3", size: "s-1vcpu-1gb", image: "ubuntu-24-04-x64", ...more,
  });
  assert.equal(answer.droplet.status, "new");
  await completed(answer.links.actions[0].id);
  return (await api.droplets.byDroplet_id(answer.droplet.id).get()).droplet;
}

test("account", async () => {
  const { account } = await api.account.get();
  assert.equal(account.status, "active");
  assert.equal(account.emailVerified, true);
  assert.ok(account.dropletLimit > 0);
});

test("regions, sizes and images of the catalog", async () => {
  const regions = await every(api.regions, "regions", 5);
  const sizes = await every(api.sizes, "sizes", 8);
  const nyc3 = regions.find((region) => region.slug === "nyc3");
  assert.ok(nyc3.available);
  for (const slug of nyc3.sizes) {
    assert.ok(sizes.find((size) => size.slug === slug).regions.includes("nyc3"));
  }
  for (const image of await every(api.images, "images", 6, { type: "distribution" })) {
    assert.ok(image.public);
    assert.deepEqual((await api.images.byImage_id(image.id).get()).image, image);
  }
});

test("a Droplet is created, awaited and deleted", async () => {
  const droplet = await makeDroplet("web-1", { tags: ["life"], ipv6: true, monitoring: true });
  assert.equal(droplet.status, "active");
  assert.equal(droplet.name, "web-1");
  assert.equal(droplet.region.slug, "nyc3");
  assert.equal(droplet.sizeSlug, "s-1vcpu-1gb");
  assert.equal(droplet.memory, droplet.size.memory);
  assert.equal(droplet.image.slug, "ubuntu-24-04-x64");
  assert.deepEqual(droplet.tags, ["life"]);
  assert.ok(droplet.features.includes("ipv6"));
  assert.deepEqual(droplet.networks.v4.map((network) => network.type).sort(), ["private", "public"]);
  assert.equal(droplet.networks.v6.length, 1);
  assert.ok(droplet.createdAt instanceof Date);

  await api.droplets.byDroplet_id(droplet.id).delete();
  await assert.rejects(api.droplets.byDroplet_id(droplet.id).get(), status(404, /could not be found/));
});

test("actions of a Droplet", async () => {
  const droplet = await makeDroplet("worker-1");
  const at = api.droplets.byDroplet_id(droplet.id);
  const act = async (request) => {
    const { action } = await at.actions.post(request);
    assert.equal(action.type, request.type);
    assert.equal(action.status, "in-progress");
    assert.equal(action.resourceId, droplet.id);
    const ended = await completed(action.id);
    assert.equal(ended.status, "completed");
    assert.ok(ended.completedAt >= ended.startedAt);
    return (await at.get()).droplet;
  };
  assert.equal((await act({ type: "power_off" })).status, "off");
  const resized = await act({ type: "resize", size: "s-2vcpu-4gb", disk: true });
  assert.equal(resized.sizeSlug, "s-2vcpu-4gb");
  assert.equal(resized.disk, 80);
  assert.equal((await act({ type: "power_on" })).status, "active");
  assert.equal((await act({ type: "rename", name: "worker-2" })).name, "worker-2");
  const [debian] = (await every(api.images, "images", 200)).filter((image) => image.slug === "debian-12-x64");
  // by its ID: of a slug the client makes a body that is no JSON
  assert.equal((await act({ type: "rebuild", image: debian.id })).image.slug, "debian-12-x64");
  assert.equal((await act({ type: "snapshot", name: "before" })).snapshotIds.length, 1);
  assert.equal((await every(at.actions, "actions", 3)).length, 7);
});

test("several Droplets at once, listed over pages, deleted by tag", async () => {
  for (let batch = 0; batch < 3; batch++) {
    const names = Array.from({ length: 10 }, (_, i) => `node-${batch}${i}`);
    const answer = await api.droplets.post({
      names, region: "ams3", size: "s-1vcpu-1gb", image: "debian-12-x64", tags: ["batch"],
    });
    assert.deepEqual(answer.droplets.map((droplet) => droplet.name), names);
  }
  const all = await every(api.droplets, "droplets", 7, { tagName: "batch" });
  assert.equal(all.length, 30);
  assert.deepEqual(all.map((droplet) => droplet.name), [...all.map((droplet) => droplet.name)].sort());
  const { droplets } = await api.droplets.get({ queryParameters: { name: "node-17" } });
  assert.deepEqual(droplets.map((droplet) => droplet.id), [all[17].id]);
  await api.droplets.delete({ queryParameters: { tagName: "batch" } });
  assert.equal((await api.droplets.get({ queryParameters: { tagName: "batch" } })).meta.total, 0);
});

test("snapshots and images", async () => {
  const droplet = await makeDroplet("db-1");
  const { action } = await api.droplets.byDroplet_id(droplet.id).actions.post({ type: "snapshot", name: "golden" });
  await completed(action.id);
  const snapshots = await every(api.snapshots, "snapshots", 20, { resourceType: "droplet" });
  const snapshot = snapshots.find((candidate) => candidate.name === "golden");
  assert.equal(snapshot.resourceId, String(droplet.id));
  assert.deepEqual(snapshot.regions, ["nyc3"]);
  assert.deepEqual((await api.snapshots.bySnapshot_id(snapshot.id).get()).snapshot, snapshot);

  const image = api.images.byImage_id(Number(snapshot.id));
  assert.equal((await image.put({ name: "golden-1" })).image.name, "golden-1");
  const transfer = await image.actions.post({ type: "transfer", region: "ams3" });
  const { id } = transfer.additionalData.action; // the client does not know that this answer has an envelope
  assert.equal((await completed(id)).status, "completed");
  assert.deepEqual((await image.get()).image.regions, ["nyc3", "ams3"]);
  await api.snapshots.bySnapshot_id(snapshot.id).delete();
  await assert.rejects(image.get(), status(404, /could not be found/));
});

test("domains and records", async () => {
  const created = await api.domains.post({ name: "example.com", ipAddress: "192.0.2.10" });
  assert.equal(created.domain.name, "example.com");
  const domain = api.domains.byDomain_name("example.com");
  const requests = [
    { type: "A", name: "www", data: "192.0.2.1", ttl: 300 },
    { type: "AAAA", name: "www", data: "2001:db8::1", ttl: 300 },
    { type: "CNAME", name: "blog", data: "www.example.net.", ttl: 60 },
    { type: "MX", name: "@", data: "mail.example.net.", priority: 10, ttl: 1800 },
    { type: "TXT", name: "@", data: "v=spf1 -all", ttl: 1800 },
    { type: "SRV", name: "_sip._tcp", data: "sip.example.net.", priority: 1, weight: 2, port: 5060, ttl: 1800 },
    { type: "CAA", name: "@", data: "letsencrypt.org.", flags: 0, tag: "issue", ttl: 1800 },
  ];
  const written = new Map();
  for (const request of requests) {
    const { domainRecord } = await domain.records.post(request);
    for (const [name, value] of Object.entries(request)) {
      assert.equal(domainRecord[name], name === "data" ? value.replace(/\.$/, "") : value);
    }
    written.set(domainRecord.id, domainRecord);
  }
  const all = await every(domain.records, "domainRecords", 4);
  assert.equal(all.length, requests.length + 5);
  for (const record of all.filter((candidate) => written.has(candidate.id))) {
    assert.deepEqual(record, written.get(record.id));
  }
  const { domainRecords } = await domain.records.get({ queryParameters: { name: "www.example.com", type: "A" } });
  assert.equal(domainRecords.length, 1);
  const record = domain.records.byDomain_record_id(domainRecords[0].id);
  const { domainRecord } = await record.patch({ type: "A", data: "192.0.2.2" });
  assert.deepEqual(domainRecord, { ...domainRecords[0], data: "192.0.2.2" });
  assert.match((await domain.get()).domain.zoneFile, /www\.example\.com\. 300 IN A 192\.0\.2\.2/);
  await record.delete();
  await assert.rejects(record.get(), status(404, /could not be found/));
  await domain.delete();
});

test("SSH keys", async () => {
  const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJbGyEXrjKYT7mSIJeNVqaGhfjYlFRVJ0/2VDvFKZKv2 me@example.com";
  const { sshKey } = await api.account.keys.post({ name: "laptop", publicKey });
  assert.equal(sshKey.publicKey, publicKey);
  for (const identifier of [String(sshKey.id), sshKey.fingerprint]) {
    assert.deepEqual((await api.account.keys.bySsh_key_identifier(identifier).get()).sshKey, sshKey);
  }
  const renamed = await api.account.keys.bySsh_key_identifier(sshKey.fingerprint).put({ name: "desktop" });
  assert.equal(renamed.sshKey.name, "desktop");
  const droplet = await makeDroplet("with-key", { sshKeys: [sshKey.fingerprint] });
  assert.equal(droplet.status, "active");
  await api.account.keys.bySsh_key_identifier(String(sshKey.id)).delete();
  assert.deepEqual((await api.account.keys.get()).sshKeys, []);
});

test("certificates", async () => {
  const { certificate } = await api.certificates.post({ name: "web", type: "lets_encrypt", dnsNames: ["example.com"] });
  assert.equal(certificate.state, "pending");
  const at = api.certificates.byCertificate_id(certificate.id);
  const verified = await until(async () => (await at.get()).certificate, (c) => c.state !== "pending");
  assert.deepEqual(verified, { ...certificate, state: "verified" });
  assert.deepEqual((await api.certificates.get({ queryParameters: { name: "web" } })).certificates, [verified]);
  await at.delete();
  await assert.rejects(at.get(), status(404, /not found/));
});

test("tags", async () => {
  const droplet = await makeDroplet("tagged");
  const { tag } = await api.tags.post({ name: "env:prod" });
  assert.equal(tag.name, "env:prod");
  const resources = [{ resourceId: String(droplet.id), resourceType: "droplet" }];
  const at = api.tags.byTag_id("env:prod");
  await at.resources.post({ resources });
  const counted = (await at.get()).tag;
  assert.equal(counted.resources.count, 1);
  assert.equal(counted.resources.droplets.count, 1);
  assert.deepEqual((await api.droplets.byDroplet_id(droplet.id).get()).droplet.tags, ["env:prod"]);
  await at.resources.delete({ resources });
  await at.delete();
  assert.deepEqual((await api.droplets.byDroplet_id(droplet.id).get()).droplet.tags, []);
});

test("volumes", async () => {
  const droplet = await makeDroplet("with-volume");
  const { volume } = await api.volumes.post({
    name: "data", description: "of the database", region: "nyc3", sizeGigabytes: 10, filesystemType: "ext4", tags: ["db"],
  });
  assert.equal(volume.name, "data");
  assert.equal(volume.sizeGigabytes, 10);
  assert.equal(volume.region.slug, "nyc3");
  assert.deepEqual(volume.tags, ["db"]);
  const at = api.volumes.byVolume_id(volume.id);
  const act = async (request) => completed((await at.actions.post(request)).action.id);
  assert.equal((await act({ type: "attach", dropletId: droplet.id })).status, "completed");
  assert.deepEqual((await at.get()).volume.dropletIds, [droplet.id]);
  assert.deepEqual((await api.droplets.byDroplet_id(droplet.id).get()).droplet.volumeIds, [volume.id]);
  await act({ type: "resize", sizeGigabytes: 20 });
  await act({ type: "detach", dropletId: droplet.id });
  const { snapshot } = await at.snapshots.post({ name: "nightly" });
  assert.equal(snapshot.resourceId, volume.id);
  assert.deepEqual((await every(at.snapshots, "snapshots", 20)).map((s) => s.id), [snapshot.id]);
  const { volumes } = await api.volumes.get({ queryParameters: { name: "data", region: "nyc3" } });
  assert.deepEqual(volumes, [{ ...volume, sizeGigabytes: 20 }]);
  await at.delete();
  await assert.rejects(at.get(), status(404, /not/));
});

test("VPCs", async () => {
  const request = { name: "backend", region: "nyc3", description: "no way out", ipRange: "10.10.10.0/24" };
  const { vpc } = await api.vpcs.post(request);
  for (const [name, value] of Object.entries(request)) {
    assert.equal(vpc[name], value);
  }
  const at = api.vpcs.byVpc_id(vpc.id);
  assert.deepEqual((await at.get()).vpc, vpc);
  const droplet = await makeDroplet("inside", { vpcUuid: vpc.id });
  assert.equal(droplet.vpcUuid, vpc.id);
  assert.equal((await at.patch({ name: "frontend" })).vpc.name, "frontend");
  await api.droplets.byDroplet_id(droplet.id).delete();
  await at.delete();
  assert.equal((await every(api.vpcs, "vpcs", 20)).some((other) => other.id === vpc.id), false);
});

test("firewalls", async () => {
  const droplet = await makeDroplet("guarded");
  const { firewall } = await api.firewalls.post({
    name: "web",
    dropletIds: [droplet.id],
    inboundRules: [{ protocol: "tcp", ports: "443", sources: { addresses: ["0.0.0.0/0"] } }],
    outboundRules: [{ protocol: "tcp", ports: "80", destinations: { addresses: ["0.0.0.0/0"] } }],
  });
  const at = api.firewalls.byFirewall_id(firewall.id);
  const guarded = await until(async () => (await at.get()).firewall, (f) => f.status !== "waiting");
  assert.equal(guarded.status, "succeeded");
  assert.deepEqual(guarded.dropletIds, [droplet.id]);
  assert.equal(guarded.inboundRules[0].ports, "443");
  assert.deepEqual(guarded.inboundRules[0].sources.addresses, ["0.0.0.0/0"]);
  await at.delete();
  assert.deepEqual((await api.firewalls.get()).firewalls, []);
});

test("reserved IPs", async () => {
  const droplet = await makeDroplet("reachable");
  const { reservedIp } = await api.reserved_ips.post({ region: "nyc3" });
  assert.equal(reservedIp.region.slug, "nyc3");
  const at = api.reserved_ips.byReserved_ip(reservedIp.ip);
  const { action } = await at.actions.post({ type: "assign", dropletId: droplet.id });
  assert.equal((await completed(action.id)).status, "completed");
  assert.equal((await at.get()).reservedIp.droplet.id, droplet.id);
  await at.delete();
  assert.deepEqual((await api.reserved_ips.get()).reservedIps, []);
});

test("projects", async () => {
  const { project } = await api.projects.post({
    name: "shop", description: "sells", purpose: "Web Application", environment: "Production",
  });
  const at = api.projects.byProject_id(project.id);
  assert.equal((await at.get()).project.environment, "Production");
  assert.equal((await at.patch({ description: "sells more" })).project.description, "sells more");
  const droplet = await makeDroplet("of-the-shop");
  await at.resources.post({ resources: [`do:droplet:${droplet.id}`] });
  assert.deepEqual((await every(at.resources, "resources", 20)).map((r) => r.urn), [`do:droplet:${droplet.id}`]);
  assert.equal((await every(api.projects, "projects", 1)).length, 2);
});

test("errors name their status and their cause", async () => {
  await assert.rejects(connect("another").account.get(), status(401, /Unable to authenticate/));
  await assert.rejects(makeDroplet("web-2", { region: "atlantis" }), status(422, /invalid region/));
  await assert.rejects(api.domains.post({}), status(422, /name/));
});

test("a request that gets a 503 is repeated", async () => {
  const options = [new RetryHandlerOptions({ delay: 0.01, maxRetries: 2 })];
  await assert.rejects(api.snapshots.bySnapshot_id("none").get({ options }), status(404, /could not be found/));
});
