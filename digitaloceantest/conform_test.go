package digitaloceantest_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/internal/contract"
)

// conforms holds an answer to what the API's description says of it: its status, each value, and that no field
// is missing.
func (a api) conforms(method, path string, got answer) {
	a.t.Helper()
	path, _, _ = strings.Cut(path, "?")
	op, _, ok := contract.Lookup(method, path)
	if !ok || got.status >= http.StatusMultipleChoices || len(got.raw) > longAnswer {
		return
	}
	at := slices.IndexFunc(op.Answers(), func(documented contract.Answer) bool { return documented.Code == got.status })
	require.GreaterOrEqual(a.t, at, 0, "%s %s: %d is not documented", method, path, got.status)
	schema := op.Answers()[at].JSON()
	if schema == nil {
		return
	}
	problems := schema.Check(contract.Answered, []byte(got.raw))
	problems = slices.DeleteFunc(problems, func(p contract.Problem) bool { return known[p.Path] == p.Kind })
	require.Empty(a.t, problems, "%s %s", method, path)
	var value any
	require.NoError(a.t, json.Unmarshal([]byte(got.raw), &value))
	require.Empty(a.t, lacks("", schema, value), "%s %s", method, path)
}

// longAnswer is one that has the same resource many times, which is seen in shorter ones.
const longAnswer = 64 << 10

// known are the problems that the API has with its description.
var known = map[string]contract.ProblemKind{
	"completed_at":                   contract.Null,   // of a destroy that goes on
	"load_balancer.forwarding_rules": contract.Bounds, // of a global load balancer, which has none
	"check.target":                   contract.Format, // of a ping, which is an address
}

// mayLack are the fields that the API leaves out, by the end of their path.
var mayLack = []string{
	".billing_history[].invoice_id", ".billing_history[].invoice_uuid", // of a payment
	".certificate_id", ".custom_domain", // of a CDN endpoint without a domain of its own
	".unhealthy_reason",                               // of a healthy Droplet
	".access_points[].vpc_id", ".access_point.vpc_id", // of the default access point
	".children",                                                                            // of a partner attachment without any
	".state.previous_outage",                                                               // where there was none
	".alert.threshold", ".alert.comparison", ".alerts[].threshold", ".alerts[].comparison", // of an alert that does not compare
	".gpu_info",                   // of a size without a GPU
	".links.pages",                // of a list in one page
	".pages.first", ".pages.prev", // of the first page
	".pages.next", ".pages.last", // of the last one
	".ip_address",                                         // of a domain: it is for requests
	".policy.backup_policy", ".policy.next_backup_window", // of a Droplet without backups
	".backup_policy.weekday",                                                // of a daily plan
	".destroyed_at", ".droplet.error_message", ".snapshots[].error_message", // of what is not destroyed, or has not failed to be
	".last_tagged_uri",                    // of a tag that is on nothing of the kind
	".cookie_name", ".cookie_ttl_seconds", // of a load balancer without cookies
	".glb_settings",                                    // of a load balancer that is not global
	".load_balancer.region", ".load_balancer.vpc_uuid", // of one that is
	".health_check.proxy_protocol", ".subnet_uuid", // of one that was made without them
	".sources.addresses", ".destinations.addresses", // of a firewall rule: what it does not name
	".sources.droplet_ids", ".destinations.droplet_ids",
	".sources.kubernetes_ids", ".destinations.kubernetes_ids",
	".sources.load_balancer_uids", ".destinations.load_balancer_uids",
	".sources.tags", ".destinations.tags",
	".links.actions", ".links.droplets", // of a reserved IP that is for a region
	".pages.previous",                                         // of the first page of GradientAI
	".api_key_info.deleted_at", ".api_key_infos[].deleted_at", // of a key that is there
	".api_key_info.secret_key", ".api_key_infos[].secret_key", // which is told once
	".policies[].custom_task", ".policies[].task_slug", // of a model router: one of them
	".variants[].scaled_pricing",                                                                               // of a model whose prices do not change
	".import_job.completed_at", ".import_job.error_message", ".import_job.error_step", ".import_job", ".model", // of an import that goes on, or was refused
	".source_ref.bucket", ".source_ref.commit_sha", ".source_ref.hf_token", ".source_ref.prefix", ".source_ref.region", ".source_ref.repo_id",
	".custom_eval_config", ".custom_eval_config.deleted_at", // of a metric that all have, or is there
	".star_metric", ".success_threshold", ".success_threshold_pct", ".star_metric_result", // of an evaluation without one, or with another threshold
	".archived_at",                                                                // of a test case that is there
	".agent_uuid", ".agent_deployment_name", ".agent_name", ".agent_version_hash", // of a run: it has an agent or a deployment
	".agent_workspace_uuid", ".evaluation_test_case_workspace_uuid",
	".started_at", ".finished_at", ".run.completed_at", ".run.result_summary", // of a run that has not come so far
	".per_model_summaries", ".per_task_summaries", ".performance_metrics", ".result_summary.pricing", ".star_metric_summary",
	".candidate_inference_config.max_tokens", ".candidate_inference_config.stop_token",
	".candidate_inference_config.system_prompt", ".candidate_inference_config.temperature",
	".message.tool_calls", // of an answer that calls no tool
	".endpoint",           // of a batch of messages, which has none
}

// lacks returns the declared fields that are missing in a value.
func lacks(path string, schema *contract.Schema, value any) []string {
	var list []string
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			if schema.Items() != nil {
				list = append(list, lacks(path+"[]", schema.Items(), item)...)
			}
		}
	case object:
		for _, field := range schema.Fields() {
			inner, ok := v[field.Name]
			if !ok && !slices.ContainsFunc(mayLack, func(end string) bool { return strings.HasSuffix(path+"."+field.Name, end) }) {
				list = append(list, path+"."+field.Name)
			}
			if !ok {
				continue
			}
			list = append(list, lacks(path+"."+field.Name, field.Schema, inner)...)
		}
	}
	return list
}
