package digitalocean_test

import (
	"context"
	stdjson "encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const agentUUID = "12345678-1234-1234-1234-123456789012"

func TestGradientAIBodiesRepeatThePath(t *testing.T) {
	for _, e := range []exchange{
		{
			name: "beside what the request has",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.GradientAI.AgentAPIKeys.Update(ctx, "a/1", `k"1`, &digitalocean.AgentAPIKeyUpdateRequest{Name: "web"})
			},
			method: "PUT", path: "/v2/gen-ai/agents/a%2F1/api_keys/k%221", body: `{"agent_uuid": "a/1", "api_key_uuid": "k\"1", "name": "web"}`,
			answer: `{"api_key_info": {"uuid": "k1", "name": "web", "created_by": "12345678901234567"}}`,
			want:   &digitalocean.AgentAPIKey{UUID: "k1", Name: "web", CreatedBy: 12345678901234567},
		},
		{
			name: "and nothing else",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.GradientAI.Agents.AttachChild(ctx, "p", "c", &digitalocean.AgentAttachChildRequest{})
			},
			method: "POST", path: "/v2/gen-ai/agents/p/child_agents/c", body: `{"parent_agent_uuid": "p", "child_agent_uuid": "c"}`,
			answer: `{"parent_agent_uuid": "p", "child_agent_uuid": "c"}`,
			want:   &digitalocean.AgentChildLink{ParentAgentUUID: "p", ChildAgentUUID: "c"},
		},
		{
			name: "without a request",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.GradientAI.IndexingJobs.Cancel(ctx, "j")
			},
			method: "PUT", path: "/v2/gen-ai/indexing_jobs/j/cancel", body: `{"uuid": "j"}`,
			answer: `{"job": {"uuid": "j", "status": "INDEX_JOB_STATUS_CANCELLED"}}`,
			want:   &digitalocean.IndexingJob{UUID: "j", Status: digitalocean.IndexingJobCancelled},
		},
	} {
		t.Run(e.name, e.do)
	}
}

// The numbers in quotes are read whatever they come as, and written in quotes by either encoder.
func TestGradientAINumbersInQuotes(t *testing.T) {
	for _, number := range []string{`"9007199254740993"`, `9007199254740993`} {
		client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"job": {"uuid": "j", "total_tokens": `+number+`, "data_source_jobs": [{"total_bytes": `+number+`, "failed_item_count": ""}]}}`)
		})
		job, err := client.GradientAI.IndexingJobs.Get(t.Context(), "j")
		require.NoError(t, err)
		require.Equal(t, int64(9007199254740993), job.TotalTokens)
		require.Equal(t, []digitalocean.IndexedDataSource{{TotalBytes: 9007199254740993}}, job.DataSourceJobs)

		byV1, err := stdjson.Marshal(job)
		require.NoError(t, err)
		byV2, err := json.Marshal(job)
		require.NoError(t, err)
		require.JSONEq(t, string(byV1), string(byV2))
		require.Contains(t, string(byV1), `"total_tokens":"9007199254740993"`)
		var again digitalocean.IndexingJob
		require.NoError(t, stdjson.Unmarshal(byV1, &again))
		require.Equal(t, *job, again)
	}
}

// GradientAI counts its pages, and links to the one before with a word of its own.
func TestGradientAIPages(t *testing.T) {
	const list = "https://api.digitalocean.com/v2/gen-ai/knowledge_bases?page="
	for name, answers := range map[string][]string{
		"links": {
			`"links": {"pages": {"first": "` + list + `1", "next": "` + list + `2", "last": "` + list + `3"}}, "meta": {"total": 3, "page": 1, "pages": 3}`,
			`"links": {"pages": {"first": "` + list + `1", "previous": "` + list + `1", "next": "` + list + `3", "last": "` + list + `3"}}, "meta": {"total": 3, "page": 2, "pages": 3}`,
			`"links": {"pages": {"first": "` + list + `1", "previous": "` + list + `2", "last": "` + list + `3"}}, "meta": {"total": 3, "page": 3, "pages": 3}`,
		},
		"counted": {
			`"links": {"pages": {}}, "meta": {"total": 3, "page": 1, "pages": 3}`,
			`"links": null, "meta": {"total": 3, "page": 2, "pages": 3}`,
			`"meta": {"total": 3, "page": 3, "pages": 3}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				number := 1
				_, _ = fmt.Sscan(r.URL.Query().Get("page"), &number)
				_, _ = fmt.Fprintf(w, `{"knowledge_bases": [{"uuid": "k%d"}], %s}`, number, answers[number-1])
			})
			bases := client.GradientAI.KnowledgeBases.List(nil)
			all, err := bases.Collect(t.Context())
			require.NoError(t, err)
			require.Equal(t, []digitalocean.KnowledgeBase{{UUID: "k1"}, {UUID: "k2"}, {UUID: "k3"}}, all)

			second, err := bases.Page(t.Context(), 2)
			require.NoError(t, err)
			require.Equal(t, 3, second.Total)
			require.True(t, strings.HasSuffix(second.Links.Pages.Prev, "?page=1"), second.Links.Pages.Prev)
			require.True(t, strings.HasSuffix(second.Links.Pages.Next, "?page=3"), second.Links.Pages.Next)
		})
	}

	t.Run("pages without a number", func(t *testing.T) {
		client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"knowledge_bases": [{"uuid": "k1"}], "meta": {"pages": 3}}`)
		})
		all, err := client.GradientAI.KnowledgeBases.List(nil).Collect(t.Context())
		require.NoError(t, err)
		require.Len(t, all, 1)
	})
	t.Run("a number that stays the same", func(t *testing.T) {
		client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"knowledge_bases": [{"uuid": "k1"}], "meta": {"page": 1, "pages": 3}}`)
		})
		_, err := client.GradientAI.KnowledgeBases.List(nil).Collect(t.Context())
		require.ErrorContains(t, err, "circle")
	})
}

