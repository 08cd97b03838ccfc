package appspec_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/appspec"
)

// examples returns the texts in testdata by name.
func examples(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	texts := map[string][]byte{}
	for _, name := range names {
		texts[filepath.Base(name)], err = os.ReadFile(name)
		require.NoError(t, err)
	}
	return texts
}

func TestRoundTrip(t *testing.T) {
	for name, text := range examples(t) {
		t.Run(name, func(t *testing.T) {
			spec, err := appspec.Parse(text)
			require.NoError(t, err)
			written, err := appspec.Marshal(spec)
			require.NoError(t, err)
			again, err := appspec.Parse(written)
			require.NoError(t, err, "%s", written)
			require.Equal(t, spec, again)

			// As JSON, which is what the API gets and gives, it is the same.
			sent, err := json.Marshal(spec)
			require.NoError(t, err)
			var answered digitalocean.AppSpec
			require.NoError(t, json.Unmarshal(sent, &answered))
			require.Equal(t, spec, &answered)
			again, err = appspec.Parse(sent)
			require.NoError(t, err)
			require.Equal(t, spec, again)
		})
	}
}

func TestEveryFieldIsRead(t *testing.T) {
	spec, err := appspec.Parse(examples(t)["everything.yaml"])
	require.NoError(t, err)
	set := map[string]bool{}
	noteFields(set, reflect.ValueOf(spec))
	for of := range typesOf(reflect.TypeFor[digitalocean.AppSpec]()) {
		if of == reflect.TypeFor[digitalocean.Secret]() {
			continue
		}
		for i := 0; of.Kind() == reflect.Struct && i < of.NumField(); i++ {
			name := of.Name() + "." + of.Field(i).Name
			require.True(t, set[name], name)
		}
	}
}

// noteFields notes for each field of each type in a value whether it is set anywhere.
func noteFields(set map[string]bool, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			noteFields(set, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			noteFields(set, v.Index(i))
		}
	case reflect.Struct:
		for field, inner := range v.Fields() {
			name := v.Type().Name() + "." + field.Name
			set[name] = set[name] || !inner.IsZero()
			noteFields(set, inner)
		}
	}
}

// TestTypes is about what reading and writing rely on: a spec is made of structs, pointers, slices, texts, truth values and
// numbers, and nothing in it has a form of its own in JSON.
func TestTypes(t *testing.T) {
	for of := range typesOf(reflect.TypeFor[digitalocean.AppSpec]()) {
		if of == reflect.TypeFor[digitalocean.Secret]() {
			continue
		}
		_, unmarshals := reflect.New(of).Interface().(json.Unmarshaler)
		_, marshals := reflect.New(of).Interface().(json.Marshaler)
		require.False(t, unmarshals || marshals, of)
		require.Contains(t, []reflect.Kind{
			reflect.Struct, reflect.Pointer, reflect.Slice, reflect.String, reflect.Bool, reflect.Int, reflect.Float64,
		}, of.Kind(), of)
		for i := 0; of.Kind() == reflect.Struct && i < of.NumField(); i++ {
			field := of.Field(i)
			require.True(t, field.IsExported() && !field.Anonymous, "%s.%s", of, field.Name)
			name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
			require.NotEmpty(t, name, "%s.%s", of, field.Name)
			require.Contains(t, []string{"", "omitzero"}, options, "%s.%s", of, field.Name)
		}
	}
}

// typesOf returns a type and all types inside it.
func typesOf(of reflect.Type) map[reflect.Type]bool {
	seen := map[reflect.Type]bool{}
	var walk func(of reflect.Type)
	walk = func(of reflect.Type) {
		if seen[of] {
			return
		}
		seen[of] = true
		switch of.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(of.Elem())
		case reflect.Struct:
			if of == reflect.TypeFor[digitalocean.Secret]() {
				return
			}
			for field := range of.Fields() {
				walk(field.Type)
			}
		}
	}
	walk(of)
	return seen
}

