package digitaloceantest

import (
	"slices"
	"time"
)

const defaultCooldown = 10 // minutes

// poolConfig is fixed where least and most are the same and there is no cooldown.
type poolConfig struct {
	least, most int
	cpu, memory float64 // how busy the Droplets should be; 0 for anything
	cooldown    time.Duration
}

// fillPool reads a whole pool. Nothing changes where the request is refused.
func (c *call) fillPool(p *pool) error {
	name := c.body.needText("name")
	config, shown := readPoolConfig(c.body.inside("config"))
	f := c.body.inside("droplet_template")
	prefix := f.text("name")
	if prefix == "" {
		prefix = name
	}
	for _, field := range []string{"region", "size", "image"} {
		f.needText(field)
	}
	f.needTexts("ssh_keys")
	checkNames(f, []string{prefix}, false)
	plan, project := c.planDroplet(f), c.chosenProject(f)
	if c.body.problem != nil {
		return c.body.problem
	}
	p.config, p.plan, p.prefix, p.project = config, plan, prefix, project
	p.set("name", name)
	p.set("config", shown)
	p.set("droplet_template", c.showTemplate(f, plan, project))
	return nil
}

func readPoolConfig(f *fields) (poolConfig, *object) {
	if f.has("target_number_instances") {
		n := f.within("target_number_instances", 1, 1000, 1)
		return poolConfig{least: int(n), most: int(n)}, newObject("target_number_instances", n)
	}
	least, most := f.needWithin("min_instances", 1, 500), f.needWithin("max_instances", 1, 1000)
	if most < least {
		f.refuseField("max_instances", "must not be less than min_instances")
	}
	cooldown := f.within("cooldown_minutes", 5, 20, defaultCooldown)
	shown := newObject("min_instances", least, "max_instances", most, "cooldown_minutes", cooldown)
	return poolConfig{
		least:    int(least),
		most:     int(most),
		cpu:      shown.setShare(f, "target_cpu_utilization"),
		memory:   shown.setShare(f, "target_memory_utilization"),
		cooldown: time.Duration(cooldown) * time.Minute,
	}, shown
}

// setShare sets a field to a number between 0.05 and 1 of a request, and returns it. Without a number it is 0.
func (o *object) setShare(f *fields, name string) float64 {
	n, ok := read[float64](f, name, "a number")
	if !ok {
		return 0
	}
	if n < 0.05 || n > 1 {
		f.refuseField(name, "must be between 0.05 and 1")
	}
	o.set(name, n)
	return n
}

func (c *call) showTemplate(f *fields, p plan, project string) *object {
	network := p.vpc
	if network == nil {
		network = c.defaultVPC(p.region, c.now)
	}
	return newObject(
		"name", f.text("name"),
		"region", p.region.slug,
		"size", p.size.slug,
		"image", f.text("image"),
		"ssh_keys", f.texts("ssh_keys"),
		"tags", p.tags,
		"vpc_uuid", network.id,
		"with_droplet_agent", f.flag("with_droplet_agent", true),
		"project_id", project,
		"public_networking", p.public,
		"ipv6", p.ipv6,
		"backups", p.policy != nil,
		"monitoring", slices.Contains(p.features, "monitoring"),
		"user_data", f.text("user_data"),
	)
}
