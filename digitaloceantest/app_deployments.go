package digitaloceantest

import (
	"fmt"
	"net/http"
	"time"
)

// deployment is one try to bring an app to what its spec says.
type deployment struct {
	*object
	id   string
	app  *app
	spec map[string]any
	logs map[string][]string // by type: BUILD, DEPLOY and RUN
}

const deploymentPath = "/v2/apps/{app_id}/deployments/{deployment_id}"

func init() {
	handle("GET /v2/apps/{app_id}/deployments", ofApp("app_id", func(c *call, a *app) (reply, error) {
		return c.page("deployments", objects(a.deployments.newestFirst(), nil))
	}))
	handle("POST /v2/apps/{app_id}/deployments", ofApp("app_id", func(c *call, a *app) (reply, error) {
		return c.startDeployment(a, "manual", nil)
	}))
	handle("POST /v2/apps/{app_id}/restart", ofApp("app_id", func(c *call, a *app) (reply, error) {
		return c.startDeployment(a, "app restarted", nil)
	}))
	handle("GET "+deploymentPath, ofDeployment(func(_ *call, d *deployment) (reply, error) {
		return answer(http.StatusOK, "deployment", d.object)
	}))
	handle("POST "+deploymentPath+"/cancel", ofDeployment(cancelDeployment))
	handle("POST /v2/apps/{app_id}/rollback", ofApp("app_id", rollBack))
	handle("POST /v2/apps/{app_id}/rollback/validate", ofApp("app_id", validateRollback))
	handle("POST /v2/apps/{app_id}/rollback/commit", ofApp("app_id", func(_ *call, a *app) (reply, error) {
		if a.pinned == nil {
			return reply{}, preconditionFailed("the app is not pinned")
		}
		a.pinned = nil
		return empty(http.StatusOK)
	}))
	handle("POST /v2/apps/{app_id}/rollback/revert", ofApp("app_id", revertRollback))
}

// ofDeployment is a rule of the deployment that the path names.
func ofDeployment(rule func(c *call, d *deployment) (reply, error)) handler {
	return ofApp("app_id", func(c *call, a *app) (reply, error) {
		d, err := found(c, &a.deployments, "deployment_id")
		if err != nil {
			return reply{}, err
		}
		return rule(c, d)
	})
}

// deploymentPhases are what a deployment goes through, with the share of its time that has passed when each begins.
var deploymentPhases = []struct {
	phase string
	after float64
}{
	{"PENDING_BUILD", 0}, {"BUILDING", 0.1}, {"PENDING_DEPLOY", 0.6}, {"DEPLOYING", 0.7}, {"ACTIVE", 1},
}

// deploy begins a deployment of the app's spec, or of that of a former one. It takes the place of one in progress.
func (c *call) deploy(a *app, cause string, former *deployment) *deployment {
	d := &deployment{id: c.ids.uuid("deployment"), app: a, spec: a.spec(), logs: make(map[string][]string)}
	d.object = newObject("id", d.id, "cause", cause, "phase", "", "spec", d.spec, "tier_slug", a.text("tier_slug"), "created_at", c.now)
	if former != nil {
		d.spec = former.spec
		d.set("spec", d.spec)
		d.set("cloned_from", former.id)
	}
	for _, kind := range componentKinds {
		list := []*object{}
		for _, k := range componentsOf(d.spec) {
			if k.list == kind.list {
				list = append(list, newObject("name", k.name))
			}
		}
		if len(list) > 0 {
			d.set(kind.list, list)
		}
	}
	if a.progressing != nil {
		a.progressing.enter("SUPERSEDED", c.now)
	}
	a.progressing = d
	a.deployments.add(d.id, d)
	a.set("last_deployment_created_at", c.now)
	d.enter("PENDING_BUILD", c.now)
	fails := c.fails("deployment")
	for _, step := range deploymentPhases[1:] {
		at := c.now.Add(time.Duration(float64(c.took("deployment")) * step.after))
		phase := step.phase
		if phase == "ACTIVE" && fails {
			phase = "ERROR"
		}
		c.at(at, func(at time.Time) {
			if a.progressing == d {
				d.enter(phase, at)
			}
		})
	}
	return d
}

// enter goes on to a phase, and ends with the last ones.
func (d *deployment) enter(phase string, at time.Time) {
	if d.text("phase") == "BUILDING" {
		d.log("BUILD", at, "build complete")
	}
	d.set("phase", phase)
	d.set("phase_last_updated_at", at)
	d.set("updated_at", at)
	d.advance(phase, at)
	switch phase {
	case "BUILDING":
		d.log("BUILD", at, "building "+d.app.name())
	case "DEPLOYING":
		d.log("DEPLOY", at, "deploying "+d.app.name())
	case "ACTIVE":
		d.log("DEPLOY", at, "deployment is live")
		d.log("RUN", at, "listening on port 8080")
		d.goLive(at)
	case "ERROR", "CANCELED", "SUPERSEDED":
		d.app.progressing = nil
	}
}

