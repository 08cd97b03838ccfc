package main

import (
	"cmp"
	"context"
	"fmt"
	"log"
	"sync"

	"github.com/dosdk/digitalocean"
)

// Deployer deploys apps and tells Log what happens.
type Deployer struct {
	Client *digitalocean.Client
	Log    *log.Logger
}

// Deploy makes an app what a spec says, waits until that runs, and returns the app. The app is the one that has the spec's
// name, or a new one.
func (d *Deployer) Deploy(ctx context.Context, spec *digitalocean.AppSpec) (*digitalocean.App, error) {
	app, err := d.apply(ctx, spec)
	if err != nil {
		return nil, err
	}
	deployment := cmp.Or(app.PendingDeployment, app.InProgressDeployment)
	if deployment == nil {
		return nil, fmt.Errorf("%s is not being deployed", spec.Name)
	}
	if err := d.follow(ctx, app.ID, deployment.ID); err != nil {
		return nil, err
	}
	return d.Client.Apps.Get(ctx, app.ID, nil)
}

// RollBack goes back to the latest deployment before the present one that still can run, and makes that final.
func (d *Deployer) RollBack(ctx context.Context, name string) error {
	app, err := d.find(ctx, name)
	if err != nil {
		return err
	}
	if app == nil {
		return fmt.Errorf("there is no app %s", name)
	}
	request, err := d.rollbackOf(ctx, app)
	if err != nil {
		return err
	}
	d.Log.Println("going back to deployment", request.DeploymentID)
	deployment, err := d.Client.Apps.Rollback(ctx, app.ID, request)
	if err != nil {
		return err
	}
	if err := d.follow(ctx, app.ID, deployment.ID); err != nil {
		return err
	}
	return d.Client.Apps.CommitRollback(ctx, app.ID)
}

// find returns the app of a name, or nil.
func (d *Deployer) find(ctx context.Context, name string) (*digitalocean.App, error) {
	for app, err := range d.Client.Apps.List(nil).All(ctx) {
		if err != nil {
			return nil, err
		}
		if app.Spec.Name == name {
			return &app, nil
		}
	}
	return nil, nil
}

func (d *Deployer) apply(ctx context.Context, spec *digitalocean.AppSpec) (*digitalocean.App, error) {
	app, err := d.find(ctx, spec.Name)
	if err != nil {
		return nil, err
	}
	if app == nil {
		d.Log.Println("creating", spec.Name)
		return d.Client.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: spec})
	}
	d.Log.Println("updating", spec.Name)
	request := app.UpdateRequest()
	request.Spec = spec
	request.UpdateAllSourceVersions = true
	return d.Client.Apps.Update(ctx, app.ID, request)
}

// rollbackOf finds what to go back to. Deployments come latest first.
func (d *Deployer) rollbackOf(ctx context.Context, app *digitalocean.App) (*digitalocean.AppRollbackRequest, error) {
	for deployment, err := range d.Client.Apps.Deployments.List(app.ID, nil).All(ctx) {
		if err != nil {
			return nil, err
		}
		if deployment.Phase != digitalocean.AppDeploymentSuperseded {
			continue
		}
		request := &digitalocean.AppRollbackRequest{DeploymentID: deployment.ID}
		validation, err := d.Client.Apps.ValidateRollback(ctx, app.ID, request)
		if err != nil {
			return nil, err
		}
		if validation.Valid {
			return request, nil
		}
		d.Log.Printf("deployment %s cannot run any more: %s", deployment.ID, validation.Error.Message)
	}
	return nil, fmt.Errorf("%s has nothing to go back to", app.Spec.Name)
}

// phaseLogs are the logs that there are in a phase. A short phase may not be seen, but its log is there in the next.
var phaseLogs = map[digitalocean.AppDeploymentPhase][]digitalocean.AppLogType{
	digitalocean.AppDeploymentBuilding:      {digitalocean.AppLogBuild},
	digitalocean.AppDeploymentPendingDeploy: {digitalocean.AppLogBuild},
	digitalocean.AppDeploymentDeploying:     {digitalocean.AppLogBuild, digitalocean.AppLogDeploy},
	digitalocean.AppDeploymentActive:        {digitalocean.AppLogBuild, digitalocean.AppLogDeploy},
}

// follow tells how far a deployment has come and what it logs, until it is active. A failed one is a
// *digitalocean.AppDeploymentError.
func (d *Deployer) follow(ctx context.Context, appID, id string) error {
	var logs sync.WaitGroup
	defer logs.Wait()
	followed := map[digitalocean.AppLogType]bool{}
	for deployment, err := range d.Client.Apps.Deployments.Progress(ctx, appID, id) {
		if err != nil {
			return err
		}
		d.Log.Println(deployment.Phase, steps(deployment.Progress))
		for _, kind := range phaseLogs[deployment.Phase] {
			if !followed[kind] {
				followed[kind] = true
				logs.Go(func() { d.followLogs(ctx, appID, id, kind) })
			}
		}
	}
	return nil
}

// steps says how far each step has come.
func steps(progress *digitalocean.AppDeploymentProgress) string {
	if progress == nil {
		return ""
	}
	text := ""
	for _, step := range progress.SummarySteps {
		text += fmt.Sprintf("  %s: %s", step.Name, step.Status)
	}
	return text
}

// followLogs writes a log of a deployment to its end. That it cannot be read does not fail the deployment.
func (d *Deployer) followLogs(ctx context.Context, appID, id string, kind digitalocean.AppLogType) {
	urls := func(ctx context.Context) (*digitalocean.AppLogs, error) {
		return d.Client.Apps.Deployments.GetLogs(ctx, appID, id, &digitalocean.AppLogsOptions{Type: kind, Follow: true})
	}
	for line, err := range d.Client.Apps.FollowLogs(ctx, urls) {
		if err != nil {
			d.Log.Printf("%s log: %v", kind, err)
			return
		}
		d.Log.Printf("%s log: %q", kind, line) // quoted, since a log can hold anything
	}
}