func TestGradientAIUpdateRequests(t *testing.T) {
	const server = `{"server_label": "docs", "server_url": "https://mcp.example.com", "authorization": "Bearer t", "headers": {"X-Key": "k"}, "allowed_tools": ["find"]}`
	const reranking = `{"enabled": true, "model": "bge-reranker-v2-m3"}`
	const schemas = `"input_schema": {"type": "object"}, "output_schema": {"type": "string"}`
	const chunking = `"chunking_algorithm": "CHUNKING_ALGORITHM_SEMANTIC", "chunking_options": {"max_chunk_size": 750, "parent_chunk_size": 1000, "child_chunk_size": 350, "semantic_threshold": 0.5}`
	for _, c := range []struct {
		name, answer, want string
		getAndUpdate       func(ctx context.Context, client *digitalocean.Client) error
	}{
		{
			name: "agent",
			answer: `{"agent": {"uuid": "` + agentUUID + `", "name": "helper", "description": "helps", "instruction": "Help.", "project_id": "p", "region": "tor1",
				"model": {"uuid": "m"}, "model_router": {"uuid": "r"}, "model_provider_key": {"api_key_uuid": "mp"}, "anthropic_api_key": {"uuid": "an"},
				"openai_api_key": {"uuid": "oa"}, "max_tokens": 256, "temperature": 0, "top_p": 0.9, "reasoning_effort": "low", "thinking_token_budget": 0, "k": 5,
				"retrieval_method": "RETRIEVAL_METHOD_REWRITE", "provide_citations": false, "web_fetch_enabled": true, "web_search_enabled": true,
				"mcp_servers": [` + server + `], "chatbot": {"allowed_domains": ["https://example.com"]}, "conversation_logs_enabled": true,
				"logging_config": {"insights_enabled": true}, "tags": ["docs"], "vpc_uuid": "v", "user_id": "7"}}`,
			want: `{"uuid": "` + agentUUID + `", "name": "helper", "description": "helps", "instruction": "Help.", "project_id": "p",
				"model_uuid": "m", "model_router_uuid": "r", "model_provider_key_uuid": "mp", "anthropic_key_uuid": "an",
				"open_ai_key_uuid": "oa", "max_tokens": 256, "temperature": 0, "top_p": 0.9, "reasoning_effort": "low", "thinking_token_budget": 0, "k": 5,
				"retrieval_method": "RETRIEVAL_METHOD_REWRITE", "provide_citations": false, "web_fetch_enabled": true, "web_search_enabled": true,
				"mcp_servers": [` + server + `], "allowed_domains": ["https://example.com"], "conversation_logs_enabled": true,
				"agent_log_insights_enabled": true, "tags": ["docs"]}`,
			getAndUpdate: func(ctx context.Context, client *digitalocean.Client) error {
				agent, err := client.GradientAI.Agents.Get(ctx, agentUUID)
				require.NoError(t, err)
				request := agent.UpdateRequest()
				requireFilled(t, "request", reflect.ValueOf(request), "request.RouterPresetSlug", "request.ClearMCPServers")
				_, err = client.GradientAI.Agents.Update(ctx, agentUUID, request)
				return err
			},
		},
		{
			name:   "agent with nothing",
			answer: `{"agent": {"uuid": "` + agentUUID + `", "name": "helper"}}`,
			want: `{"uuid": "` + agentUUID + `", "name": "helper", "max_tokens": 0, "temperature": 0, "top_p": 0, "thinking_token_budget": 0, "k": 0,
				"provide_citations": false, "web_fetch_enabled": false, "web_search_enabled": false, "conversation_logs_enabled": false}`,
			getAndUpdate: func(ctx context.Context, client *digitalocean.Client) error {
				agent, err := client.GradientAI.Agents.Get(ctx, agentUUID)
				require.NoError(t, err)
				_, err = client.GradientAI.Agents.Update(ctx, agentUUID, agent.UpdateRequest())
				return err
			},
		},
		{
			name: "function",
			answer: `{"agent": {"functions": [{"uuid": "f", "name": "weather", "description": "tells the weather", "faas_name": "default/weather",
				"faas_namespace": "fn-1", ` + schemas + `, "url": "https://faas.example.com"}]}}`,
			want: `{"agent_uuid": "` + agentUUID + `", "function_uuid": "f", "function_name": "weather", "description": "tells the weather",
				"faas_name": "default/weather", "faas_namespace": "fn-1", ` + schemas + `}`,
			getAndUpdate: func(ctx context.Context, client *digitalocean.Client) error {
				agent, err := client.GradientAI.Agents.Get(ctx, agentUUID)
				require.NoError(t, err)
				function := agent.Functions[0]
				_, err = client.GradientAI.Agents.UpdateFunction(ctx, agentUUID, function.UUID, function.UpdateRequest())
				return err
			},
		},
		{
			name: "knowledge base",
			answer: `{"knowledge_base": {"uuid": "k", "name": "docs", "project_id": "p", "database_id": "d", "region": "tor1", "tags": ["docs"],
				"reranking_config": ` + reranking + `}, "database_status": "ONLINE"}`,
			want: `{"uuid": "k", "name": "docs", "project_id": "p", "database_id": "d", "tags": ["docs"], "reranking_config": ` + reranking + `}`,
			getAndUpdate: func(ctx context.Context, client *digitalocean.Client) error {
				base, err := client.GradientAI.KnowledgeBases.Get(ctx, "k")
				require.NoError(t, err)
				_, err = client.GradientAI.KnowledgeBases.Update(ctx, "k", base.UpdateRequest())
				return err
			},
		},
		{
			name:   "data source",
			answer: `{"knowledge_base_data_sources": [{"uuid": "d", ` + chunking + `}], "knowledge_base_data_source": {"uuid": "d"}}`,
			want:   `{"knowledge_base_uuid": "k", "data_source_uuid": "d", ` + chunking + `}`,
			getAndUpdate: func(ctx context.Context, client *digitalocean.Client) error {
				sources, err := client.GradientAI.DataSources.List("k", nil).Collect(ctx)
				require.NoError(t, err)
				_, err = client.GradientAI.DataSources.Update(ctx, "k", "d", sources[0].UpdateRequest())
				return err
			},
		},
		{
			name:   "workspace",
			answer: `{"workspace": {"uuid": "w", "name": "team", "description": "ours", "created_by": "7"}}`,
			want:   `{"workspace_uuid": "w", "name": "team", "description": "ours"}`,
			getAndUpdate: func(ctx context.Context, client *digitalocean.Client) error {
				workspace, err := client.GradientAI.Workspaces.Get(ctx, "w")
				require.NoError(t, err)
				_, err = client.GradientAI.Workspaces.Update(ctx, "w", workspace.UpdateRequest())
				return err
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) { require.JSONEq(t, c.want, sentBack(t, c.answer, c.getAndUpdate)) })
	}
}

