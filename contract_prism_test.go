package digitalocean_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/internal/contract"
)

const (
	publishedDescription = "../shared/api/digitalocean-v2.openapi.json"
	prismFolder          = "internal/contract/prism"
)

// prismExceptions are what Prism refuses, and the examples that cannot be read, where the description is wrong.
var prismExceptions = []contractException{
	{
		[]string{
			"apps_create request.body.spec.services.0.log_destinations.0.logtail",
			"apps_update request.body.spec.services.0.log_destinations.0.logtail",
			"apps_validate_appSpec request.body.spec.services.0.log_destinations.0.logtail",
			"apps_cancel_event", "apps_get_event", "apps_list_events",
			"monitoring_get_sink", "monitoring_list_sinks",
			"uptime_create_check request.body",
		},
		"a name is required that is not declared, and that the description's own examples do not have (corrections.go)",
	},
	{
		[]string{"dropletActions_post request.body.type"},
		"the enumeration of actions lacks change_backup_policy, for which there is a form of the body (corrections.go)",
	},
	{
		[]string{"dropletActions_post_byTag request.body"},
		"exactly one of two forms has to fit, and the second allows all that the first does",
	},
	{
		[]string{"monitoring_list_alertPolicy"},
		"the example has numbers where its schema has strings",
	},
	{
		[]string{"genai_attach_knowledge_bases request"},
		"it leaves out the body, without which there would be nothing to attach (corrections.go)",
	},
	{
		[]string{"genai_update_model_router request.body.fallback_models.0"},
		"it has objects where the same field of a create, and of a router, has names of models (corrections.go)",
	},
	{
		[]string{"genai_get_custom_model", "genai_import_custom_model", "genai_update_custom_model_metadata"},
		"the example of a time is the words example string",
	},
	{
		[]string{"genai_delete_custom_model", "genai_delete_model_evaluation_run"},
		"the example has everything, and so a reason why nothing was deleted, which is an error",
	},
	{
		[]string{"genai_create_model_api_key"},
		"it is retired: there is no answer but 410, and Prism makes up an empty one",
	},
	{
		[]string{"apps_get_job_invocation job_invocation", "apps_cancel_job_invocation job_invocation"},
		"the example has a list where one invocation was asked for",
	},
	{
		[]string{"apps_get_health app_health"},
		"the example leaves out the app_health around it, which the schema has",
	},
	{
		[]string{"kubernetes_create_cluster Kubernetes Cluster with Multiple Node Pools Response"},
		"the example has kubernetes_clusters, as if the answer to a create were a list",
	},
}

// TestPrism asks for a second opinion that we did not write: Prism serves the published description, and checks each
// request against it by itself. Every method is called, with everything and with no more than what is required. No request
// may be refused, and every example of an answer has to be readable. The arguments are those of TestContract.
//
// npm ci in internal/contract/prism installs Prism.
func TestPrism(t *testing.T) {
	address := startPrism(t)
	examples, err := describedExamples(publishedDescription)
	require.NoError(t, err)
	test := &prismTest{
		contractTest: contractTest{reached: map[string]*heldOperation{}, mentioned: map[string]bool{}},
		transport:    &prismTransport{address: address}, examples: examples,
	}
	for i := range apiClients {
		require.NoError(t, test.hold(t.Context(), &apiClients[i]))
	}
	for _, line := range test.found.unexcused(prismExceptions) {
		t.Error(line)
	}
	t.Logf("%d requests for %d operations", test.transport.requests, len(test.reached))
}

// prismTest calls the methods that contractTest knows how to call.
type prismTest struct {
	contractTest

	transport *prismTransport
	examples  map[string][]string // the names of the examples of each operation's answers
	found     contractFindings
}

func (t *prismTest) hold(ctx context.Context, client *apiClient) error {
	sources, err := readSources(client.sources)
	if err != nil {
		return err
	}
	inMemory, err := newCaller(client)
	if err != nil {
		return err
	}
	served, err := client.make(t.transport)
	if err != nil {
		return err
	}
	t.types = newTypePairs(sources)
	ofClient := t.findOperations(ctx, inMemory, apiMethods(client, inMemory.client, sources))
	for _, id := range slices.Sorted(maps.Keys(ofClient)) {
		t.sendFull(ctx, ofClient[id])
		t.callAll(ctx, ofClient[id], served)
	}
	return nil
}

// callAll calls each method of an operation, and then one of them for each example that none has read.
func (t *prismTest) callAll(ctx context.Context, op *heldOperation, client any) {
	unread := t.examples[op.ID]
	if len(unread) == 0 {
		unread = []string{""}
	}
	failures := map[string]error{}
	for _, m := range op.methods {
		calls := m.prismFillings(op)
		for i := range max(len(calls), len(unread)) {
			example := unread[min(i, len(unread)-1)]
			err := t.call(ctx, m, calls[min(i, len(calls)-1)], client, example)
			if previous, failed := failures[example]; !failed || previous != nil {
				failures[example] = err
			}
		}
		unread = slices.DeleteFunc(slices.Clone(unread), func(example string) bool { return failures[example] == nil })
		if len(unread) == 0 {
			unread = t.examples[op.ID][:min(1, len(t.examples[op.ID]))]
		}
		if len(unread) == 0 {
			unread = []string{""}
		}
	}
	for example, err := range failures {
		if err != nil {
			t.found.add(op.methods[0].apiMethod, wrongAnswer, strings.TrimSpace(op.ID+" "+example), "%v", err)
		}
	}
}

