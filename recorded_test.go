package digitalocean_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// recording is an answer of the real API, as it was recorded in 2018, with its headers.
type recording struct {
	Method string            `json:"method"`
	Path   string            `json:"path"` // with the query
	Status int               `json:"status"`
	Header map[string]string `json:"header"`
	Body   string            `json:"body"`
}

func readRecording(t testing.TB, name string) recording {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	require.NoError(t, err)
	var r recording
	require.NoError(t, json.Unmarshal(text, &r))
	return r
}

// replay returns a client of a server that gives the recorded answer, compressed where the real one was.
func replay(t *testing.T, name string) *digitalocean.Client {
	t.Helper()
	r := readRecording(t, name)
	return serve(t, func(w http.ResponseWriter, req *http.Request) {
		sent := req.URL.RequestURI()
		if !strings.Contains(r.Path, "?") {
			sent = req.URL.Path // what was recorded did not ask for a page
		}
		if req.Method != r.Method || sent != r.Path {
			t.Errorf("sent %s %s, want %s %s", req.Method, sent, r.Method, r.Path)
		}
		for name, value := range r.Header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(r.Status)
		var body io.WriteCloser = gzip.NewWriter(w)
		if r.Header["Content-Encoding"] == "" {
			body = nopCloser{w}
		}
		_, _ = io.WriteString(body, r.Body)
		_ = body.Close()
	})
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

func TestRecordedAccount(t *testing.T) {
	client := replay(t, "account_200")
	var resp digitalocean.Response
	account, err := client.Account.Get(t.Context(), digitalocean.WithResponse(&resp))
	require.NoError(t, err)
	require.Equal(t, &digitalocean.Account{
		DropletLimit: 1, FloatingIPLimit: 1, Email: "postman-do@gmail.com",
		UUID: "fe87d52a44365d3d8781365d3d8781365d3d8781ed68", EmailVerified: true, Status: digitalocean.AccountActive,
	}, account)

	rate := digitalocean.Rate{Limit: 5000, Remaining: 4990, Reset: time.Date(2018, 8, 1, 19, 35, 10, 0, time.UTC)}
	require.Equal(t, rate, resp.Rate)
	require.Equal(t, rate, client.Rate())
	require.Equal(t, 200, resp.StatusCode)
	require.Equal(t, "3f9ed76d-0e12-4a8b-ab42-f7f5cdbb8c0f", resp.RequestID)
	require.Equal(t, "443ac7279fac5b99-HEL", resp.Header.Get("CF-RAY"))
	require.Equal(t, 1, resp.Attempts)
}

func TestRecordedActions(t *testing.T) {
	region := &digitalocean.Region{
		Name: "Amsterdam 2", Slug: "ams2", Sizes: []string{},
		Features: []string{"private_networking", "backups", "ipv6", "metadata", "install_agent", "image_transfer"},
	}
	destroy := digitalocean.Action{
		ID: 230459959, Status: digitalocean.ActionCompleted, Type: "destroy",
		StartedAt: time.Date(2017, 5, 2, 4, 19, 20, 0, time.UTC), CompletedAt: time.Date(2017, 5, 2, 4, 19, 24, 0, time.UTC),
		ResourceID: 31650085, ResourceType: "droplet", Region: region, RegionSlug: "ams2",
	}
	powerOff := digitalocean.Action{
		ID: 219421692, Status: digitalocean.ActionCompleted, Type: "power_off",
		StartedAt: time.Date(2017, 4, 6, 4, 39, 40, 0, time.UTC), CompletedAt: time.Date(2017, 4, 6, 4, 40, 2, 0, time.UTC),
		ResourceID: 31650085, ResourceType: "droplet", Region: region, RegionSlug: "ams2",
	}
	t.Run("page", func(t *testing.T) {
		page, err := replay(t, "actions_200").Actions.List(&digitalocean.ListOptions{PerPage: 2}).Page(t.Context(), 1)
		require.NoError(t, err)
		require.Equal(t, &digitalocean.Page[digitalocean.Action]{
			Items:  []digitalocean.Action{destroy, powerOff},
			Number: 1, Total: 21,
			Links: digitalocean.Links{Pages: digitalocean.PageLinks{
				Next: "https://api.digitalocean.com/v2/actions?page=2&per_page=2",
				Last: "https://api.digitalocean.com/v2/actions?page=11&per_page=2",
			}},
			Rate: digitalocean.Rate{Limit: 5000, Remaining: 4998, Reset: time.Unix(1535119720, 0).UTC()},
		}, page)
	})
	t.Run("item", func(t *testing.T) {
		action, err := replay(t, "action_200").Actions.Get(t.Context(), 219421692)
		require.NoError(t, err)
		require.Equal(t, &powerOff, action)
	})
}

func TestRecordedEmptyCertificates(t *testing.T) {
	page, err := replay(t, "certificates_200_empty").Certificates.List(nil).Page(t.Context(), 1)
	require.NoError(t, err)
	require.Equal(t, &digitalocean.Page[digitalocean.Certificate]{
		Items: []digitalocean.Certificate{}, Number: 1, Total: 0,
		Rate: digitalocean.Rate{Limit: 5000, Remaining: 4999, Reset: time.Unix(1533928034, 0).UTC()},
	}, page)
}

func TestRecordedErrors(t *testing.T) {
	getAccount := func(t *testing.T, client *digitalocean.Client) error {
		_, err := client.Account.Get(t.Context())
		return err
	}
	for _, c := range []struct {
		recording string
		call      func(t *testing.T, client *digitalocean.Client) error
		is        error
		want      digitalocean.Error
		text      string
	}{
		{
			recording: "account_401",
			call:      getAccount,
			is:        digitalocean.ErrUnauthorized,
			want: digitalocean.Error{
				StatusCode: 401, ID: "unauthorized", Message: "Unable to authenticate you.",
				RequestID: "7fbf5054-fc6a-4e4b-9f6e-443681d69068", Method: "GET", Path: "/v2/account", Attempts: 1,
			},
			text: "digitalocean: GET /v2/account: 401 unauthorized: Unable to authenticate you. (request 7fbf5054-fc6a-4e4b-9f6e-443681d69068)",
		},
		{
			recording: "account_401_again",
			call:      getAccount,
			is:        digitalocean.ErrUnauthorized,
			want: digitalocean.Error{
				StatusCode: 401, ID: "unauthorized", Message: "Unable to authenticate you.",
				RequestID: "fb823905-1040-4e33-b2de-7187549eb261", Method: "GET", Path: "/v2/account", Attempts: 1,
			},
			text: "digitalocean: GET /v2/account: 401 unauthorized: Unable to authenticate you. (request fb823905-1040-4e33-b2de-7187549eb261)",
		},
		{
			recording: "action_404",
			call: func(t *testing.T, client *digitalocean.Client) error {
				_, err := client.Actions.Get(t.Context(), 219421692)
				return err
			},
			is: digitalocean.ErrNotFound,
			want: digitalocean.Error{
				StatusCode: 404, ID: "not_found", Message: "The resource you were accessing could not be found.",
				RequestID: "9d8cf84e-c8a0-4beb-a31b-2059f161593b", Method: "GET", Path: "/v2/actions/{action_id}", Attempts: 1,
				Rate: digitalocean.Rate{Limit: 5000, Remaining: 4994, Reset: time.Unix(1535119720, 0).UTC()},
			},
			text: "digitalocean: GET /v2/actions/{action_id}: 404 not_found: The resource you were accessing could not be found. (request 9d8cf84e-c8a0-4beb-a31b-2059f161593b)",
		},
		{
			recording: "certificate_404",
			call: func(t *testing.T, client *digitalocean.Client) error {
				_, err := client.Certificates.Get(t.Context(), "892071a0-bb95-49bc-8021-3afd67a210bf")
				return err
			},
			is: digitalocean.ErrNotFound,
			want: digitalocean.Error{
				StatusCode: 404, ID: "not_found", Message: "Certificate not found",
				RequestID: "1a015cc7-7477-4b8a-a4fa-58120b49a03b", Method: "GET", Path: "/v2/certificates/{certificate_id}", Attempts: 1,
				Rate: digitalocean.Rate{Limit: 5000, Remaining: 4997, Reset: time.Unix(1533928034, 0).UTC()},
			},
			text: "digitalocean: GET /v2/certificates/{certificate_id}: 404 not_found: Certificate not found (request 1a015cc7-7477-4b8a-a4fa-58120b49a03b)",
		},
	} {
		t.Run(c.recording, func(t *testing.T) {
			err := c.call(t, replay(t, c.recording))
			require.ErrorIs(t, err, c.is)
			require.EqualError(t, err, c.text)
			got, ok := errors.AsType[*digitalocean.Error](err)
			require.True(t, ok)
			require.JSONEq(t, readRecording(t, c.recording).Body, string(got.Body))
			c.want.Body = got.Body
			require.Equal(t, &c.want, got)
		})
	}
}
