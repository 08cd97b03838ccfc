package digitaloceantest

import (
	"hash/fnv"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

const metricsPrefix = "/v2/monitoring/metrics/"

// maxSamples is how many a series has at most: a longer window has them further apart.
const maxSamples = 1000

func init() {
	families[metricsPrefix] = getMetrics
}

// metered find what a metric is of, by the parameter that names it, and tell since when it is there.
var metered = map[string]func(s *Server, id string) (since time.Time, ok bool){
	"host_id": func(s *Server, id string) (time.Time, bool) { return since(&droplets.of(s).list, id) },
	"app_id":  func(s *Server, id string) (time.Time, bool) { return since(apps.of(s), id) },
	"db_id":   func(s *Server, id string) (time.Time, bool) { return since(databases.of(s), id) },
	"lb_id":   func(s *Server, id string) (time.Time, bool) { return since(loadBalancers.of(s), id) },

	"autoscale_pool_id": func(s *Server, id string) (time.Time, bool) { return since(pools.of(s), id) },
}

func since[R shown](list *collection[R], id string) (time.Time, bool) {
	r, ok := list.get(id)
	if !ok {
		return time.Time{}, false
	}
	created, _ := r.show().get("created_at").(time.Time)
	return created, true
}

// getMetrics answers with series over the window that the request asks for: the same values for the same times, from the
// time on at which the resource was made. What does not exist has no series.
func getMetrics(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	from, ok := instant(c.query.Get("start"))
	until, also := instant(c.query.Get("end"))
	if !ok || !also || until.Before(from) {
		return reply{}, badRequest("start and end must be times in seconds since 1970, and start the earlier one")
	}
	labels := newObject()
	for _, p := range c.described.Parameters() {
		if p.Name == "start" || p.Name == "end" || !c.query.Has(p.Name) {
			continue
		}
		labels.set(p.Name, c.query.Get(p.Name))
		if find := metered[p.Name]; find != nil {
			began, there := find(c.Server, c.query.Get(p.Name))
			if !there {
				return c.answerMetrics(nil)
			}
			if began.After(from) {
				from = began
			}
		}
	}
	if until.After(c.now) {
		until = c.now
	}
	metric := strings.TrimPrefix(c.template(), metricsPrefix)
	var series []*object
	for _, more := range seriesOf(metric) {
		own := &object{fields: append(slices.Clone(labels.fields), more...)}
		series = append(series, newObject("metric", own, "values", c.samples(metric, own, from, until)))
	}
	return c.answerMetrics(series)
}

func (c *call) answerMetrics(series []*object) (reply, error) {
	data := newObject("resultType", "matrix", "result", append([]*object{}, series...))
	return bare(http.StatusOK, newObject("status", "success", "data", data))
}

// instant reads seconds since 1970, or a time as in RFC 3339.
func instant(text string) (time.Time, bool) {
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(seconds) < 1e12 {
		return time.Unix(int64(seconds), 0), true
	}
	at, err := time.Parse(time.RFC3339, text)
	return at, err == nil
}

var cpuModes = []string{"idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"}

// seriesOf lists the labels by which the series of a metric differ; most have one series.
func seriesOf(metric string) [][]field {
	if metric == "droplet/cpu" {
		var modes [][]field
		for _, mode := range cpuModes {
			modes = append(modes, []field{{"mode", mode}})
		}
		return modes
	}
	if strings.HasPrefix(metric, "droplet/filesystem") {
		return [][]field{{{"device", "/dev/vda1"}, {"fstype", "ext4"}, {"mountpoint", "/"}}}
	}
	return [][]field{nil}
}

// samples are the values between two times, a minute or more apart.
func (c *call) samples(metric string, labels *object, from, until time.Time) jsontext.Value {
	step := max(time.Minute, until.Sub(from)/maxSamples).Truncate(time.Second)
	h := fnv.New64a()
	_, _ = h.Write(append([]byte(metric), labels.json()...))
	phase := float64((h.Sum64()^c.settings.seed)%1000) / 1000
	values := []byte{'['}
	for at := from.Truncate(step); !at.After(until); at = at.Add(step) {
		if at.Before(from) {
			continue
		}
		if len(values) > 1 {
			values = append(values, ',')
		}
		values = append(values, '[')
		values = strconv.AppendInt(values, at.Unix(), 10)
		values = append(values, ',', '"')
		values = strconv.AppendFloat(values, measure(metric, labels.text("mode"), phase, at), 'f', -1, 64)
		values = append(values, '"', ']')
	}
	return append(values, ']')
}

// measure is the value of a metric at a time: a wave of an hour. Times of a CPU add up.
func measure(metric, mode string, phase float64, at time.Time) float64 {
	seconds := float64(at.Unix())
	wave := 0.5 + 0.4*math.Sin(2*math.Pi*(seconds/3600+phase))
	value := wave
	switch {
	case mode == "idle":
		value = math.Round(seconds) * 0.8
	case mode != "":
		value = math.Round(seconds) * 0.2 / float64(len(cpuModes)-1)
	case strings.Contains(metric, "size") || strings.Contains(metric, "total") || strings.Contains(metric, "limit"):
		value = 1 << 30
	case strings.Contains(metric, "free") || strings.Contains(metric, "available") || strings.Contains(metric, "cached"):
		value = math.Round(wave * (1 << 30))
	case strings.Contains(metric, "instances") || strings.Contains(metric, "connections") || strings.Contains(metric, "threads"):
		value = math.Round(wave * 10)
	case strings.Contains(metric, "percent") || strings.Contains(metric, "usage") || strings.Contains(metric, "utilization"):
		value = wave * 100
	}
	return math.Round(value*1000) / 1000
}
