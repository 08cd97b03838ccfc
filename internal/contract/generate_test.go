package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func answerSchema(op *Operation, a AnswerSample) *Schema {
	for _, answer := range op.Answers() {
		if answer.Code == a.Code {
			return answer.JSON()
		}
	}
	return nil
}

func TestGeneratedAnswersPass(t *testing.T) {
	for _, op := range Operations() {
		for _, form := range []Form{Full, Minimal, Nulls} {
			for _, page := range []*Page{nil, {Number: 2, Count: 3, Total: 7, Items: 3, Next: "https://example.com/?page=3"}} {
				for _, a := range (Generator{Seed: 7, Form: form, Page: page}).Answers(op) {
					if a.ContentType == mediaJSON {
						require.Empty(t, answerSchema(op, a).Check(Answered, a.Body), "%s, form %d: %s", op.ID, form, a.Body)
					}
				}
			}
		}
	}
}

func TestGeneratedRequestsPass(t *testing.T) {
	for _, op := range Operations() {
		path, query, header := make(map[string]string), make(url.Values), make(http.Header)
		for _, a := range (Generator{}).Arguments(op) {
			require.NotEmpty(t, a.Values, "%s %s", op.ID, a.Name)
			switch a.In {
			case InPath:
				path[a.Name] = a.Values[0]
			case InQuery:
				query[a.Name] = a.Values
			case InHeader:
				header[http.CanonicalHeaderKey(a.Name)] = a.Values
			}
		}
		header.Set("Content-Type", mediaJSON)
		require.Empty(t, op.CheckPath(path), op.ID)
		require.Empty(t, op.checkQuery(query), op.ID)
		for _, form := range []Form{Full, Minimal, Nulls} {
			bodies := Generator{Form: form}.Bodies(op)
			require.Equal(t, op.Body().JSON() == nil, len(bodies) == 0, op.ID)
			for _, body := range bodies {
				require.Empty(t, op.CheckRequest(query, header, body.Value), "%s, form %d: %s", op.ID, form, body.Value)
			}
		}
	}
}

func TestArguments(t *testing.T) {
	var texts []string
	for _, a := range (Generator{Seed: 3}).Arguments(ByID("apps_list_deployments")) {
		texts = append(texts, fmt.Sprint(a.In, " ", a.Name, " ", a.Values))
	}
	require.Equal(t, []string{
		"path app_id [app_id-3001]", "query deployment_types [AUTOSCALED MANUAL]", "query page [3004]", "query per_page [5]",
	}, texts)
}

// TestStrangeAnswers generates what nobody expects; apart from that the answers are in order.
func TestStrangeAnswers(t *testing.T) {
	for _, op := range Operations() {
		for _, a := range (Generator{Form: Strange}).Answers(op) {
			if a.ContentType != mediaJSON {
				continue
			}
			schema := answerSchema(op, a)
			if schema.Kind() == Object && len(schema.Fields()) > 0 {
				require.Contains(t, string(a.Body), `"`+UnexpectedField+`":`, op.ID)
			}
			if schema.Kind() == Union {
				continue
			}
			for _, p := range schema.Check(Answered, a.Body) {
				require.Contains(t, []ProblemKind{Unknown, NotInEnum, NoArm}, p.Kind, "%s: %s", op.ID, p)
			}
		}
	}
	strange := Generator{Form: Strange}.Answers(ByID("droplets_get"))[0].Body
	require.NotEmpty(t, ByID("droplets_get").AnswerSchema().Check(Answered, strange))
}

func TestFullAnswersHaveEveryField(t *testing.T) {
	for _, op := range Operations() {
		for _, a := range (Generator{}).Answers(op) {
			if a.ContentType != mediaJSON {
				continue
			}
			value, err := decodeJSON(a.Body)
			require.NoError(t, err)
			requireFull(t, op.ID, answerSchema(op, a), value, nil)
		}
	}
}

func requireFull(t *testing.T, path string, s *Schema, value any, open []string) {
	t.Helper()
	if s.Name() != "" {
		open = append(slices.Clone(open), s.Name())
	}
	switch value := value.(type) {
	case nil:
		require.Fail(t, "null in a full answer", path)
	case []any:
		for i, element := range value {
			if s.Items() != nil {
				requireFull(t, fmt.Sprint(path, i), s.Items(), element, open)
			}
		}
	case map[string]any:
		if s.Kind() != Object || strings.HasSuffix(path, ".links") {
			return
		}
		for _, field := range s.Fields() {
			member, ok := value[field.Name]
			if !ok && (field.Schema.WriteOnly() || countOf(open, innermostName(field.Schema)) >= maxDepth) {
				continue
			}
			require.True(t, ok, "%s.%s", path, field.Name)
			requireFull(t, path+"."+field.Name, field.Schema, member, open)
		}
	}
}