func TestShop(t *testing.T) {
	spec, err := appspec.Parse(examples(t)["shop.yaml"])
	require.NoError(t, err)

	api := spec.Services[0]
	var values []string
	for _, env := range api.Envs {
		values = append(values, env.Key+"="+env.Value.Reveal())
	}
	require.Equal(t, []string{
		"DATABASE_URL=${db.DATABASE_URL}", "API_KEY=EV[1:zqiRIeaaYK/NqctZDYzy6t0pTrtRDeq8:wqGpZRrsKN5nPhWQrS479cfBiXT0WQ==]", "PORT=8080", "DEBUG=true",
		"RELEASE=1.10", "SINCE=2026-01-02", "EMPTY=",
	}, values)
	require.Equal(t, new(0), api.HealthCheck.InitialDelaySeconds)
	require.Equal(t, new(0.0), api.Alerts[0].Value)

	mail := spec.Workers[0]
	require.Equal(t, api.Envs, mail.Envs)
	require.Equal(t, &digitalocean.AppGitHubSourceSpec{Repo: "sharks/shop", Branch: "stable", DeployOnPush: true}, mail.GitHub)
	require.Equal(t, "bin/migrate\nexec bin/mail\n", mail.RunCommand)

	require.Equal(t, "1.20", spec.Jobs[0].Image.Tag)
	require.True(t, spec.Jobs[0].Image.DeployOnPush.Enabled)
	require.Equal(t, "16", spec.Databases[0].Version)
	require.Equal(t, digitalocean.AppTLS12, spec.Domains[0].MinimumTLSVersion)
	require.Equal(t, new(""), spec.Ingress.Rules[0].Match.Authority.Exact)
	require.Equal(t, digitalocean.AppMatchRegex(`^https://.*\.example\.com$`), spec.Ingress.Rules[1].CORS.AllowOrigins[1])
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       digitalocean.AppSpec
	}{
		{"a name", "name: a", digitalocean.AppSpec{Name: "a"}},
		{"JSON", `{"name": "a", "services": []}`, digitalocean.AppSpec{Name: "a", Services: []digitalocean.AppServiceSpec{}}},
		{"null", "name: a\nservices:\ningress: ~\nregion: null", digitalocean.AppSpec{Name: "a"}},
		{"an empty object", "name: a\nmaintenance: {}", digitalocean.AppSpec{Name: "a", Maintenance: &digitalocean.AppMaintenanceSpec{}}},
		{"CRLF, a mark of the byte order and the beginning of a document", "\ufeff---\r\nname: a\r\nregion: nyc\r\n", digitalocean.AppSpec{Name: "a", Region: "nyc"}},
		{"quotes", "name: 'a'\n\"region\": \"nyc\"", digitalocean.AppSpec{Name: "a", Region: "nyc"}},
		{"a name that is a number", "name: 12", digitalocean.AppSpec{Name: "12"}},
		{
			"a merge of several", "name: a\nmaintenance:\n  enabled: true\n  <<: [&one {enabled: false, archive: true}, {offline_page_url: b}, {offline_page_url: c}]\n",
			digitalocean.AppSpec{Name: "a", Maintenance: &digitalocean.AppMaintenanceSpec{Enabled: true, Archive: true, OfflinePageURL: "b"}},
		},
		{
			"an alias for a text", "name: &n a\nregion: *n\n*n : x", digitalocean.AppSpec{},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec, err := appspec.Parse([]byte(c.text))
			if c.want.Name == "" {
				require.EqualError(t, err, "appspec: line 3, column 1: a: there is no such field")
				return
			}
			require.NoError(t, err)
			require.Equal(t, &c.want, spec)
		})
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "it is empty"},
		{"a comment", "# nothing\n", "it is empty"},
		{"null", "~", "line 1, column 1: fields are needed: name, region, services, static_sites, workers, jobs, functions, databases, domains, ingress, egress, vpc, " +
			"envs, alerts, features, maintenance, disable_edge_cache, disable_email_obfuscation, enhanced_threat_control_enabled"},
		{"two documents", "name: a\n---\nname: b\n", "it has more than one document"},
		{"no YAML", "name: [a\nregion: b", "line 2, column 7: did not find expected ',' or ']'"},
		{"a tab", "name: a\n\tregion: b", "line 2, column 1: found a tab character that violates indentation"},
		{"an unknown anchor", "name: *nope", "line 1, column 7: unknown anchor 'nope' referenced"},
		{"no name", "region: nyc", "line 1, column 1: name is missing"},
		{"no name of a component", "name: a\nservices:\n- http_port: 80\n", "line 3, column 3: services[0]: name is missing"},
		{"an unknown field", "name: a\nservices:\n- name: b\n  http_prot: 80\n", "line 4, column 3: services[0].http_prot: there is no such field; is http_port meant?"},
		{"a field of nothing alike", "name: a\nspeed: 80\n", "line 2, column 1: speed: there is no such field"},
		{"a field with control characters", "name: a\n\"b\\x1b[2J\": 80\n", "line 2, column 1: b?[2J: there is no such field"},
		{"a field that stands twice", "name: a\nregion: b\nname: c\n", "line 3, column 1: name: the field stands in line 1 already"},
		{"a field without a name", "name: a\n? [b]\n: c\n", "line 2, column 3: the name of a field is needed"},
		{"a list in place of fields", "name: a\negress: [b]\n", "line 2, column 9: egress: fields are needed: type"},
		{"a text in place of fields", "name: a\negress: DEDICATED_IP\n", "line 2, column 9: egress: fields are needed: type"},
		{"fields in place of a list", "name: a\nenvs:\n  A: b\n", "line 3, column 3: envs: a list is needed, with a dash before each element"},
		{"a text in place of a list", "name: a\nfeatures: b\n", "line 2, column 11: features: a list is needed, with a dash before each element"},
		{"fields in place of a text", "name: {a: b}\n", "line 1, column 7: name: a single value is needed"},
		{"binary data", "name: !!binary aGVsbG8=\n", "line 1, column 7: name: a text is needed, not binary data"},
		{"an empty element", "name: a\nfeatures:\n-\n", "line 3, column 2: features[0]: the element is empty"},
		{"a word in place of a truth value", "name: a\ndisable_edge_cache: maybe\n", "line 2, column 21: disable_edge_cache: true or false is needed"},
		{"a truth value in quotes", "name: a\ndisable_edge_cache: 'true'\n", "line 2, column 21: disable_edge_cache: true or false is needed"},
		{"a number in quotes", "name: a\nservices: [{name: b, http_port: '80'}]\n", "line 2, column 33: services[0].http_port: a whole number is needed"},
		{"a fraction", "name: a\nservices: [{name: b, http_port: 80.5}]\n", "line 2, column 33: services[0].http_port: a whole number is needed"},
		{"a number that is too large", "name: a\nservices: [{name: b, http_port: 99999999999999999999}]\n", "line 2, column 33: services[0].http_port: a whole number is needed"},
		{"infinity", "name: a\nalerts: [{rule: b, value: .inf}]\n", "line 2, column 27: alerts[0].value: a number is needed"},
		{"a text in place of a number", "name: a\nalerts: [{rule: b, value: c}]\n", "line 2, column 27: alerts[0].value: a number is needed"},
		{"a merge of a text", "name: a\negress: {<<: b}\n", "line 2, column 14: egress: only fields can be merged"},
		{"an alias inside what it names", "name: a\nservices: &s\n- name: b\n  envs: *s\n", "line 3, column 3: services[0].envs[0]: key is missing\n" +
			"appspec: line 3, column 3: services[0].envs[0].name: there is no such field\n" +
			"appspec: line 4, column 3: services[0].envs[0].envs: there is no such field"},
		{"a merge of itself", "name: a\negress: &e\n  <<: *e\n", "line 3, column 7: egress: the alias stands inside what it names"},
		{"several", "region: nyc\nfeatures: b\nenvs:\n- key: c\n  valeu: d\n", "line 1, column 1: name is missing\n" +
			"appspec: line 2, column 11: features: a list is needed, with a dash before each element\n" +
			"appspec: line 5, column 3: envs[0].valeu: there is no such field; is value meant?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec, err := appspec.Parse([]byte(c.text))
			require.Nil(t, spec)
			require.EqualError(t, err, "appspec: "+c.want)
			wrong, ok := errors.AsType[*appspec.Error](err)
			require.True(t, ok)
			require.NotEmpty(t, wrong.Problems)
		})
	}
}

