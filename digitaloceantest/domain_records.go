package digitaloceantest

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// newRecord makes a record without an ID. What its type does not use is null.
func newRecord(kind, name, data string) *object {
	return newObject(
		"id", nil,
		"type", kind,
		"name", name,
		"data", data,
		"priority", nil,
		"port", nil,
		"ttl", defaultTTL,
		"weight", nil,
		"flags", nil,
		"tag", nil,
	)
}

var recordTypes = []string{"A", "AAAA", "CAA", "CNAME", "MX", "NS", "SOA", "SRV", "TXT"}

func listRecords(c *call) (reply, error) {
	d, err := c.domain()
	if err != nil {
		return reply{}, err
	}
	name, kind := strings.TrimSuffix(c.query.Get("name"), "."), c.query.Get("type")
	if kind != "" && !slices.Contains(recordTypes, kind) {
		return reply{}, unprocessable("type must be one of " + strings.Join(recordTypes, ", "))
	}
	return c.page("domain_records", objects(d.records.all(), func(r *object) bool {
		return (kind == "" || r.text("type") == kind) && (name == "" || strings.EqualFold(d.fullName(r.text("name")), name))
	}))
}

func createRecord(c *call) (reply, error) {
	d, err := c.domain()
	if err != nil {
		return reply{}, err
	}
	kind := strings.ToUpper(c.body.needText("type"))
	if c.body.problem == nil && !slices.Contains(recordTypes, kind) {
		c.body.refuse("type must be one of " + strings.Join(recordTypes, ", "))
	}
	if kind == "SOA" {
		c.body.refuse("type: a domain has one SOA record already")
	}
	record := newRecord(kind, "", "")
	d.fill(record, c.body)
	d.check(record, c.body)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	d.add(c.ids, record)
	return answer(http.StatusCreated, "domain_record", record)
}

func getRecord(c *call) (reply, error) {
	_, record, err := c.record()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "domain_record", record)
}

// updateRecord changes what the body holds, for PUT as for PATCH.
func updateRecord(c *call) (reply, error) {
	d, record, err := c.record()
	if err != nil {
		return reply{}, err
	}
	if kind := c.body.text("type"); kind != "" && !strings.EqualFold(kind, record.text("type")) {
		c.body.refuse("type of a record can't be changed")
	}
	changed := &object{fields: slices.Clone(record.fields)}
	if record.text("type") == "SOA" {
		changed.fillNumber(c.body, "ttl", 1, 1<<31-1)
	} else {
		d.fill(changed, c.body)
		d.check(changed, c.body)
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	record.fields = changed.fields
	record.touch()
	d.stale = true
	return answer(http.StatusOK, "domain_record", record)
}

func deleteRecord(c *call) (reply, error) {
	d, record, err := c.record()
	if err != nil {
		return reply{}, err
	}
	if record.text("type") == "SOA" {
		return reply{}, unprocessable("type: the SOA record can't be deleted")
	}
	d.records.remove(c.arguments["domain_record_id"])
	d.stale = true
	return empty(http.StatusNoContent)
}

// record returns the record that the path names.
func (c *call) record() (*domain, *object, error) {
	d, err := c.domain()
	if err != nil {
		return nil, nil, err
	}
	record, ok := d.records.get(c.arguments["domain_record_id"])
	if !ok {
		return nil, nil, notFound()
	}
	return d, record, nil
}

// fill puts into a record what a request holds.
func (d *domain) fill(record *object, body *fields) {
	kind := record.text("type")
	if body.has("name") {
		record.set("name", d.relativeName(body.text("name")))
	}
	if body.has("data") {
		record.set("data", hostData(kind, body))
	}
	record.fillNumber(body, "ttl", 1, 1<<31-1)
	switch kind {
	case "MX":
		record.fillNumber(body, "priority", 0, 65535)
	case "SRV":
		record.fillNumber(body, "priority", 0, 65535)
		record.fillNumber(body, "port", 0, 65535)
		record.fillNumber(body, "weight", 0, 65535)
	case "CAA":
		record.fillNumber(body, "flags", 0, 255)
		if tag := body.text("tag"); tag != "" {
			record.set("tag", tag)
		}
	}
}

// fillNumber sets a field of a record to a number of the request.
func (o *object) fillNumber(body *fields, name string, least, most int64) {
	n, ok := body.number(name)
	if !ok {
		return
	}
	if n < least || n > most {
		body.refuse(name + " is out of range")
	}
	o.set(name, n)
}

// relativeName is a record's name within the domain: "@" for the domain itself.
func (d *domain) relativeName(name string) string {
	if absolute, ok := strings.CutSuffix(name, "."); ok {
		name = strings.TrimSuffix(strings.TrimSuffix(absolute, d.name), ".")
	}
	if name == "" {
		return "@"
	}
	return strings.ToLower(name)
}

// hostData reads the data of a record. Where it is a host name the API wants it to end with a dot, and keeps
// it without.
func hostData(kind string, body *fields) string {
	data := body.text("data")
	switch kind {
	case "CAA":
		if body.text("tag") == "iodef" {
			return data
		}
	case "CNAME", "MX", "NS", "SRV":
		data = strings.ToLower(data)
	default:
		return data
	}
	host, absolute := strings.CutSuffix(data, ".")
	if !absolute && data != "@" && data != "" {
		body.refuse("data needs to end with a dot (.)")
	}
	return host
}

// check refuses a record that lacks what its type needs, or that cannot be in the zone.
func (d *domain) check(record *object, body *fields) {
	kind := record.text("type")
	if record.text("name") == "" {
		if kind != "MX" && kind != "NS" {
			body.refuse("name can't be blank")
		}
		record.set("name", "@")
	}
	if record.text("data") == "" {
		body.refuse("data can't be blank")
	}
	switch kind {
	case "A":
		if ip, err := netip.ParseAddr(record.text("data")); err != nil || !ip.Is4() {
			body.refuse("data: IP address did not match IPv4 format (e.g. 255.255.255.255)")
		}
	case "AAAA":
		if ip, err := netip.ParseAddr(record.text("data")); err != nil || !ip.Is6() {
			body.refuse("data: IP address did not match IPv6 format (e.g. 2001:db8::ff00:42:8329)")
		}
	case "MX":
		needNumbers(record, body, "priority")
	case "SRV":
		needNumbers(record, body, "priority", "port")
		if record.get("weight") == nil {
			record.set("weight", int64(0))
		}
	case "CAA":
		needNumbers(record, body, "flags")
		if !slices.Contains([]string{"issue", "issuewild", "iodef"}, record.text("tag")) {
			body.refuse("tag must be issue, issuewild or iodef")
		}
	}
	if d.clashes(record) {
		body.refuse("name: CNAME records cannot share a name with other records")
	}
}

func needNumbers(record *object, body *fields, names ...string) {
	for _, name := range names {
		if record.get(name) == nil {
			body.refuse(name + " can't be blank")
		}
	}
}

// clashes reports whether a CNAME would share its name with another record.
func (d *domain) clashes(record *object) bool {
	for other := range d.records.all() {
		if other.get("id") == record.get("id") || other.text("name") != record.text("name") {
			continue
		}
		if other.text("type") == "CNAME" || record.text("type") == "CNAME" {
			return true
		}
	}
	return false
}