func innermostName(s *Schema) string {
	if s.Name() == "" && s.Kind() == Array && s.Items() != nil {
		return innermostName(s.Items())
	}
	return s.Name()
}

func countOf(all []string, name string) int {
	count := 0
	for _, other := range all {
		if other == name && name != "" {
			count++
		}
	}
	return count
}

// TestEveryArmIsShown walks the schemas by itself, and looks for each arm that it comes by in the samples.
func TestEveryArmIsShown(t *testing.T) {
	arms := 0
	for _, op := range Operations() {
		for direction, schema := range []*Schema{op.AnswerSchema(), op.Body().JSON()} {
			if schema == nil {
				continue
			}
			shown := make(map[string]bool)
			for _, sample := range (Generator{Direction: Direction(direction)}).Samples(schema) {
				for _, arm := range sample.Arms {
					shown[arm] = true
				}
			}
			want := make(map[string]bool)
			collectArms("", schema, Direction(direction), nil, want)
			require.Equal(t, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(shown)), op.ID)
			arms += len(want)
		}
	}
	require.Greater(t, arms, 200)
}

func collectArms(path string, s *Schema, direction Direction, open []string, arms map[string]bool) {
	if direction == Sent && s.ReadOnly() || direction == Answered && s.WriteOnly() || countOf(open, s.Name()) >= maxDepth {
		return
	}
	open = append(slices.Clone(open), s.Name())
	for _, field := range s.Fields() {
		collectArms(join(path, field.Name), field.Schema, direction, open, arms)
	}
	if s.Items() != nil {
		collectArms(path+"[]", s.Items(), direction, open, arms)
	}
	if s.Values() != nil {
		collectArms(path+"{}", s.Values(), direction, open, arms)
	}
	for i, arm := range s.Arms() {
		at := path + "<" + armName(arm, i) + ">"
		arms[at] = true
		collectArms(at, arm.Schema, direction, open, arms)
	}
}

// TestValuesAreDistinct looks at the values of one answer by themselves: no text and no number stands twice in it that
// the schema does not make scarce.
func TestValuesAreDistinct(t *testing.T) {
	for _, op := range Operations() {
		for _, a := range (Generator{}).Answers(op) {
			if a.ContentType != mediaJSON || answerSchema(op, a).Kind() != Object {
				continue
			}
			value, err := decodeJSON(a.Body)
			require.NoError(t, err)
			requireDistinct(t, op.ID, answerSchema(op, a), value, make(map[any]string))
		}
	}
}

func requireDistinct(t *testing.T, path string, s *Schema, value any, seen map[any]string) {
	t.Helper()
	switch value := value.(type) {
	case map[string]any:
		for _, field := range s.Fields() {
			if member, ok := value[field.Name]; ok && field.Name != "meta" {
				requireDistinct(t, path+"."+field.Name, field.Schema, member, seen)
			}
		}
	case []any:
		for i, element := range value {
			if s.Items() != nil {
				requireDistinct(t, fmt.Sprintf("%s[%d]", path, i), s.Items(), element, seen)
			}
		}
	case string, json.Number:
		_, capped := s.Max()
		_, scaled := s.Multiple()
		_, short := s.MaxLength()
		counted := strings.HasSuffix(path, ".total") || strings.HasSuffix(path, ".count") || strings.Contains(path, "_pag") || strings.HasSuffix(path, "total_items")
		if s.Enum() != nil || capped || scaled || short || counted || s.Kind() == Union {
			return
		}
		require.Empty(t, seen[value], "%s has the value %v of", path, value)
		seen[value] = path
	}
}

func TestSamplesDependOnTheSeedAlone(t *testing.T) {
	for _, id := range []string{"droplets_list", "inference_create_messages", "databases_get_config"} {
		first, again := Generator{Seed: 1}.Answers(ByID(id)), Generator{Seed: 1}.Answers(ByID(id))
		require.Equal(t, first, again, id)
		require.NotEqual(t, first, Generator{Seed: 2}.Answers(ByID(id)), id)
	}
}

