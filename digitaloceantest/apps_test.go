package digitaloceantest_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func shop() *digitalocean.AppSpec {
	return &digitalocean.AppSpec{
		Name: "shop", Region: "nyc",
		Services: []digitalocean.AppServiceSpec{{
			Name: "web", InstanceCount: 2, InstanceSizeSlug: "apps-s-1vcpu-1gb",
			GitHub: &digitalocean.AppGitHubSourceSpec{Repo: "example/shop", Branch: "main"},
		}},
		Alerts: []digitalocean.AppAlertSpec{{Rule: digitalocean.AppAlertDeploymentFailed}},
	}
}

func TestAppLife(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	app, err := client.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: shop()})
	require.NoError(t, err)
	require.EqualValues(t, "PENDING_BUILD", app.InProgressDeployment.Phase)
	var phases []string
	for d, err := range client.Apps.Deployments.Progress(ctx, app.ID, app.InProgressDeployment.ID) {
		require.NoError(t, err)
		if at := string(d.Phase); len(phases) == 0 || phases[len(phases)-1] != at {
			phases = append(phases, at)
		}
		require.Equal(t, 2, d.Progress.TotalSteps)
	}
	require.Equal(t, "ACTIVE", phases[len(phases)-1])
	require.Contains(t, phases, "BUILDING")
	first, err := client.Apps.Get(ctx, app.ID, nil)
	require.NoError(t, err)
	require.NotEmpty(t, first.LiveURL)
	require.Nil(t, first.InProgressDeployment)
	instances, err := client.Apps.ListInstances(ctx, app.ID)
	require.NoError(t, err)
	require.Len(t, instances, 2)
	_, err = client.Apps.GetHealth(ctx, app.ID)
	require.NoError(t, err)

	spec := shop()
	spec.Services[0].InstanceCount = 3
	app, err = client.Apps.Update(ctx, app.ID, &digitalocean.AppUpdateRequest{Spec: spec})
	require.NoError(t, err)
	second, err := client.Apps.Deployments.WaitActive(ctx, app.ID, app.InProgressDeployment.ID)
	require.NoError(t, err)
	back, err := client.Apps.Rollback(ctx, app.ID, &digitalocean.AppRollbackRequest{DeploymentID: first.ActiveDeployment.ID})
	require.NoError(t, err)
	back, err = client.Apps.Deployments.WaitActive(ctx, app.ID, back.ID)
	require.NoError(t, err)
	require.Equal(t, 2, back.Spec.Services[0].InstanceCount)
	_, err = client.Apps.Deployments.Create(ctx, app.ID, &digitalocean.AppDeploymentCreateRequest{})
	require.Equal(t, 412, status(t, err))
	require.NoError(t, client.Apps.CommitRollback(ctx, app.ID))
	valid, err := client.Apps.ValidateRollback(ctx, app.ID, &digitalocean.AppRollbackRequest{DeploymentID: second.ID})
	require.NoError(t, err)
	require.True(t, valid.Valid)

	srv.FailNext("deployment")
	broken, err := client.Apps.Deployments.Create(ctx, app.ID, &digitalocean.AppDeploymentCreateRequest{})
	require.NoError(t, err)
	_, err = client.Apps.Deployments.WaitActive(ctx, app.ID, broken.ID)
	require.Error(t, err)
	app, err = client.Apps.Get(ctx, app.ID, nil)
	require.NoError(t, err)
	require.Equal(t, back.ID, app.ActiveDeployment.ID)
	deployments, err := client.Apps.Deployments.List(app.ID, nil).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, deployments, 4)
	require.NoError(t, client.Apps.Delete(ctx, app.ID))
	_, err = client.Apps.Get(ctx, app.ID, nil)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

func TestAppEvents(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	app, err := client.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: shop()})
	require.NoError(t, err)
	first, err := client.Apps.Deployments.WaitActive(ctx, app.ID, app.InProgressDeployment.ID)
	require.NoError(t, err)
	second, err := client.Apps.Deployments.Create(ctx, app.ID, &digitalocean.AppDeploymentCreateRequest{})
	require.NoError(t, err)
	deployments := &digitalocean.AppEventListOptions{EventTypes: []digitalocean.AppEventType{digitalocean.AppEventDeployment}}
	events, err := client.Apps.Events.List(app.ID, deployments).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, events, 2)
	require.Equal(t, second.ID, events[0].DeploymentID)
	event, err := client.Apps.Events.Get(ctx, app.ID, events[1].ID)
	require.NoError(t, err)
	require.Equal(t, first.ID, event.Deployment.ID)
	_, err = client.Apps.Events.Cancel(ctx, app.ID, event.ID)
	require.ErrorIs(t, err, digitalocean.ErrConflict)
	changes := &digitalocean.AppEventListOptions{EventTypes: []digitalocean.AppEventType{digitalocean.AppEventAutoscaling}}
	events, err = client.Apps.Events.List(app.ID, changes).Collect(ctx)
	require.NoError(t, err)
	require.Empty(t, events)
}

func TestAppLogs(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	app, err := client.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: shop()})
	require.NoError(t, err)
	_, err = client.Apps.Deployments.WaitActive(ctx, app.ID, app.InProgressDeployment.ID)
	require.NoError(t, err)
	urls := func(ctx context.Context) (*digitalocean.AppLogs, error) {
		return client.Apps.GetComponentLogs(ctx, app.ID, "web", &digitalocean.AppLogsOptions{Type: digitalocean.AppLogBuild})
	}
	var lines []string
	for line, err := range client.Apps.FollowLogs(ctx, urls) {
		require.NoError(t, err)
		lines = append(lines, line)
	}
	require.Len(t, lines, 2)
	require.True(t, strings.HasSuffix(lines[1], "build complete"))
	_, err = client.Apps.GetComponentLogs(ctx, app.ID, "none", &digitalocean.AppLogsOptions{Type: digitalocean.AppLogRun})
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	followed := 0
	for _, err := range client.Apps.FollowLogs(ctx, func(ctx context.Context) (*digitalocean.AppLogs, error) {
		return client.Apps.GetLogs(ctx, app.ID, &digitalocean.AppLogsOptions{Type: digitalocean.AppLogRun, Follow: true})
	}) {
		require.NoError(t, err)
		followed++
	}
	require.Positive(t, followed)
}

func TestAppAlertsAndProposals(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	app, err := client.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: shop()})
	require.NoError(t, err)
	alerts, err := client.Apps.Alerts.List(ctx, app.ID)
	require.NoError(t, err)
	require.Len(t, alerts, 1)
	changed, err := client.Apps.Alerts.UpdateDestinations(ctx, app.ID, alerts[0].ID, &digitalocean.AppAlertUpdateDestinationsRequest{Emails: []string{"ops@example.com"}})
	require.NoError(t, err)
	require.Equal(t, []string{"ops@example.com"}, changed.Emails)
	proposal, err := client.Apps.Propose(ctx, &digitalocean.AppProposeRequest{Spec: shop()})
	require.NoError(t, err)
	require.False(t, proposal.AppNameAvailable)
	require.NotEmpty(t, proposal.AppNameSuggestion)
	_, err = client.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: shop()})
	require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
	_, err = client.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: &digitalocean.AppSpec{Name: "empty"}})
	require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
	sizes, err := client.Apps.InstanceSizes.List(ctx)
	require.NoError(t, err)
	_, err = client.Apps.InstanceSizes.Get(ctx, sizes.InstanceSizes[0].Slug)
	require.NoError(t, err)
	regions, err := client.Apps.ListRegions(ctx)
	require.NoError(t, err)
	require.NotEmpty(t, regions)
}