func TestErrorsQuoteNoValues(t *testing.T) {
	for _, text := range []string{
		"name: a\nenvs: s3cret", "name: a\nenvs: [s3cret]", "name: a\nservices: [{name: b, http_port: s3cret}]", "name: a\ndisable_edge_cache: s3cret",
		"name: a\nalerts: [{value: s3cret}]", "name: a\nenvs: [{key: b, value: [s3cret]}]", "s3cret", "name: 's3cret", "name: a\nenvs: [{<<: s3cret}]",
	} {
		_, err := appspec.Parse([]byte(text))
		require.Error(t, err)
		require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), "s3cret", text)
	}
}

func TestProblem(t *testing.T) {
	_, err := appspec.Parse([]byte("name: a\nservices:\n- name: b\n  envs:\n  - key: c\n    valeu: d\n"))
	wrong, ok := errors.AsType[*appspec.Error](err)
	require.True(t, ok)
	require.Equal(t, []appspec.Problem{
		{Line: 6, Column: 5, Path: "services[0].envs[0].valeu", Message: "there is no such field; is value meant?"},
	}, wrong.Problems)
}

func TestBounds(t *testing.T) {
	var merges strings.Builder
	merges.WriteString("name: a\nx0: &x0 {a: b}\n")
	for i := range 40 {
		fmt.Fprintf(&merges, "x%d: &x%d\n  <<: [*x%d, *x%d]\n", i+1, i+1, i, i)
	}
	var fields strings.Builder
	for i := range 5_000 {
		fmt.Fprintf(&fields, "f%d: a\n", i)
	}
	for name, text := range map[string]string{
		"long":           "name: " + strings.Repeat("a", 5<<20),
		"deep":           strings.Repeat("[", 100_000),
		"deep in fields": "name: a\nservices: " + strings.Repeat("[", 5_000) + strings.Repeat("]", 5_000),
		"aliases":        "name: a\nenvs: &e [" + strings.Repeat("{key: a}, ", 8) + "]\nworkers:\n" + strings.Repeat("- {name: b, envs: *e}\n", 15_000),
		"merges":         merges.String() + "egress:\n  <<: *x40\n",
		"many fields":    "<<: [" + strings.Repeat("*f, ", 5_000) + "]\nx: &f\n  " + strings.ReplaceAll(fields.String(), "\n", "\n  ") + "\n",
		"many merges":    "x: &f\n  " + strings.ReplaceAll(fields.String(), "\n", "\n  ") + "\n<<: [" + strings.Repeat("*f, ", 5_000) + "]\n",
		"bomb":           "name: a\nworkers:\n- &w {name: b, envs: [{key: c}]}\n" + strings.Repeat("- *w\n", 30_000),
		"a long name":    "name: a\n? " + strings.Repeat("b", 1_000_000) + "\n: c\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := appspec.Parse([]byte(text))
			wrong, ok := errors.AsType[*appspec.Error](err)
			require.True(t, ok, "%v", err)
			require.LessOrEqual(t, len(wrong.Problems), 20)
		})
	}
}

