package digitaloceantest

import (
	"fmt"
	"net/http"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const defaultTTL = 1800

// domain is a zone. Its zone file is written when somebody asks for it.
type domain struct {
	*object
	name    string
	created time.Time
	records collection[*object]
	stale   bool // the records have changed since the zone file was written
}

var domains = stateful(fresh[collection[*domain]])

func init() {
	handle("GET /v2/domains", listDomains)
	handle("POST /v2/domains", createDomain)
	handle("GET /v2/domains/{domain_name}", getDomain)
	handle("DELETE /v2/domains/{domain_name}", deleteDomain)
	handle("GET /v2/domains/{domain_name}/records", listRecords)
	handle("POST /v2/domains/{domain_name}/records", createRecord)
	handle("GET /v2/domains/{domain_name}/records/{domain_record_id}", getRecord)
	handle("PATCH /v2/domains/{domain_name}/records/{domain_record_id}", updateRecord)
	handle("PUT /v2/domains/{domain_name}/records/{domain_record_id}", updateRecord)
	handle("DELETE /v2/domains/{domain_name}/records/{domain_record_id}", deleteRecord)
	count("Domains", func(s *Server) int { return domains.of(s).len() })
	addURNs(urnKind{name: "domain", resourceType: "domain", path: "/v2/domains/"}, domains.of, func(d *domain) addressable {
		return addressable{name: d.name, created: d.created, object: d.object}
	})
}

var domainName = regexp.MustCompile(`^([a-z0-9_]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$`)

func listDomains(c *call) (reply, error) {
	return c.page("domains", objects(domains.of(c.Server).all(), nil))
}

func createDomain(c *call) (reply, error) {
	name, address := strings.ToLower(c.body.needText("name")), c.body.text("ip_address")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if !domainName.MatchString(name) {
		return reply{}, unprocessable("name is not a valid domain name")
	}
	if domains.of(c.Server).has(name) {
		return reply{}, unprocessable("name is already taken: the domain " + name + " exists")
	}
	d := &domain{name: name, created: c.now, object: newObject("name", name, "ttl", defaultTTL, "zone_file", nil)}
	d.add(c.ids, newRecord("SOA", "@", strconv.Itoa(defaultTTL)))
	for i := 1; i <= 3; i++ {
		d.add(c.ids, newRecord("NS", "@", fmt.Sprintf("ns%d.digitalocean.com", i)))
	}
	if address != "" {
		apex, problem := newApexRecord(address)
		if problem != nil {
			return reply{}, problem
		}
		d.add(c.ids, apex)
	}
	created, err := answer(http.StatusCreated, "domain", d.object) // the zone file comes later
	domains.of(c.Server).add(name, d)
	return created, err
}

// newApexRecord points the domain itself to an address.
func newApexRecord(address string) (*object, error) {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return nil, unprocessable("ip_address is not a valid IP address")
	}
	if ip.Is4() {
		return newRecord("A", "@", address), nil
	}
	return newRecord("AAAA", "@", address), nil
}

func getDomain(c *call) (reply, error) {
	d, err := c.domain()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "domain", d.show())
}

func deleteDomain(c *call) (reply, error) {
	d, err := c.domain()
	if err != nil {
		return reply{}, err
	}
	domains.of(c.Server).remove(d.name)
	c.deleted("domain", d.name, d.object)
	return empty(http.StatusNoContent)
}

// domain returns the domain that the path names.
func (c *call) domain() (*domain, error) {
	d, ok := domains.of(c.Server).get(strings.ToLower(c.arguments["domain_name"]))
	if !ok {
		return nil, notFound()
	}
	return d, nil
}

func (d *domain) add(ids *identity, record *object) {
	id := ids.number("domain record")
	record.set("id", id)
	d.records.add(key(id), record)
	d.stale = true
}

// show writes the zone file anew when a record has changed.
func (d *domain) show() *object {
	if d.stale {
		d.set("zone_file", d.zoneFile())
		d.stale = false
	}
	return d.object
}

func (d *domain) zoneFile() string {
	var b strings.Builder
	fmt.Fprintf(&b, "$ORIGIN %s.\n$TTL %d\n", d.name, defaultTTL)
	for record := range d.records.all() {
		b.WriteString(d.zoneLine(record))
	}
	return b.String()
}

func (d *domain) zoneLine(record *object) string {
	kind, data := record.text("type"), record.text("data")
	owner, ttl := d.fullName(record.text("name"))+".", record.get("ttl")
	switch kind {
	case "SOA":
		return fmt.Sprintf("%s IN SOA ns1.digitalocean.com. hostmaster.%s. %d 10800 3600 604800 %v\n",
			owner, d.name, d.created.Unix(), ttl)
	case "MX":
		data = fmt.Sprintf("%v %s", record.get("priority"), d.target(data))
	case "SRV":
		data = fmt.Sprintf("%v %v %v %s", record.get("priority"), record.get("weight"), record.get("port"), d.target(data))
	case "CAA":
		data = fmt.Sprintf("%v %s %q", record.get("flags"), record.text("tag"), data)
	case "TXT":
		data = strconv.Quote(data)
	case "CNAME", "NS":
		data = d.target(data)
	}
	return fmt.Sprintf("%s %v IN %s %s\n", owner, ttl, kind, data)
}

// target is a host name as zone files have it.
func (d *domain) target(data string) string {
	if data == "@" {
		return d.name + "."
	}
	return data + "."
}

// fullName is the name of a record with the domain.
func (d *domain) fullName(name string) string {
	if name == "@" {
		return d.name
	}
	return name + "." + d.name
}