// prismFillings are one with everything and, for the first method of an operation, one with what is required.
func (m *heldMethod) prismFillings(op *heldOperation) []filling {
	calls := []filling{m.answerable()}
	if m == op.methods[0] {
		minimal := m.answerable()
		minimal.values = fillings(op.Operation, contract.Minimal)[0].values
		calls = append(calls, minimal)
	}
	return calls
}

// call calls a method and returns why its answer cannot be read. A request that Prism refuses is reported.
func (t *prismTest) call(ctx context.Context, m *heldMethod, with filling, client any, example string) error {
	arguments, err := m.filler.arguments(with)
	if err != nil {
		return err
	}
	if m.takesContext() {
		arguments = append([]reflect.Value{reflect.ValueOf(ctx)}, arguments...)
	}
	if example != "" && m.signs.IsVariadic() {
		arguments = append(arguments, reflect.ValueOf(digitalocean.WithHeader("Prefer", "example="+example)))
	}
	t.transport.violations = nil
	results := m.in(client).Call(arguments)
	if m.returnsPager() {
		results = results[0].MethodByName("Page").Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(1)})
	}
	_, err = readResults(ctx, results)
	if len(t.transport.violations) == 0 {
		return err
	}
	v := t.transport.violations[0]
	if v.Location[0] == "request" {
		t.found.add(m.apiMethod, wrongCall, m.operation().ID+" "+strings.Join(v.Location, "."), "Prism refuses the request: %s", v.Message)
		return nil
	}
	return fmt.Errorf("Prism refuses its own answer: %s: %s", strings.Join(v.Location, "."), v.Message)
}

// prismTransport sends requests to Prism, whatever host they are for, and keeps what Prism has to say about the latest.
type prismTransport struct {
	address    string
	requests   int
	violations []prismViolation
}

// prismViolation is something that Prism finds wrong.
type prismViolation struct {
	Location []string `json:"location"`
	Message  string   `json:"message"`
}

func (p *prismTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	p.requests++
	toPrism := req.Clone(req.Context())
	toPrism.URL.Scheme, toPrism.URL.Host, toPrism.Host = "http", p.address, p.address
	response, err := http.DefaultTransport.RoundTrip(toPrism)
	if err != nil {
		return nil, err
	}
	_ = json.Unmarshal([]byte(response.Header.Get("Sl-Violations")), &p.violations)
	return response, ownLinks(req, response)
}

var (
	exampleLink = regexp.MustCompile(`"https://api\.digitalocean\.com/v2/[^"?]*\?`)
	noLink      = regexp.MustCompile(`"(first|last|next|previous)":"example string"`)
)

// ownLinks makes the links of an example those of the list that was asked for. They name the list that the example is of, or
// are no links.
func ownLinks(req *http.Request, response *http.Response) error {
	body, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return err
	}
	link := `"https://api.digitalocean.com` + req.URL.EscapedPath() + `?`
	body = exampleLink.ReplaceAllLiteral(body, []byte(link))
	body = noLink.ReplaceAll(body, []byte(`"$1":""`))
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return nil
}

// startPrism starts Prism and returns its address. It skips the test where something is missing.
func startPrism(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(prismFolder, "node_modules", ".bin", "prism")
	if testing.Short() {
		t.Skip("SKIPPED: Prism takes a while, and the test is to be short")
	}
	if _, err := os.Stat(publishedDescription); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("SKIPPED: the OpenAPI description is not at %s, so Prism has nothing to serve", publishedDescription)
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("SKIPPED: there is no node to run Prism with")
	}
	if _, err := os.Stat(binary); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("SKIPPED: Prism is not installed; npm ci in %s installs it", prismFolder)
	}
	address := freeAddress(t)
	host, port, err := net.SplitHostPort(address)
	require.NoError(t, err)
	prism := exec.CommandContext(t.Context(), binary, "mock", "--errors", "--verboseLevel", "silent", "--host", host, "--port", port, publishedDescription)
	require.NoError(t, prism.Start())
	t.Cleanup(func() { _ = prism.Process.Kill(); _ = prism.Wait() })
	require.Eventually(t, func() bool { return isServing(address) }, 3*time.Minute, 200*time.Millisecond, "Prism does not start")
	return address
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

func isServing(address string) bool {
	connection, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return false
	}
	return connection.Close() == nil
}

// describedExamples returns the names of the examples that the answers of each operation have.
func describedExamples(file string) (map[string][]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var description struct {
		Paths map[string]map[string]struct {
			ID        string                     `json:"operationId"`
			Responses map[string]describedAnswer `json:"responses"`
		} `json:"paths"`
		Components struct {
			Responses map[string]describedAnswer `json:"responses"`
		} `json:"components"`
	}
	if err := json.Unmarshal(text, &description); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	names := map[string][]string{}
	for _, item := range description.Paths {
		for _, op := range item {
			for code, answer := range op.Responses {
				if status, err := strconv.Atoi(code); err != nil || status > 299 {
					continue
				}
				if name, ok := strings.CutPrefix(answer.Ref, "#/components/responses/"); ok {
					answer = description.Components.Responses[name]
				}
				names[op.ID] = append(names[op.ID], slices.Sorted(maps.Keys(answer.Content["application/json"].Examples))...)
			}
		}
	}
	return names, nil
}

// describedAnswer is an answer in the description, as far as its examples have names.
type describedAnswer struct {
	Ref     string `json:"$ref"`
	Content map[string]struct {
		Examples map[string]struct{} `json:"examples"`
	} `json:"content"`
}