func TestRead(t *testing.T) {
	spec, err := appspec.Read(iotest.OneByteReader(strings.NewReader("name: a\n")))
	require.NoError(t, err)
	require.Equal(t, "a", spec.Name)

	_, err = appspec.Read(iotest.ErrReader(io.ErrUnexpectedEOF))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)

	_, err = appspec.Read(io.LimitReader(endless{}, 1<<40))
	require.ErrorContains(t, err, "longer than 4194304 bytes")
}

// endless is a reader of letters.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestMarshal(t *testing.T) {
	const command = "set -e\nexec bin/api\n"
	text, err := appspec.Marshal(&digitalocean.AppSpec{
		Name: "shop",
		Services: []digitalocean.AppServiceSpec{{
			Name: "api", GitHub: &digitalocean.AppGitHubSourceSpec{Repo: "sharks/shop", Branch: "main", DeployOnPush: true}, RunCommand: command,
			Envs: []digitalocean.AppVariableDefinition{
				{Key: "URL", Value: digitalocean.NewSecret("${db.DATABASE_URL}")}, {Key: "PORT", Value: digitalocean.NewSecret("8080")}, {Key: "DEBUG", Value: digitalocean.NewSecret("Yes")}, {Key: "CRON", Value: digitalocean.NewSecret("*/15 * * * *")},
				{Key: "EMPTY"}, {Key: "TIME", Value: digitalocean.NewSecret("12:30:45")}, {Key: "QUOTES", Value: digitalocean.NewSecret(`it's "here"`)}, {Key: "COMMENT", Value: digitalocean.NewSecret("a #b: c")},
				{Key: "LONG", Value: digitalocean.NewSecret(strings.Repeat("word ", 40) + "end")}, {Key: "BELL", Value: digitalocean.NewSecret("a\x07")}, {Key: "TWO", Value: digitalocean.NewSecret("1\n2")},
			},
			HealthCheck: &digitalocean.AppServiceSpecHealthCheck{InitialDelaySeconds: new(0)},
			Alerts:      []digitalocean.AppAlertSpec{{Rule: digitalocean.AppAlertRestartCount, Value: new(0.0)}, {Value: new(1e21)}, {Value: new(2.5)}},
		}},
		Domains: []digitalocean.AppDomainSpec{}, Maintenance: &digitalocean.AppMaintenanceSpec{},
		Ingress: &digitalocean.AppIngressSpec{Rules: []digitalocean.AppIngressSpecRule{{CORS: &digitalocean.AppCORSPolicy{
			AllowOrigins: []digitalocean.AppStringMatch{digitalocean.AppMatchExact(""), digitalocean.AppMatchRegex(`^https://.*\.example\.com$`)},
		}}}},
	})
	require.NoError(t, err)
	require.Equal(t, `name: shop
services:
- name: api
  github:
    repo: sharks/shop
    branch: main
    deploy_on_push: true
  run_command: |
    set -e
    exec bin/api
  envs:
  - key: URL
    value: ${db.DATABASE_URL}
  - key: PORT
    value: '8080'
  - key: DEBUG
    value: 'Yes'
  - key: CRON
    value: '*/15 * * * *'
  - key: EMPTY
  - key: TIME
    value: '12:30:45'
  - key: QUOTES
    value: it's "here"
  - key: COMMENT
    value: 'a #b: c'
  - key: LONG
    value: `+strings.Repeat("word ", 40)+`end
  - key: BELL
    value: "a\a"
  - key: TWO
    value: |-
      1
      2
  health_check:
    initial_delay_seconds: 0
  alerts:
  - rule: RESTART_COUNT
    value: 0
  - value: 1000000000000000000000
  - value: 2.5
domains: []
ingress:
  rules:
  - cors:
      allow_origins:
      - exact: ''
      - regex: '^https://.*\.example\.com$'
maintenance: {}
`, string(text))

	_, err = appspec.Marshal(nil)
	require.EqualError(t, err, "appspec: marshal: the spec is nil")
	_, err = appspec.Marshal(&digitalocean.AppSpec{Name: "a", Features: []string{"b", "c\xff"}})
	require.EqualError(t, err, "appspec: marshal: features[1]: the text is not valid UTF-8")
}

