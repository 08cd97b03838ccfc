package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"time"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

// start returns a client of an in-memory DigitalOcean. With digitalocean.New(token) in its place, the examples run
// against the real one.
func start(opts ...digitaloceantest.Option) (client *digitalocean.Client, stop func()) {
	srv, err := digitaloceantest.Start(opts...)
	if err != nil {
		log.Fatal(err)
	}
	return srv.Client(), srv.Close
}

// startAnswering returns a client of a server that gives one answer, where that answer is what an example is about.
func startAnswering(body string) (client *digitalocean.Client, stop func()) {
	return startHandling(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
}

func createDroplet(ctx context.Context, client *digitalocean.Client, name string) *digitalocean.Droplet {
	droplet, err := client.Droplets.Create(ctx, &digitalocean.DropletCreateRequest{
		Name: name, Region: "nyc3", Size: "s-1vcpu-1gb", Image: digitalocean.ImageSlug("ubuntu-24-04-x64"),
	})
	if err != nil {
		log.Fatal(err)
	}
	if droplet, err = client.Droplets.WaitActive(ctx, droplet.ID); err != nil {
		log.Fatal(err)
	}
	return droplet
}

// finish waits for an action, for examples of what is done once it is completed.
func finish(ctx context.Context, client *digitalocean.Client) func(action *digitalocean.Action, err error) {
	return func(action *digitalocean.Action, err error) {
		if err == nil {
			_, err = client.Actions.Wait(ctx, action.ID)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}

func Example() {
	client, stop := start() // client, err := digitalocean.New(token)
	defer stop()
	ctx := context.Background()

	droplet, err := client.Droplets.Create(ctx, &digitalocean.DropletCreateRequest{
		Name: "web-1", Region: "nyc3", Size: "s-1vcpu-1gb",
		Image:      digitalocean.ImageSlug("ubuntu-24-04-x64"),
		Monitoring: new(true),
		Tags:       []string{"web"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(droplet.Name, "is", droplet.Status)

	droplet, err = client.Droplets.WaitActive(ctx, droplet.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(droplet.Name, "is", droplet.Status)

	for d, err := range client.Droplets.List(&digitalocean.DropletListOptions{Tag: "web"}).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("listed:", d.Name)
	}
	// Output:
	// web-1 is new
	// web-1 is active
	// listed: web-1
}

func ExampleError() {
	client, stop := start()
	defer stop()

	_, err := client.Droplets.Get(context.Background(), 1)
	fmt.Println(errors.Is(err, digitalocean.ErrNotFound))
	if e, ok := errors.AsType[*digitalocean.Error](err); ok {
		fmt.Println(e.StatusCode, e.ID, e.Message)
	}
	// Output:
	// true
	// 404 not_found The resource you were accessing could not be found.
}

func ExamplePager() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	sizes := client.Sizes.List(&digitalocean.ListOptions{PerPage: 5})

	page, err := sizes.Page(ctx, 2)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("on page two:", len(page.Items))

	total, err := sizes.Total(ctx)
	if err != nil {
		log.Fatal(err)
	}
	all, err := sizes.Collect(ctx) // pages after the first are fetched side by side
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("all are there:", len(all) == total)
	// Output:
	// on page two: 5
	// all are there: true
}

func ExampleNewPager() {
	// A double of DropletsService.List, for a test of code that declares the interface it needs.
	list := func(*digitalocean.DropletListOptions, ...digitalocean.CallOption) *digitalocean.Pager[digitalocean.Droplet] {
		return digitalocean.NewPager(func(context.Context, int) (*digitalocean.Page[digitalocean.Droplet], error) {
			return &digitalocean.Page[digitalocean.Droplet]{Items: []digitalocean.Droplet{{Name: "fake"}}, Number: 1, Total: 1}, nil
		})
	}
	for droplet := range list(nil).All(context.Background()) {
		fmt.Println(droplet.Name)
	}
	// Output: fake
}

func ExampleWithResponse() {
	client, stop := start()
	defer stop()

	var resp digitalocean.Response
	if _, err := client.Account.Get(context.Background(), digitalocean.WithResponse(&resp)); err != nil {
		log.Fatal(err)
	}
	fmt.Println(resp.StatusCode, resp.Rate.Limit, resp.Attempts)
	// Output: 200 5000 1
}

func ExampleWithRetryPolicy() {
	client, err := digitalocean.New("dop_v1_token", digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{
		MaxAttempts: 3, MaxWait: 10 * time.Second,
	}))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(client) // the token is not shown
	// Output: digitalocean.Client(https://api.digitalocean.com)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func ExampleOperationFromContext() {
	// A transport of your own sees each attempt, and learns which operation it belongs to.
	traced := roundTripper(func(r *http.Request) (*http.Response, error) {
		if op, ok := digitalocean.OperationFromContext(r.Context()); ok {
			fmt.Println("span:", op)
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	srv, err := digitaloceantest.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer srv.Close()
	client := srv.Client(digitalocean.WithHTTPClient(&http.Client{Transport: traced}))

	_, err = client.Droplets.Get(context.Background(), 3164444)
	fmt.Println(errors.Is(err, digitalocean.ErrNotFound))
	// Output:
	// span: GET /v2/droplets/{droplet_id}
	// true
}

func ExampleClient_Do() {
	client, stop := start()
	defer stop()

	var out struct {
		Account struct {
			Email string `json:"email"`
		} `json:"account"`
	}
	if err := client.Do(context.Background(), http.MethodGet, "/v2/account", nil, &out); err != nil {
		log.Fatal(err)
	}
	fmt.Println(out.Account.Email)
	// Output: sammy@example.com
}

func ExampleAccountService() {
	client, stop := start()
	defer stop()

	account, err := client.Account.Get(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(account.Email, account.Status)
	// Output: sammy@example.com active
}

func ExampleActionsService_Wait() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web := createDroplet(ctx, client, "web-1")

	action, err := client.Droplets.Actions.Reboot(ctx, web.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(action.Type, action.Status)
	if action, err = client.Actions.Wait(ctx, action.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(action.Type, action.Status)
	// Output:
	// reboot in-progress
	// reboot completed
}

func ExampleCertificatesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	if _, err := client.Domains.Create(ctx, &digitalocean.DomainCreateRequest{Name: "example.com"}); err != nil {
		log.Fatal(err)
	}

	certificate, err := client.Certificates.Create(ctx, digitalocean.LetsEncryptCertificate("web", "example.com", "www.example.com"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(certificate.State)
	if certificate, err = client.Certificates.WaitVerified(ctx, certificate.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(certificate.State, certificate.DNSNames)
	// Output:
	// pending
	// verified [example.com www.example.com]
}

func ExampleDomainsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	_, err := client.Domains.Create(ctx, &digitalocean.DomainCreateRequest{Name: "example.com", IPAddress: "192.0.2.1"})
	if err != nil {
		log.Fatal(err)
	}
	domains, err := client.Domains.List(nil).Collect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, domain := range domains {
		fmt.Println(domain.Name, domain.TTL)
	}
	// Output: example.com 1800
}

func ExampleDomainRecordsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	if _, err := client.Domains.Create(ctx, &digitalocean.DomainCreateRequest{Name: "example.com"}); err != nil {
		log.Fatal(err)
	}

	record, err := client.Domains.Records.Create(ctx, "example.com", &digitalocean.DomainRecordCreateRequest{
		Type: digitalocean.DomainRecordMX, Name: "@", Data: "mail.example.net.", Priority: new(0),
	})
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.Domains.Records.Patch(ctx, "example.com", record.ID, &digitalocean.DomainRecordPatchRequest{
		Type: record.Type, TTL: new(600),
	})
	if err != nil {
		log.Fatal(err)
	}
	list := client.Domains.Records.List("example.com", &digitalocean.DomainRecordListOptions{Type: digitalocean.DomainRecordMX})
	for record, err := range list.All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(record.Type, *record.Priority, record.TTL)
	}
	// Output: MX 0 600
}

func ExampleDropletsService_CreateMultiple() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	workers, err := client.Droplets.CreateMultiple(ctx, &digitalocean.DropletMultiCreateRequest{
		Names: []string{"work-1", "work-2"},
		DropletCreateRequest: digitalocean.DropletCreateRequest{
			Region: "ams3", Size: "s-2vcpu-4gb", Image: digitalocean.ImageSlug("debian-12-x64"),
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	workers, err = client.Droplets.WaitAllActive(ctx, []int64{workers[0].ID, workers[1].ID})
	if err != nil {
		log.Fatal(err)
	}
	for _, worker := range workers {
		fmt.Println(worker.Name, worker.Status, worker.PublicIPv4() != "")
	}
	// Output:
	// work-1 active true
	// work-2 active true
}

func ExampleDropletsService_DeleteByTag() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	err := client.Droplets.DeleteByTag(ctx, "") // an empty tag is refused before anything is sent
	fmt.Println(errors.Is(err, digitalocean.ErrInvalidArgument))
	err = client.Droplets.DeleteByTag(ctx, "no-such-tag")
	fmt.Println(errors.Is(err, digitalocean.ErrNotFound))
	// Output:
	// true
	// true
}

func ExampleDropletActionsService_Resize() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web := createDroplet(ctx, client, "web-1")
	wait := finish(ctx, client)

	wait(client.Droplets.Actions.PowerOff(ctx, web.ID))
	wait(client.Droplets.Actions.Resize(ctx, web.ID, "s-2vcpu-4gb", false)) // the disk stays, so it can shrink again
	wait(client.Droplets.Actions.PowerOn(ctx, web.ID))

	web, err := client.Droplets.Get(ctx, web.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(web.Status, web.SizeSlug)
	// Output: active s-2vcpu-4gb
}

func ExampleDropletBackupsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web := createDroplet(ctx, client, "web-1")
	wait := finish(ctx, client)

	wait(client.Droplets.Actions.EnableBackups(ctx, web.ID, &digitalocean.DropletBackupPolicyRequest{
		Plan: digitalocean.DropletBackupWeekly, Weekday: digitalocean.DropletBackupSunday, Hour: new(4),
	}))
	record, err := client.Droplets.Backups.GetPolicy(ctx, web.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(record.BackupEnabled, record.BackupPolicy.Plan, record.BackupPolicy.Weekday, record.BackupPolicy.Hour)
	// Output: true weekly SUN 4
}

func ExampleImagesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	image, err := client.Images.GetBySlug(ctx, "ubuntu-24-04-x64")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(image.Distribution, image.Public)

	image, err = client.Images.Create(ctx, &digitalocean.ImageCreateRequest{
		Name: "my-linux", URL: "https://images.example.com/my-linux.qcow2", Region: "nyc3",
		Distribution: digitalocean.DistributionUnknown,
	})
	if err != nil {
		log.Fatal(err)
	}
	if image, err = client.Images.WaitAvailable(ctx, image.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(image.Name, image.Status)
	// Output:
	// Ubuntu true
	// my-linux available
}

func ExampleImageActionsService_Transfer() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web := createDroplet(ctx, client, "web-1")
	wait := finish(ctx, client)
	wait(client.Droplets.Actions.Snapshot(ctx, web.ID, "golden"))
	snapshots, err := client.Droplets.ListSnapshots(web.ID, nil).Collect(ctx)
	if err != nil {
		log.Fatal(err)
	}

	wait(client.Images.Actions.Transfer(ctx, snapshots[0].ID, "ams3"))
	image, err := client.Images.Get(ctx, snapshots[0].ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(image.Name, image.Regions)
	// Output: golden [nyc3 ams3]
}

func ExampleRegionsService() {
	client, stop := start()
	defer stop()

	for region, err := range client.Regions.List(nil).All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		if region.Slug == "nyc3" {
			fmt.Println(region.Name, region.Available)
		}
	}
	// Output: New York 3 true
}

func ExampleSizesService() {
	client, stop := start()
	defer stop()

	for size, err := range client.Sizes.List(nil).All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		if size.Slug == "s-1vcpu-1gb" {
			fmt.Printf("%d CPU, %d MB, $%.2f a month\n", size.VCPUs, size.Memory, size.PriceMonthly)
		}
	}
	// Output: 1 CPU, 1024 MB, $6.00 a month
}

func ExampleSnapshotsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web := createDroplet(ctx, client, "web-1")
	wait := finish(ctx, client)
	wait(client.Droplets.Actions.Snapshot(ctx, web.ID, "before the update"))

	list := client.Snapshots.List(&digitalocean.SnapshotListOptions{ResourceType: digitalocean.SnapshotResourceDroplet})
	for snapshot, err := range list.All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(snapshot.Name, snapshot.ResourceType)
		if err := client.Snapshots.Delete(ctx, snapshot.ID); err != nil {
			log.Fatal(err)
		}
	}
	// Output: before the update droplet
}

func ExampleSSHKeysService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	key, err := client.SSHKeys.Create(ctx, &digitalocean.SSHKeyCreateRequest{
		Name:      "laptop",
		PublicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl sammy@laptop",
	})
	if err != nil {
		log.Fatal(err)
	}
	same, err := client.SSHKeys.GetByFingerprint(ctx, key.Fingerprint)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(same.ID == key.ID, same.Name)
	// Output: true laptop
}
