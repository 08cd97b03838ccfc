package main

import (
	"bytes"
	"log"
	"net/http"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/appspec"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

func newDeployer(t *testing.T) (*Deployer, *digitaloceantest.Server, *bytes.Buffer) {
	t.Helper()
	srv := digitaloceantest.NewServer(t)
	var out bytes.Buffer
	return &Deployer{Client: srv.Client(), Log: log.New(&out, "", 0)}, srv, &out
}

// spec reads the app.yaml of this directory, with another tag of the image.
func spec(t *testing.T, tag string) *digitalocean.AppSpec {
	t.Helper()
	text, err := os.ReadFile("app.yaml")
	require.NoError(t, err)
	spec, err := appspec.Parse(text)
	require.NoError(t, err)
	spec.Services[0].Image.Tag = tag
	return spec
}

func runningTag(t *testing.T, d *Deployer, appID string) string {
	t.Helper()
	app, err := d.Client.Apps.Get(t.Context(), appID, nil)
	require.NoError(t, err)
	require.Equal(t, digitalocean.AppDeploymentActive, app.ActiveDeployment.Phase)
	return app.ActiveDeployment.Spec.Services[0].Image.Tag
}

func TestDeploy(t *testing.T) {
	deployer, srv, out := newDeployer(t)

	app, err := deployer.Deploy(t.Context(), spec(t, "1.29"))
	require.NoError(t, err)
	require.NotEmpty(t, app.LiveURL)
	require.Equal(t, "1.29", runningTag(t, deployer, app.ID))
	for _, line := range []string{
		"creating shop\n", "BUILDING   build: RUNNING  deploy: PENDING\n", "DEPLOYING   build: SUCCESS  deploy: RUNNING\n",
		"ACTIVE   build: SUCCESS  deploy: SUCCESS\n", `BUILD log: "web `, `DEPLOY log: "web `,
	} {
		require.Contains(t, out.String(), line)
	}

	updated, err := deployer.Deploy(t.Context(), spec(t, "1.31"))
	require.NoError(t, err)
	require.Equal(t, app.ID, updated.ID)
	require.Equal(t, "1.31", runningTag(t, deployer, app.ID))

	require.NoError(t, deployer.RollBack(t.Context(), "shop"))
	require.Equal(t, "1.29", runningTag(t, deployer, app.ID))
	require.Equal(t, []string{"validate", "rollback", "commit"}, rollbackSteps(srv))
}

// rollbackSteps are the requests of rollbacks that came, in order.
func rollbackSteps(srv *digitaloceantest.Server) []string {
	names := map[string]string{
		"POST /v2/apps/{app_id}/rollback/validate": "validate",
		"POST /v2/apps/{app_id}/rollback":          "rollback",
		"POST /v2/apps/{app_id}/rollback/commit":   "commit",
	}
	var steps []string
	for _, r := range srv.Requests() {
		if name, ok := names[r.Operation]; ok {
			steps = append(steps, name)
		}
	}
	return steps
}

func TestDeployFails(t *testing.T) {
	deployer, srv, _ := newDeployer(t)
	app, err := deployer.Deploy(t.Context(), spec(t, "1.29"))
	require.NoError(t, err)

	srv.FailNext("deployment")
	_, err = deployer.Deploy(t.Context(), spec(t, "1.30"))

	failed := new(digitalocean.AppDeploymentError)
	require.ErrorAs(t, err, &failed)
	require.Equal(t, "deploy", failed.Step().Name)
	require.Equal(t, "1.29", runningTag(t, deployer, app.ID), "what ran before goes on")
}

func TestDeployWithoutLogs(t *testing.T) {
	deployer, srv, out := newDeployer(t)
	srv.Inject(digitaloceantest.Fault{Path: "/v2/apps/{app_id}/deployments/{deployment_id}/logs", Status: http.StatusForbidden})

	_, err := deployer.Deploy(t.Context(), spec(t, "1.29"))

	require.NoError(t, err)
	require.Contains(t, out.String(), "BUILD log: digitalocean: GET /v2/apps/{app_id}/deployments/{deployment_id}/logs: 403")
}

func TestRollBackWithNothingThere(t *testing.T) {
	deployer, _, _ := newDeployer(t)
	require.EqualError(t, deployer.RollBack(t.Context(), "shop"), "there is no app shop")

	_, err := deployer.Deploy(t.Context(), spec(t, "1.29"))
	require.NoError(t, err)
	require.EqualError(t, deployer.RollBack(t.Context(), "shop"), "shop has nothing to go back to")
}