func TestTextsComeBack(t *testing.T) {
	for _, value := range []string{
		"", " ", "  lead", "trail ", "\n", "\n\n", "a\n", "\na", " a\n b", "a\r\nb", "a\tb", "\t", "~", "null", "Null", "true", "yes", "Off", "y", "N", "1", "-1", "+1",
		"0777", "0o17", "0x1f", "1_000", "1e3", ".5", "1.10", ".inf", ".NaN", "12:30", "2026-01-02", "2026-01-02T03:04:05Z", "=", "<<", "-", "- a", "?", "? a",
		":", "a: b", "a:", "a #b", "#", "&a", "*a", "!a", "!!int 3", "|", ">", "'", "\"", "%", "@", "`", "{a", "[a", "]", "}", ",", "a,b", "EV[1:a:b==]",
		"${a}", "\\", "a\\nb", "\x00", "\x1b[2J", "\u0085", "\u2028", "\ufeff", "é", "日本", "🦈", "---", "...", "--- a", "a\n---\nb", "a\n...\n", strings.Repeat("a ", 200),
	} {
		spec := &digitalocean.AppSpec{Name: "a", Envs: []digitalocean.AppVariableDefinition{{Key: "K", Value: digitalocean.NewSecret(value)}}}
		text, err := appspec.Marshal(spec)
		require.NoError(t, err)
		again, err := appspec.Parse(text)
		require.NoError(t, err, "%q: %s", value, text)
		require.Equal(t, value, again.Envs[0].Value.Reveal(), "%s", text)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range examples(f) {
		f.Add(text)
	}
	f.Add([]byte("name: &a b\nenvs: &e [{key: *a, <<: {value: c}}]\nservices: [{name: d, envs: *e}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		spec, err := appspec.Parse(text)
		if err != nil {
			require.Nil(t, spec)
			require.NotEmpty(t, err.Error())
			return
		}
		written, err := appspec.Marshal(spec)
		if err != nil {
			return // a text that is not valid
		}
		again, err := appspec.Parse(written)
		require.NoError(t, err, "%s", written)
		require.Equal(t, spec, again)
	})
}
