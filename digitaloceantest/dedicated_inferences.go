package digitaloceantest

import (
	"cmp"
	"encoding/base64"
	"net/http"
	"slices"
	"time"
)

// dedicatedInference is a model on GPUs of its own.
type dedicatedInference struct {
	*object
	id           string
	host         string // what its endpoints begin with
	authority    string // base64 of the certificate that signs that of the private endpoint
	gatedToken   bool   // whether it was given a token for gated models
	accelerators collection[*object]
	tokens       collection[*object]
}

var dedicatedInferences = stateful(fresh[collection[*dedicatedInference]])

const dedicatedInferencePath = "/v2/dedicated-inferences/{dedicated_inference_id}"

func init() {
	handle("GET /v2/dedicated-inferences", listDedicatedInferences)
	handle("POST /v2/dedicated-inferences", createDedicatedInference)
	handle("GET /v2/dedicated-inferences/sizes", listDedicatedSizes)
	handle("GET /v2/dedicated-inferences/gpu-model-config", listDedicatedModels)
	handle("GET "+dedicatedInferencePath, getter(dedicatedInferences, "dedicated_inference_id", "dedicated_inference"))
	handle("PATCH "+dedicatedInferencePath, ofDedicatedInference(updateDedicatedInference))
	handle("DELETE "+dedicatedInferencePath, ofDedicatedInference(deleteDedicatedInference))
	handle("GET "+dedicatedInferencePath+"/ca", ofDedicatedInference(func(_ *call, d *dedicatedInference) (reply, error) {
		return bare(http.StatusOK, newObject("cert", d.authority))
	}))
	handle("GET "+dedicatedInferencePath+"/accelerators", ofDedicatedInference(func(c *call, d *dedicatedInference) (reply, error) {
		return c.page("accelerators", objects(d.accelerators.all(), matching(c.query.Get("slug"), "slug")))
	}))
	handle("GET "+dedicatedInferencePath+"/accelerators/{accelerator_id}", ofDedicatedInference(func(c *call, d *dedicatedInference) (reply, error) {
		o, err := found(c, &d.accelerators, "accelerator_id")
		if err != nil {
			return reply{}, err
		}
		return bare(http.StatusOK, o)
	}))
	handle("GET "+dedicatedInferencePath+"/tokens", ofDedicatedInference(func(c *call, d *dedicatedInference) (reply, error) {
		return c.page("tokens", objects(d.tokens.all(), nil))
	}))
	handle("POST "+dedicatedInferencePath+"/tokens", ofDedicatedInference(func(c *call, d *dedicatedInference) (reply, error) {
		return answer(http.StatusAccepted, "token", d.newToken(c, c.body.text("name")))
	}))
	handle("DELETE "+dedicatedInferencePath+"/tokens/{token_id}", ofDedicatedInference(func(c *call, d *dedicatedInference) (reply, error) {
		o, err := found(c, &d.tokens, "token_id")
		if err != nil {
			return reply{}, err
		}
		d.tokens.remove(o.text("id"))
		return empty(http.StatusNoContent)
	}))
	count("Dedicated inferences", func(s *Server) int { return dedicatedInferences.of(s).len() })
	needsVPC(dedicatedInferences, func(d *dedicatedInference, id string) bool { return d.text("vpc_uuid") == id })
}

// ofDedicatedInference is a rule of the dedicated inference that the path names, for a request that fits the API's
// description.
func ofDedicatedInference(rule func(c *call, d *dedicatedInference) (reply, error)) handler {
	return completeRuleOf(dedicatedInferences, "dedicated_inference_id", rule)
}

func (d *dedicatedInference) spec() *object { return d.get("spec").(*object) }

func listDedicatedInferences(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	region := c.query.Get("region")
	return c.page("dedicated_inferences", objects(dedicatedInferences.of(c.Server).all(), func(d *dedicatedInference) bool {
		return region == "" || d.text("region") == region
	}))
}