func TestRecursionStops(t *testing.T) {
	agent := Generator{}.Samples(Type("apiAgent"))[0].Value
	deepest := regexp.MustCompile(`"child_agents":`).FindAllIndex(agent, -1)
	require.NotEmpty(t, deepest)
	var outer struct {
		Children []struct {
			Children []any `json:"child_agents"`
		} `json:"child_agents"`
	}
	require.NoError(t, json.Unmarshal(agent, &outer))
	require.NotEmpty(t, outer.Children)
	require.Empty(t, outer.Children[0].Children)
}

func TestPagedAnswers(t *testing.T) {
	list := ByID("domains_list")
	whole := Generator{Form: Minimal}.Answers(list)[0].Body
	require.JSONEq(t, `{"domains":[{},{}],"meta":{"total":2}}`, string(whole))

	page := &Page{Number: 2, Count: 3, Total: 5, Items: 1, Prev: "http://a/?page=1", Next: "http://a/?page=3"}
	second := Generator{Form: Minimal, Page: page}.Answers(list)[0].Body
	require.JSONEq(t, `{"domains":[{}],"links":{"pages":{"prev":"http://a/?page=1","next":"http://a/?page=3"}},"meta":{"total":5}}`, string(second))

	var agents struct {
		Agents []any
		Links  struct{ Pages map[string]string }
		Meta   map[string]int
	}
	require.NoError(t, json.Unmarshal(Generator{Page: page}.Answers(ByID("genai_list_agents"))[0].Body, &agents))
	require.Len(t, agents.Agents, 1)
	require.Equal(t, map[string]string{"previous": "http://a/?page=1", "next": "http://a/?page=3"}, agents.Links.Pages)
	require.Equal(t, map[string]int{"page": 2, "pages": 3, "total": 5}, agents.Meta)

	var batches struct {
		Data    []any
		HasMore bool `json:"has_more"`
	}
	require.NoError(t, json.Unmarshal(Generator{Page: page}.Answers(ByID("inference_list_batches"))[0].Body, &batches))
	require.Len(t, batches.Data, 1)
	require.True(t, batches.HasMore)

	empty := Generator{Page: &Page{Number: 1, Count: 1}}.Answers(list)[0].Body
	require.JSONEq(t, `{"domains":[],"links":{},"meta":{"total":0}}`, string(empty))
}

func TestAnswersWithoutJSON(t *testing.T) {
	require.Equal(t, []AnswerSample{{Code: 204}}, Generator{}.Answers(ByID("droplets_destroy")))
	csv := Generator{}.Answers(ByID("invoices_get_csvByUUID"))[0]
	require.Equal(t, "text/csv", csv.ContentType)
	require.NotEmpty(t, csv.Body)
	for _, a := range (Generator{}).Answers(ByID("inference_create_chat_completion")) {
		if a.ContentType == "text/event-stream" {
			require.Regexp(t, `^data: \{.*\}\n\ndata: \[DONE\]\n\n$`, string(a.Body))
		}
	}
}

func TestMatching(t *testing.T) {
	patterns := map[string]bool{
		`^$|[0-9a-f]{8}\b-[0-9a-f]{4}`: true, `^(default|[a-z_]+=(on|off))*$`: true, `a?b+c*[^a-z].$`: true, `^\d{3}(-\d)?$`: true,
	}
	for _, pattern := range regexp.MustCompile(`"pattern":"((?:[^"\\]|\\.)*)"`).FindAllStringSubmatch(embedded, -1) {
		var plain string
		require.NoError(t, json.Unmarshal([]byte(`"`+pattern[1]+`"`), &plain))
		patterns[plain] = true
	}
	require.Greater(t, len(patterns), 20)
	for pattern := range patterns {
		for n := range uint64(50) {
			text := matching(pattern, n)
			require.Regexp(t, pattern, text)
			require.NotEmpty(t, text, pattern)
		}
	}
}

func TestNumbersStayWithinLimits(t *testing.T) {
	for n := uint64(1); n < 300; n++ {
		for _, limits := range [][3]float64{{1, 10, 1}, {0, 1, 1}, {-5, -2, 1}, {8, 64, 8}, {-1, 1e9, 1}, {100, 100, 1}, {20, math.Inf(1), 1}, {math.Inf(-1), -7, 1}} {
			value := float64(integer(n, limits[0], limits[1], limits[2]))
			require.GreaterOrEqual(t, value, limits[0])
			require.LessOrEqual(t, value, limits[1])
		}
		for _, limits := range [][2]float64{{0, 1}, {-2, 2}, {0.1, 0.2}, {-10, -1}, {50, 1000}} {
			value := fraction(float64(n), limits[0], limits[1])
			require.GreaterOrEqual(t, value, limits[0])
			require.LessOrEqual(t, value, limits[1])
		}
	}
}
