package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/dosdk/digitalocean/internal/contract"
	"github.com/stretchr/testify/require"
)

const published = "../../../../shared/api/digitalocean-v2.openapi.json"

func describedFacts(t *testing.T, file string) *contract.Facts {
	t.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	lines, flaws, err := contract.Describe(raw, nil)
	require.NoError(t, err)
	require.Empty(t, flaws)
	facts, err := contract.Parse(string(lines))
	require.NoError(t, err)
	return facts
}

// TestDrift compares two descriptions of a small API of our own, the second of which is the first with changes of every
// sort.
func TestDrift(t *testing.T) {
	corrections := []contract.Correction{{At: []string{"/components/schemas/kernel/properties/version/format"}, To: `"int64"`}}
	var out bytes.Buffer
	n, err := drift(&out, describedFacts(t, "../testdata/before.json"), "../testdata/after.json", corrections)
	require.NoError(t, err)
	want := []string{
		`gone     operation   account_get (GET /v2/account)  => Account.Get in account.go`,
		`new      answer      droplets_destroy answer 202  => Droplets.Delete in droplets.go`,
		`gone     answer      droplets_destroy answer 204  => Droplets.Delete in droplets.go`,
		`changed  pagination  droplets_get (none -> linked)  => Droplets.Get in droplets.go`,
		`new      field       droplets_get answer 200 body.links (page_links)  => Droplets.Get in droplets.go`,
		`new      parameter   droplets_list query arch (string)  => DropletListOptions, for Droplets.List in droplets.go`,
		`changed  parameter   droplets_list query ids (array -> string)  => DropletListOptions, for Droplets.List in droplets.go`,
		`changed  parameter   droplets_list query tag_name (string -> string, required)  => DropletListOptions, for Droplets.List in droplets.go`,
		`gone     parameter   droplets_list query type (string)  => DropletListOptions, for Droplets.List in droplets.go`,
		`new      operation   droplets_wake (POST /v2/droplets/{droplet_id}/wake)  => no method yet; next to Droplets.Actions in droplet_actions.go`,
		`new      mark        firewalls_create deprecated  => Firewalls.Create in firewalls.go`,
		`new      field       droplet.gpu (object)  => Droplet in droplets.go`,
		`new      field       droplet.locked (boolean)  => Droplet in droplets.go`,
		`changed  field       droplet.name (string, required, max length 255 -> string, required, max length 63)  => Droplet in droplets.go`,
		`new      enum value  droplet.networks.v4[].type "vpc"  => Droplet in droplets.go`,
		`changed  field       droplet.region (region -> region, required)  => Droplet in droplets.go`,
		`new      field       droplet.size (sizes)  => Droplet in droplets.go`,
		`new      enum value  droplet.status "archive"  => Droplet in droplets.go`,
		`gone     enum value  droplet.status "off"  => Droplet in droplets.go`,
		`gone     field       droplet.vcpus (integer)  => Droplet in droplets.go`,
		`new      field       droplet_create.image<2> (object)  => DropletCreateRequest in droplets.go`,
		`new      type        sizes (object)  => no type of its own; Droplets.Create in droplets.go`,
		`flaw     description /components/schemas/kernel/properties/version/format (the correction no longer applies: there is no version)  => internal/contract/corrections.go`,
		`flaw     description region (field name is required but not declared)  => internal/contract/corrections.go`,
	}
	require.Equal(t, want, strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n"))
	require.Equal(t, len(want), n)
}

func TestNoDriftWithoutChange(t *testing.T) {
	var out bytes.Buffer
	n, err := drift(&out, describedFacts(t, "../testdata/before.json"), "../testdata/before.json", nil)
	require.NoError(t, err)
	require.Zero(t, n, out.String())
}

func TestNoDriftFromPublishedDescription(t *testing.T) {
	if _, err := os.Stat(published); os.IsNotExist(err) {
		t.Skipf("SKIPPED: the OpenAPI description is not at %s, so nothing is compared with it", published)
	}
	var out bytes.Buffer
	n, err := drift(&out, contract.Load(), published, contract.Corrections())
	require.NoError(t, err)
	require.Zero(t, n, out.String())
}

func TestDriftRefusesWhatIsNoDescription(t *testing.T) {
	_, err := drift(&bytes.Buffer{}, contract.Load(), "drift_test.go", nil)
	require.ErrorContains(t, err, "drift: drift_test.go: contract: read description")
}