func createDedicatedInference(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	d := &dedicatedInference{}
	d.checkSpec(c)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	spec := c.dedicatedSpec()
	certificate, _ := c.authority("dedicated inference CA", "Dedicated Inference CA", c.now)
	d.id, d.host = c.ids.uuid("dedicated inference"), c.ids.hex("dedicated inference host", 12)
	d.authority = base64.StdEncoding.EncodeToString([]byte(certificate))
	d.object = newObject(
		"id", d.id,
		"status", "new",
		"region", spec.text("region"),
		"vpc_uuid", spec.get("vpc").(*object).text("uuid"),
		"spec", spec,
		"endpoints", newObject(),
		"created_at", c.now,
		"updated_at", c.now,
	)
	d.equip(c.Server, c.now, "provisioning")
	dedicatedInferences.of(c.Server).add(d.id, d)
	d.deploy(c, spec, "provisioning")
	return bare(http.StatusAccepted, newObject("dedicated_inference", d.object, "token", d.newToken(c, "default")))
}

func updateDedicatedInference(c *call, d *dedicatedInference) (reply, error) {
	if status := d.text("status"); status != "active" && status != "error" {
		return reply{}, conflict("the dedicated inference is " + status)
	}
	spec := d.spec()
	if c.body.has("spec") {
		d.checkSpec(c)
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if c.body.has("spec") {
		spec = c.dedicatedSpec()
	}
	d.deploy(c, spec, "updating")
	return answer(http.StatusAccepted, "dedicated_inference", d.object)
}

func deleteDedicatedInference(c *call, d *dedicatedInference) (reply, error) {
	if d.text("status") == "deleting" {
		return reply{}, conflict("the dedicated inference is deleting")
	}
	d.change(c.now, "status", "deleting")
	c.at(c.now.Add(c.took("dedicated_inference_deletion")), func(time.Time) {
		dedicatedInferences.of(c.Server).remove(d.id)
		c.deleted("dedicated_inference", d.id, d.object)
	})
	return empty(http.StatusAccepted)
}

// checkSpec refuses a spec that names what is not there, or does not go together.
func (d *dedicatedInference) checkSpec(c *call) {
	spec := c.body.inside("spec")
	name, r := spec.needText("name"), spec.needRegion("region")
	for other := range dedicatedInferences.of(c.Server).all() {
		if other != d && other.spec().text("name") == name {
			spec.refuseField("name", "is already taken")
		}
	}
	if r == nil {
		return
	}
	if d.object != nil && d.text("region") != r.slug {
		spec.refuseField("region", "can't be changed")
	}
	vpc := spec.inside("vpc")
	vpc.needText("uuid")
	c.chosenVPC(vpc, "uuid", r)
	for _, deployment := range spec.objects("model_deployments") {
		d.checkDeployment(c, deployment, r.slug)
	}
}

// opensGated reports whether there is a token for gated models, from this request or an earlier one.
func (d *dedicatedInference) opensGated(c *call) bool {
	return d.gatedToken || c.body.inside("access_tokens").text("hugging_face_token") != ""
}

func (d *dedicatedInference) checkDeployment(c *call, deployment *fields, region string) {
	slug := deployment.needText("model_slug")
	at := slices.IndexFunc(dedicatedModels, func(m dedicatedModel) bool { return m.slug == slug })
	if at < 0 {
		deployment.refuseField("model_slug", slug+" does not exist")
		return
	}
	model := dedicatedModels[at]
	if model.gated && !d.opensGated(c) {
		c.body.refuseField("access_tokens.hugging_face_token", "can't be blank: "+slug+" is a gated model")
	}
	for _, accelerator := range deployment.objects("accelerators") {
		accelerator.needWithin("scale", 1, maxDedicatedScale)
		gpu := accelerator.needText("accelerator_slug")
		if !slices.Contains(model.gpus, gpu) {
			accelerator.refuseField("accelerator_slug", gpu+" does not run "+slug)
		}
		if !slices.ContainsFunc(dedicatedGPUs, func(g dedicatedGPU) bool { return g.slug == gpu && slices.Contains(g.regions, region) }) {
			accelerator.refuseField("accelerator_slug", gpu+" is not available in "+region)
		}
	}
}

// dedicatedSpec is the spec of a request that was found to be right, with an ID for each model that is new.
func (c *call) dedicatedSpec() *object {
	spec := c.body.inside("spec")
	deployments := []*object{}
	for _, f := range spec.objects("model_deployments") {
		accelerators := []*object{}
		for _, a := range f.objects("accelerators") {
			scale, _ := a.number("scale")
			accelerators = append(accelerators, newObject(
				"scale", scale, "type", a.text("type"), "accelerator_slug", a.text("accelerator_slug"), "status", "provisioning",
			))
		}
		deployment := newObject(
			"model_id", cmp.Or(f.text("model_id"), c.ids.uuid("dedicated model")),
			"model_slug", f.text("model_slug"),
			"model_provider", cmp.Or(f.text("model_provider"), "hugging_face"),
			"accelerators", accelerators,
		)
		if f.has("workload_config") {
			deployment.set("workload_config", f.values["workload_config"])
		}
		deployments = append(deployments, deployment)
	}
	version, _ := spec.number("version")
	return newObject(
		"version", version,
		"name", spec.text("name"),
		"region", spec.text("region"),
		"vpc", newObject("uuid", spec.inside("vpc").text("uuid")),
		"enable_public_endpoint", spec.flag("enable_public_endpoint", false),
		"model_deployments", deployments,
	)
}

// deploy begins to make the dedicated inference what a spec says, unless it is deleted before that is done.
func (d *dedicatedInference) deploy(c *call, spec *object, status string) {
	d.gatedToken = d.opensGated(c)
	d.set("pending_deployment_spec", newObject(
		"id", c.ids.uuid("dedicated deployment"),
		"version", spec.get("version"),
		"name", spec.get("name"),
		"status", status,
		"vpc", spec.get("vpc"),
		"enable_public_endpoint", spec.get("enable_public_endpoint"),
		"model_deployments", spec.get("model_deployments"),
		"created_at", c.now,
		"updated_at", c.now,
	))
	d.change(c.now, "status", status)
	end := func(status string, then func(at time.Time)) func(at time.Time) {
		return func(at time.Time) {
			if d.text("status") == "deleting" {
				return
			}
			d.drop("pending_deployment_spec")
			d.change(at, "status", status)
			then(at)
		}
	}
	c.after("dedicated_inference", end("active", func(at time.Time) { d.deployed(c.Server, spec, at) }), end("error", func(time.Time) {}))
}

func (d *dedicatedInference) deployed(s *Server, spec *object, at time.Time) {
	for _, deployment := range spec.get("model_deployments").([]*object) {
		for _, a := range deployment.get("accelerators").([]*object) {
			a.set("status", "active")
		}
		deployment.touch()
	}
	spec.touch()
	d.set("spec", spec)
	d.set("vpc_uuid", spec.get("vpc").(*object).text("uuid"))
	endpoints := newObject("private_endpoint_fqdn", "https://"+d.host+"-private-dedicated-inference.do-infra.ai")
	if spec.get("enable_public_endpoint") == true {
		endpoints.set("public_endpoint_fqdn", "https://"+d.host+"-public-dedicated-inference.do-infra.ai")
	}
	d.set("endpoints", endpoints)
	d.equip(s, at, "active")
}

// equip gives the dedicated inference the GPUs of its spec. Those that it has already stay; what is too much goes.
func (d *dedicatedInference) equip(s *Server, now time.Time, status string) {
	former := d.accelerators
	d.accelerators = collection[*object]{}
	for _, deployment := range d.spec().get("model_deployments").([]*object) {
		for _, wanted := range deployment.get("accelerators").([]*object) {
			for range wanted.get("scale").(int64) {
				o := takeAccelerator(&former, wanted)
				if o == nil {
					o = s.newAccelerator(wanted, now)
				}
				o.set("status", status)
				d.accelerators.add(o.text("id"), o)
			}
		}
	}
}

// takeAccelerator takes a GPU of the kind that is wanted out of those that are there.
func takeAccelerator(from *collection[*object], wanted *object) *object {
	for o := range from.all() {
		if o.text("slug") == wanted.text("accelerator_slug") && o.text("role") == wanted.text("type") {
			from.remove(o.text("id"))
			return o
		}
	}
	return nil
}

func (s *Server) newAccelerator(wanted *object, now time.Time) *object {
	slug := wanted.text("accelerator_slug")
	return newObject(
		"id", s.ids.uuid("accelerator"),
		"name", slug+"-"+s.ids.hex("accelerator name", 3),
		"slug", slug,
		"role", wanted.text("type"),
		"status", "new",
		"created_at", now,
	)
}

// newToken adds a token and returns it with its value, which the list does not have.
func (d *dedicatedInference) newToken(c *call, name string) *object {
	o := newObject("id", c.ids.uuid("dedicated token"), "name", name, "created_at", c.now, "is_managed", false)
	d.tokens.add(o.text("id"), o)
	shown := &object{fields: slices.Clone(o.fields)}
	shown.set("value", "di_"+c.ids.hex("dedicated token", 12))
	return shown
}