func (d *deployment) goLive(at time.Time) {
	a := d.app
	if a.active != nil {
		a.active.set("phase", "SUPERSEDED")
	}
	a.active, a.progressing = d, nil
	a.set("live_url", a.text("default_ingress"))
	a.set("live_url_base", a.text("default_ingress"))
	a.set("updated_at", at)
}

func (d *deployment) log(kind string, at time.Time, message string) {
	for _, k := range componentsOf(d.spec) {
		d.logs[kind] = append(d.logs[kind], fmt.Sprintf("%s %s %s", k.name, at.UTC().Format(time.RFC3339), message))
	}
}

// advance shows the steps that a deployment has gone.
func (d *deployment) advance(phase string, at time.Time) {
	state := map[string][2]string{
		"PENDING_BUILD":  {"PENDING", "PENDING"},
		"BUILDING":       {"RUNNING", "PENDING"},
		"PENDING_DEPLOY": {"SUCCESS", "PENDING"},
		"DEPLOYING":      {"SUCCESS", "RUNNING"},
		"ACTIVE":         {"SUCCESS", "SUCCESS"},
		"ERROR":          {"SUCCESS", "ERROR"},
	}
	states, ok := state[phase]
	if !ok {
		return
	}
	counts := map[string]int{}
	former := d.steps()
	steps := []*object{}
	for i, name := range []string{"build", "deploy"} {
		status := states[i]
		counts[status]++
		step := newObject("name", name, "status", status)
		if i < len(former) {
			step = former[i]
		}
		step.set("status", status)
		if status != "PENDING" && step.get("started_at") == nil {
			step.set("started_at", at)
		}
		if (status == "SUCCESS" || status == "ERROR") && step.get("ended_at") == nil {
			step.set("ended_at", at)
		}
		if status == "ERROR" {
			step.set("reason", newObject("code", "DeployContainerHealthChecksFailed", "message", "the containers did not become healthy"))
		}
		steps = append(steps, step)
	}
	d.set("progress", newObject(
		"pending_steps", counts["PENDING"], "running_steps", counts["RUNNING"], "success_steps", counts["SUCCESS"],
		"error_steps", counts["ERROR"], "total_steps", len(steps), "steps", steps, "summary_steps", steps,
	))
}

func (d *deployment) steps() []*object {
	progress, ok := d.get("progress").(*object)
	if !ok {
		return nil
	}
	steps, _ := progress.get("steps").([]*object)
	return steps
}

// startDeployment answers with a new deployment, which an app that is pinned does not take.
func (c *call) startDeployment(a *app, cause string, former *deployment) (reply, error) {
	if a.pinned != nil {
		return reply{}, preconditionFailed("the app is pinned to a rollback: commit or revert it first")
	}
	return answer(http.StatusOK, "deployment", c.deploy(a, cause, former).object)
}

func cancelDeployment(c *call, d *deployment) (reply, error) {
	if d.app.progressing != d {
		return reply{}, preconditionFailed("the deployment is " + d.text("phase"))
	}
	d.enter("CANCELED", c.now)
	return answer(http.StatusOK, "deployment", d.object)
}

// rollbackTarget returns the deployment that a rollback would go to, and what is against it.
func (c *call) rollbackTarget(a *app) (d *deployment, problem *object) {
	d, ok := a.deployments.get(c.body.text("deployment_id"))
	switch {
	case !ok || d.text("phase") != "SUPERSEDED" && d != a.active:
		return nil, newObject("code", "incompatible_phase", "message", "the deployment never became active")
	case d == a.active:
		return nil, newObject("code", "incompatible_result", "message", "the deployment is the active one")
	}
	return d, nil
}

func validateRollback(c *call, a *app) (reply, error) {
	_, problem := c.rollbackTarget(a)
	result := newObject("valid", problem == nil, "warnings", []*object{})
	if problem != nil {
		result.set("error", problem)
	}
	return bare(http.StatusOK, result)
}

// rollBack goes back to what a former deployment had. The app stays pinned to it unless the request says otherwise.
func rollBack(c *call, a *app) (reply, error) {
	former, problem := c.rollbackTarget(a)
	if problem != nil {
		return reply{}, preconditionFailed("deployment_id: " + problem.text("message"))
	}
	d := c.deploy(a, "manual rollback", former)
	if !c.body.flag("skip_pin", false) {
		a.pinned = d
	}
	return answer(http.StatusOK, "deployment", d.object)
}

// revertRollback goes back to the app's spec.
func revertRollback(c *call, a *app) (reply, error) {
	if a.pinned == nil {
		return reply{}, preconditionFailed("the app is not pinned")
	}
	a.pinned = nil
	return c.startDeployment(a, "rollback reverted", nil)
}
