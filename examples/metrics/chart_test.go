package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"

	"github.com/dosdk/digitalocean"
)

var (
	start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	end   = start.AddDate(0, 0, 7)
)

// serveWeek serves a Droplet with a sample every hour: in every second hour its CPUs are busy for half of the time.
func serveWeek(t *testing.T) *digitalocean.Client {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v2/droplets/{id}", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `{"droplet": {"id": `+r.PathValue("id")+`, "name": "web-1"}}`)
	})
	mux.HandleFunc("GET /v2/monitoring/metrics/droplet/cpu", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("host_id") != "3164444" {
			_, _ = io.WriteString(w, `{"status": "success", "data": {"resultType": "matrix", "result": []}}`)
			return
		}
		from, _ := strconv.ParseInt(r.URL.Query().Get("start"), 10, 64)
		to, _ := strconv.ParseInt(r.URL.Query().Get("end"), 10, 64)
		metrics := digitalocean.Metrics{Status: digitalocean.MetricsSucceeded, ResultType: digitalocean.MetricsMatrix, Series: week(from, to)}
		_ = json.NewEncoder(w).Encode(metrics)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	client, err := digitalocean.New("dop_v1_test", digitalocean.WithBaseURL(server.URL))
	require.NoError(t, err)
	return client
}

func week(from, to int64) []digitalocean.MetricSeries {
	idle := digitalocean.MetricSeries{Labels: map[string]string{"mode": "idle"}}
	user := digitalocean.MetricSeries{Labels: map[string]string{"mode": "user"}}
	var rested, worked float64
	for at := from; at <= to; at += 3600 {
		idle.Samples = append(idle.Samples, digitalocean.MetricSample{Time: time.Unix(at, 0), Value: rested})
		user.Samples = append(user.Samples, digitalocean.MetricSample{Time: time.Unix(at, 0), Value: worked})
		if at/3600%2 == 0 {
			worked += 1800
			rested += 1800
		} else {
			rested += 3600
		}
	}
	return []digitalocean.MetricSeries{idle, user}
}

func TestDropletCPU(t *testing.T) {
	chart, err := DropletCPU(t.Context(), serveWeek(t), 3164444, start, end)
	require.NoError(t, err)
	require.Equal(t, "CPU of web-1", chart.Title.Text)
	require.Equal(t, []float64{seconds(start), seconds(end), 0, 100}, []float64{chart.X.Min, chart.X.Max, chart.Y.Min, chart.Y.Max})

	for format, check := range map[string]func(image []byte) error{
		"svg": func(image []byte) error { return xml.Unmarshal(image, new(struct{})) },
		"png": func(image []byte) error { _, err := png.Decode(bytes.NewReader(image)); return err },
	} {
		writer, err := chart.WriterTo(24*vg.Centimeter, 9*vg.Centimeter, format)
		require.NoError(t, err)
		var image bytes.Buffer
		_, err = writer.WriteTo(&image)
		require.NoError(t, err)
		require.NoError(t, check(image.Bytes()), format)
	}
}

func TestPoints(t *testing.T) {
	metrics := digitalocean.Metrics{Series: week(start.Unix(), end.Unix())}
	xys := points(metrics.CPUUsage())
	require.Len(t, xys, 7*24)
	require.Equal(t, []float64{seconds(start) + 3600, 50, 0, 50}, []float64{xys[0].X, xys[0].Y, xys[1].Y, xys[2].Y})
}

func TestMidnights(t *testing.T) {
	ticks := midnights(seconds(start), seconds(end))
	require.Len(t, ticks, 7)
	require.Equal(t, "2 Mar", ticks[0].Label)
	require.Equal(t, seconds(start)+12*3600, ticks[0].Value)
}

func TestDropletCPUWithoutSamples(t *testing.T) {
	_, err := DropletCPU(t.Context(), serveWeek(t), 7, start, end)
	require.EqualError(t, err, "there are no samples of web-1 between 2026-03-01 and 2026-03-08")
}
