package contract

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func sentences(problems []Problem) []string {
	texts := []string{}
	for _, p := range problems {
		texts = append(texts, p.String())
	}
	return texts
}

func TestCheckBody(t *testing.T) {
	for _, test := range []struct {
		id, body string
		want     []string
	}{
		{"domains_create", `{"name":"example.com","ip_address":"1.2.3.4"}`, nil},
		{"domains_create", ``, nil},
		{"domains_create", `{"name":7}`, []string{"name must be a string, not the number 7"}},
		{"domains_create", `{"name":null}`, []string{"name must be a string, not null"}},
		{"domains_create", `{"name":"a","colour":"red"}`, []string{"colour is not a field of domain"}},
		{"domains_create", `{"name":"a","ttl":1800}`, []string{"ttl is only in answers, and may not be sent"}},
		{"domains_create", `{"name":`, []string{"the body is not valid JSON: unexpected EOF"}},
		{"domains_create", `{} {}`, []string{"the body is not valid JSON: there is more after the end of the value"}},
		{"domains_create", `[]`, []string{"the body must be an object, not an array"}},
		{"account_get", `{}`, []string{"the body is not expected: this operation takes none"}},
		{"sshKeys_create", ``, []string{"the body is required"}},
		{"sshKeys_create", `{"name":"k"}`, []string{"public_key is required"}},
		{"sshKeys_update", `{}`, nil},

		{"volumes_create", `{"name":"v","size_gigabytes":1,"region":"moon1"}`, []string{
			"the body fits none of the 2 forms allowed here; what follows is about the nearest",
			`region must be one of "ams1", "ams2", "ams3", "blr1", "fra1", "lon1", "nyc1", "nyc2", "nyc3", "sfo1", "sfo2", "sfo3", "sgp1", "tor1", "syd1", not "moon1"`,
		}},
		{"cdn_create_endpoint", `{"origin":"a.nyc3.digitaloceanspaces.com","ttl":61}`, []string{"ttl must be one of 60, 600, 3600, 86400, 604800, not 61"}},
		{"registry_create", `{"name":"Bad Name","subscription_tier_slug":"basic"}`, []string{"name must match ^[a-z0-9-]{1,63}$"}},
		{"loadBalancers_add_forwardingRules", `{"forwarding_rules":[]}`, []string{"forwarding_rules must have at least 1 elements, not 0"}},
		{"dropletActions_post", `{"type":"resize","size":"s-2vcpu-2gb","disk":"yes"}`, []string{"disk must be a boolean, not a string"}},
		{"dropletActions_post", `{"type":"rename","name":"web"}`, nil},
		{"dropletActions_post", `{}`, []string{"type is required"}},
		{"dropletActions_post", `[]`, []string{"the body must be an object, not an array"}},
		{"dropletActions_post_byTag", `{"type":"rebuild"}`, []string{
			"query parameter tag_name is required",
			`type must be one of "disable_backups", "enable_backups", "enable_ipv6", "power_cycle", "power_off", "power_on", "shutdown", "snapshot", not "rebuild"`,
		}},

		{"droplets_create", `{"name":"a","size":"s","image":"ubuntu","region":"nyc3"}`, nil},
		{"droplets_create", `{"names":["a"],"size":"s","image":123,"ssh_keys":[1,"3b:16"]}`, nil},
		{"droplets_create", `{"name":"a","size":"s","image":true}`, []string{
			"the body fits none of the 2 forms allowed here; what follows is about the nearest",
			"image must be a string or an integer, not a boolean",
		}},
		{"droplets_create", `{"name":"a","names":["b"],"size":"s","image":"i"}`, []string{
			"the body fits none of the 2 forms allowed here; what follows is about the nearest",
			"names is not a field of droplet_single_create",
		}},
		{"partnerAttachments_patch", `{"name":"a","vpc_ids":["b"]}`, nil}, // arms of anyOf may be mixed
		{"partnerAttachments_patch", `{"name":"a","colour":"b"}`, []string{
			"the body fits none of the 3 forms allowed here; what follows is about the nearest",
			"colour is not a field of this object",
		}},
		{"firewalls_create", `{"name":"front"}`, []string{
			"the body fits none of the 2 forms allowed here; what follows is about the nearest",
			"inbound_rules is required",
		}},
		{"firewalls_create", `{"name":"front","outbound_rules":[{"protocol":"tcp","ports":"22","destinations":{"addresses":["::/0"]}}]}`, nil},
		{"kubernetes_add_nodePool", `{"name":"p","size":"s","count":1.5}`, []string{"count must be an integer, not the number 1.5"}},
		{"kubernetes_add_nodePool", `{"name":"p","size":"s","count":1,"labels":{"any":"thing"}}`, nil},
		{"inference_create_embedding", `{"model":"m","input":["a"],"colour":1}`, []string{"colour is not a field of embeddings_request"}},
		{"organizations_create_team", `{"name":"t","invitations":[{"email":"nobody","role":"member"}]}`, []string{"invitations[0].email must be an e-mail address"}},
	} {
		op := ByID(test.id)
		require.NotNil(t, op, test.id)
		got := sentences(op.CheckRequest(nil, http.Header{}, []byte(test.body)))
		if test.want == nil {
			test.want = []string{}
		}
		require.Equal(t, test.want, got, "%s %s", test.id, test.body)
	}
}

