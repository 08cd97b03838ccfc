package digitaloceantest

import "net/http"

func init() {
	const path = databasePath + "/logsink"
	handle("GET "+path, listOfDatabase("sinks", (*database).sinkList))
	handle("POST "+path, ofDatabase(createLogSink))
	handle("GET "+path+"/{logsink_id}", ofLogSink(func(_ *call, _ *database, sink *object) (reply, error) {
		return bare(http.StatusOK, sink)
	}))
	handle("PUT "+path+"/{logsink_id}", ofLogSink(func(c *call, _ *database, sink *object) (reply, error) {
		sink.set("config", c.body.values["config"])
		return empty(http.StatusOK)
	}))
	handle("DELETE "+path+"/{logsink_id}", ofLogSink(func(c *call, d *database, _ *object) (reply, error) {
		d.sinks.remove(c.arguments["logsink_id"])
		return empty(http.StatusOK)
	}))
}

func (d *database) sinkList() *collection[*object] { return &d.sinks }

// ofLogSink is a rule of the log sink that the path names.
func ofLogSink(rule func(c *call, d *database, sink *object) (reply, error)) handler {
	return ofDatabase(func(c *call, d *database) (reply, error) {
		sink, err := found(c, &d.sinks, "logsink_id")
		if err != nil {
			return reply{}, err
		}
		return rule(c, d, sink)
	})
}

func createLogSink(c *call, d *database) (reply, error) {
	name := c.body.needText("sink_name")
	for sink := range d.sinks.all() {
		if sink.text("sink_name") == name {
			c.body.refuseField("sink_name", "is already the name of a log sink")
		}
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	sink := newObject(
		"sink_id", c.ids.uuid("log sink"),
		"sink_name", name,
		"sink_type", c.body.text("sink_type"),
		"config", c.body.values["config"],
	)
	d.sinks.add(sink.text("sink_id"), sink)
	return answer(http.StatusCreated, "sink", sink)
}
