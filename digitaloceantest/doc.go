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
// 404. A Droplet that is deleted leaves its tags, an image its Droplet; a domain has its NS and SOA records
// and a zone file. What the API would refuse is refused with its status and a message that names the field.
// Regions, sizes and public images are a catalog like DigitalOcean's own.
//
// There are rules for these services: Account, Actions, Certificates, Domains and their records, Droplets with
// their actions and backups, SSH keys, Images with their actions, Regions, Sizes, Snapshots and Tags. Other
// operations answer 404.
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
// work takes: 10 s to create a Droplet, 4 s to destroy it, 5 to 10 s to switch it on or off, 40 s to resize or
// rebuild it, 60 s to restore it, 30 s for a snapshot, 90 s to transfer an image, 120 s to import one, 45 s for
// a certificate from Let's Encrypt. [Server.FailNext] makes such work fail.
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
