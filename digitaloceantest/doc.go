// Package digitaloceantest is an in-memory DigitalOcean to test code against.
//
//	func TestScaleUp(t *testing.T) {
//		srv := digitaloceantest.NewServer(t)
//		srv.AddDroplets(2, func(i int, d map[string]any) { d["tags"] = []string{"web"} })
//
//		err := ScaleTo(t.Context(), srv.Client(), "web", 5) // the code under test
//
//		require.NoError(t, err)
//		...
//	}
//
// The server speaks HTTP on loopback: a client in any language can use its URL and Token. Command
// digitalocean-fake serves one for people.
//
// # State
//
// What is created is listed, filtered, paged, changed, tagged and deleted, and then gone with the documented
// 404. What the API would refuse is refused with its status and a message that names the field. Regions, sizes
// and public images are a catalog like DigitalOcean's own.
//
// What belongs together is so from both sides. A Droplet that is deleted leaves its tags, firewalls and load
// balancers, and frees its volumes and reserved IPs; a firewall and a load balancer follow the Droplets of their
// tags; a VPC lists its members, and stays as long as it has any; what has a URN is in one project. A Droplet that
// names no VPC is in the default one of its region, which is made when it is needed first.
//
// There are rules for these services:
//
//   - the account: Account, Actions, Projects and their resources, Organizations' teams, Billing with its
//     invoices, which are the same for every account
//   - Droplets with their actions, backups, snapshots and autoscale pools, Images with their actions and
//     transfers, 1-Clicks, SSH keys, Regions, Sizes, Tags
//   - storage: Volumes, Snapshots, NFS with its access points and snapshots, Spaces keys, CDN endpoints
//   - networks: Domains and their records, Certificates, Firewalls, Load balancers, Reserved IPs, under their
//     former name too, Reserved IPv6s, BYOIP prefixes, VPCs and their peerings, VPC NAT gateways, Partner attachments
//   - Uptime checks and their alerts, monitoring with its metrics, alert policies, destinations and sinks
//   - Databases of every engine with their users, databases, pools, replicas, trusted sources, topics, log sinks and
//     settings, Vector databases
//   - Kubernetes clusters with their node pools, whose nodes are Droplets, and kubeconfigs that client-go reads
//   - Apps with their deployments, which are their events, rollbacks, alerts and logs, Functions, Registries with their
//     images, which [Server.PushImage] adds
//   - GradientAI: agents with their keys, functions, guardrails, children and versions, workspaces, knowledge bases with
//     their data sources and indexing jobs, models with their catalog, model routers, custom models, keys of models and of
//     their providers, regions, evaluations of agents and of models with their datasets, metrics, test cases and presets,
//     and a store for the files of all these. Nobody can ask the agents; every answer is judged to be right
//   - Dedicated inferences with their GPUs and tokens
//   - Add-ons of two apps with their plans and metadata
//   - Security scans, which find Droplets without backups and databases that are open to all, but for what suppressions
//     and rules leave out, and the settings of them
//   - models that repeat what they are told, word by word where a stream is asked for: chat completions, those of an agent
//     too, messages, responses, embeddings, images, batches with a store for their files; [Server.Inference] and
//     [Server.Agent] return clients for them
//
// Every other operation of api.digitalocean.com is answered too, from the API's published description: with the
// documented status, and a whole answer whose values follow from [Seed], the path and the request. Lists have three
// elements. Nothing is remembered of such a request.
//
// # Requests
//
// Each request is held to the API's description before anything happens. A field or a query parameter that it does
// not know, a value of a wrong type and a missing field are refused with 422 and a message that names them, so that
// a misspelt field fails in a test and is not ignored. What official clients send all the same is taken: nulls,
// fields of the resource that was read before, a number for the text of an ID. [Lenient] turns this off.
//
// [Server.AddDroplets] and [Server.Create] prepare what a test needs, [Server.Reset] clears it, and
// [Server.Requests] tells what came.
//
// # Time
//
// A Droplet is new for 10 seconds before it is active, an action goes on for a while before it is completed,
// and a Droplet is locked meanwhile. This happens in the server's virtual time, see [Clock]. The client that
// [Server.Client] returns shares that time: its waiters, retries and limits move it forward instead of waiting.
//
// Any other client sees virtual time run along with real time. With [Immediate] nothing takes time, with
// [ManualClock] the test decides how much passes, by [Server.Advance], and with [Duration] how long a kind of
// work takes. [Server.FailNext] makes such work fail.
//
//	10 s  to create a Droplet, and 4 s to destroy it; 5 to 10 s to switch it on or off
//	40 s  to resize or rebuild it; 60 s to restore it; 30 s for a snapshot
//	90 s  to transfer an image to another region; 120 s to import one
//	5 s   to attach, detach or resize a volume; to assign a reserved IP or take it back
//	5 s   until a firewall's changes have come to its Droplets
//	60 s  until a load balancer is active and has its address
//	60 s  for a VPC NAT gateway and a partner attachment; 20 s for a VPC peering; each to come and to go
//	45 s  for a certificate from Let's Encrypt; 120 s for a BYOIP prefix
//	30 s  for an NFS share; 20 s for its snapshot, 10 s for its access point and for any other action on it
//	60 s  until an uptime check has its first result
//	60 s  until an agent is deployed; 300 s until the database of a knowledge base is there; 60 s for an indexing job
//	120 s to import a custom model; 90 s for an evaluation
//	300 s to create or change a dedicated inference; 60 s to delete it
//	240 s for a database cluster, 300 s to resize or migrate it; 180 s for a replica; 10 s for a topic
//	240 s for a Kubernetes cluster, 300 s to upgrade it, 60 s to delete it; 60 s for a node to come or to go
//	60 s  for a deployment of an app, through all of its phases
//	120 s for a garbage collection, and for a vector database; 30 s for a security scan and for an add-on
//	60 s  for a batch: 6 to check it, 48 to work through it, and 6 to put the results together
//
// An autoscale pool that follows the load looks at it after each cooldown: its Droplets have a constant amount to
// do, which makes each of as many Droplets as the pool begins with 60 % busy.
//
// # Faults and limits
//
// [Server.Inject] makes requests go wrong, in HTTP and below it: see [Fault]. [RateLimit] enforces rate limits,
// counted in virtual time. Whether it does or not, each answer carries the headers that tell the rate.
//
// # Keeping the state
//
// [Data] keeps the state in a file, so that a server goes on where an earlier one has ended, or was killed.
//
// # Determinism
//
// IDs, addresses, fingerprints and chances are drawn from [Seed]: the same requests in the same order get the
// same answers, but for times. [StartTime] and [ManualClock] fix those too.
package digitaloceantest