func TestGradientAIWaiters(t *testing.T) {
	agent := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.Agent, error) {
		return c.GradientAI.Agents.WaitRunning(ctx, "a")
	})
	job := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.IndexingJob, error) {
		return c.GradientAI.IndexingJobs.Wait(ctx, "j")
	})
	base := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.KnowledgeBaseDetails, error) {
		return c.GradientAI.KnowledgeBases.WaitOnline(ctx, "k")
	})
	answers := func(format string, states ...string) (answers []string) {
		for _, state := range states {
			answers = append(answers, fmt.Sprintf(format, state))
		}
		return answers
	}
	const agentURI, deployed = "/v2/gen-ai/agents/a", `{"agent": {"uuid": "a", "deployment": {"status": "STATUS_%s"}}}`
	const jobURI, phase, status = "/v2/gen-ai/indexing_jobs/j", `{"job": {"uuid": "j", "phase": "BATCH_JOB_PHASE_%s"}}`, `{"job": {"uuid": "j", "status": "INDEX_JOB_STATUS_%s"}}`
	const baseURI, database = "/v2/gen-ai/knowledge_bases/k", `{"knowledge_base": {"uuid": "k"}, "database_status": "%s"}`
	agentIn := func(status digitalocean.AgentDeploymentStatus) digitalocean.Agent {
		return digitalocean.Agent{UUID: "a", Deployment: &digitalocean.AgentDeployment{Status: status}}
	}
	for _, w := range []waiting{
		{
			name: "agent", wait: agent, uri: agentURI,
			answers: append([]string{`{"agent": {"uuid": "a"}}`}, answers(deployed, "WAITING_FOR_DEPLOYMENT", "BUILDING", "DEPLOYING", "LATER", "RUNNING")...),
			want:    new(agentIn(digitalocean.AgentDeploymentRunning)),
		},
		{
			name: "agent that fails", wait: agent, uri: agentURI, answers: answers(deployed, "DEPLOYING", "FAILED"),
			fails: `digitalocean: agent a: the deployment has the status "STATUS_FAILED"`,
			as:    &digitalocean.AgentError{Agent: agentIn(digitalocean.AgentDeploymentFailed)},
		},
		{
			name: "agent that is taken down", wait: agent, uri: agentURI, answers: answers(deployed, "UNDEPLOYING"),
			fails: `digitalocean: agent a: the deployment has the status "STATUS_UNDEPLOYING"`,
			as:    &digitalocean.AgentError{Agent: agentIn(digitalocean.AgentDeploymentUndeploying)},
		},
		{
			name: "job", wait: job, uri: jobURI, answers: append(answers(phase, "PENDING", "RUNNING"), answers(status, "IN_PROGRESS", "LATER", "COMPLETED")...),
			want: &digitalocean.IndexingJob{UUID: "j", Status: digitalocean.IndexingJobCompleted},
		},
		{
			name: "job with nothing to do", wait: job, uri: jobURI, answers: answers(status, "NO_CHANGES"),
			want: &digitalocean.IndexingJob{UUID: "j", Status: digitalocean.IndexingJobNoChanges},
		},
		{
			name: "job with no more than a phase", wait: job, uri: jobURI, answers: answers(phase, "SUCCEEDED"),
			want: &digitalocean.IndexingJob{UUID: "j", Phase: digitalocean.IndexingJobPhaseSucceeded},
		},
		{
			name: "job that fails in part", wait: job, uri: jobURI, answers: []string{`{"job": {"uuid": "j", "phase": "BATCH_JOB_PHASE_SUCCEEDED", "status": "INDEX_JOB_STATUS_PARTIAL"}}`},
			fails: `digitalocean: indexing job j has the status "INDEX_JOB_STATUS_PARTIAL" in the phase "BATCH_JOB_PHASE_SUCCEEDED"`,
			as: &digitalocean.IndexingJobError{Job: digitalocean.IndexingJob{
				UUID: "j", Phase: digitalocean.IndexingJobPhaseSucceeded, Status: digitalocean.IndexingJobPartial,
			}},
		},
		{
			name: "job whose phase fails", wait: job, uri: jobURI, answers: answers(phase, "RUNNING", "ERROR"),
			fails: `digitalocean: indexing job j has the status "" in the phase "BATCH_JOB_PHASE_ERROR"`,
			as:    &digitalocean.IndexingJobError{Job: digitalocean.IndexingJob{UUID: "j", Phase: digitalocean.IndexingJobPhaseError}},
		},
		{
			name: "knowledge base", wait: base, uri: baseURI, answers: answers(database, "", "CREATING", "UNHEALTHY", "ONLINE"),
			want: &digitalocean.KnowledgeBaseDetails{
				KnowledgeBase: digitalocean.KnowledgeBase{UUID: "k"}, DatabaseStatus: digitalocean.KnowledgeBaseDatabaseOnline,
			},
		},
		{
			name: "knowledge base without a database", wait: base, uri: baseURI, answers: answers(database, "DECOMMISSIONED"),
			fails: `digitalocean: knowledge base k: the database has the status "DECOMMISSIONED"`,
			as: &digitalocean.KnowledgeBaseError{Details: digitalocean.KnowledgeBaseDetails{
				KnowledgeBase: digitalocean.KnowledgeBase{UUID: "k"}, DatabaseStatus: digitalocean.KnowledgeBaseDatabaseDecommissioned,
			}},
		},
	} {
		t.Run(w.name, w.do)
	}
}