func TestCheckParameters(t *testing.T) {
	for _, test := range []struct {
		id, query string
		want      []string
	}{
		{"droplets_list", "tag_name=web&page=2&per_page=200", nil},
		{"droplets_list", "per_page=201", []string{"query parameter per_page must be at most 200, not 201"}},
		{"droplets_list", "page=two", []string{"query parameter page must be an integer, not a string"}},
		{"droplets_list", "page=1&page=2", []string{"query parameter page may be given only once"}},
		{"droplets_list", "colour=red&arch=arm", []string{
			"query parameter arch is not a parameter of this operation", "query parameter colour is not a parameter of this operation",
		}},
		{"droplets_list", "type=cows", []string{`query parameter type must be one of "droplets", "gpus", not "cows"`}},
		{"images_list", "private=true", nil},
		{"images_list", "private=1", []string{"query parameter private must be a boolean, not a string"}},
		{"apps_list_deployments", "deployment_types=MANUAL&deployment_types=MAINTENANCE", nil},
		{"volumes_delete_byName", "name=a", []string{"query parameter region is required"}},
	} {
		query, err := url.ParseQuery(test.query)
		require.NoError(t, err)
		if test.want == nil {
			test.want = []string{}
		}
		require.Equal(t, test.want, sentences(ByID(test.id).CheckRequest(query, nil, nil)), "%s %s", test.id, test.query)
	}
}

func TestCheckHeaderAndPath(t *testing.T) {
	op := ByID("autoscalepools_delete_dangerous")
	require.Equal(t, []string{"header parameter X-Dangerous is required"}, sentences(op.CheckRequest(nil, nil, nil)))
	require.Empty(t, op.CheckRequest(nil, http.Header{"X-Dangerous": {"true"}}, nil))

	create := ByID("sshKeys_create")
	problems := create.CheckRequest(nil, http.Header{"Content-Type": {"text/plain"}}, []byte("name"))
	require.Equal(t, []string{"the body has the media type text/plain, which is not one this operation takes"}, sentences(problems))
	require.Equal(t, Media, problems[0].Kind)

	get := ByID("droplets_get")
	require.Empty(t, get.CheckPath(map[string]string{"droplet_id": "7"}))
	require.Equal(t, []string{"path parameter droplet_id must be an integer, not a string"},
		sentences(get.CheckPath(map[string]string{"droplet_id": "web"})))
	require.Equal(t, []string{"path parameter droplet_id is required"}, sentences(get.CheckPath(nil)))
	require.Empty(t, ByID("sshKeys_get").CheckPath(map[string]string{"ssh_key_identifier": "3b:16:bf"}))
}

func TestCheckAnswer(t *testing.T) {
	for _, test := range []struct{ id, body, want string }{
		{"domains_get", `{"domain":{"name":"a","ttl":null}}`, ""},
		{"actions_get", `{"action":{"started_at":"yesterday"}}`, "action.started_at must be a time such as 2006-01-02T15:04:05Z"},
		{"monitoring_get_DropletCpuMetrics", `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"2"],[3]]}]}}`, "data.result[0].values[1] must have 2 elements, not 1"},
		{"droplets_list_backup_policies", `{"policies":{"web":{}},"meta":{"total":1}}`, "policies.web has a name that must be an integer"},
		{"apps_list_instanceSizes", `{"instance_sizes":[{"cpus":"many"}]}`, "instance_sizes[0].cpus must be an integer"},
	} {
		problems := sentences(ByID(test.id).AnswerSchema().Check(Answered, []byte(test.body)))
		if test.want == "" {
			require.Empty(t, problems)
			continue
		}
		require.Contains(t, problems, test.want)
	}
}

func TestFormats(t *testing.T) {
	for format, samples := range map[string][2]string{
		"date-time": {"2020-07-21T18:37:44.5+02:00", "2020-07-21 18:37:44"},
		"date":      {"2020-07-21", "21.7.2020"},
		"uuid":      {"5a4981aa-9653-4bd1-bef5-d6bff52042e4", "5a4981aa"},
		"ipv4":      {"10.0.0.1", "::1"},
		"ipv6":      {"2001:db8::1", "10.0.0.1"},
		"cidr":      {"10.0.0.0/8", "10.0.0.0"},
		"email":     {"a@example.com", "a"},
		"uri":       {"https://example.com/a", "example"},
		"hostname":  {"a.example.com", "a b"},
		"int64":     {"-5", "5.5"},
		"uint64":    {"18446744073709551615", "-5"},
		"decimal":   {"-0.25", "a lot"},
		"byte":      {"YQ==", "%"},
	} {
		require.Empty(t, formatProblem(format, samples[0]), format)
		require.NotEmpty(t, formatProblem(format, samples[1]), format)
	}
	require.Empty(t, formatProblem("no such format", "anything"))
}
