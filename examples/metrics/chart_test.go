package main

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

const week = 7 * 24 * time.Hour

// startWeb starts a server with two Droplets of the tag web and one without.
func startWeb(t *testing.T) (*digitaloceantest.Server, *digitalocean.Client) {
	t.Helper()
	srv := digitaloceantest.NewServer(t)
	srv.AddDroplets(2, func(i int, d map[string]any) {
		d["name"] = []string{"web-1", "web-2"}[i]
		d["tags"] = []string{"web"}
	})
	srv.AddDroplets(1, nil)
	return srv, srv.Client()
}

func web(t *testing.T, client *digitalocean.Client) []digitalocean.Droplet {
	t.Helper()
	droplets, err := client.Droplets.List(&digitalocean.DropletListOptions{Tag: "web"}).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, droplets, 2)
	return droplets
}

func TestCPU(t *testing.T) {
	srv, client := startWeb(t)
	srv.Advance(week)
	end := srv.Now()

	chart, err := CPU(t.Context(), client, web(t, client), end.Add(-week), end)

	require.NoError(t, err)
	require.Equal(t, []float64{seconds(end) - week.Seconds(), seconds(end), 0, 100}, []float64{chart.X.Min, chart.X.Max, chart.Y.Min, chart.Y.Max})
	for format, check := range map[string]func(image []byte) error{
		"svg": func(image []byte) error {
			require.Contains(t, string(image), "web-2")
			return xml.Unmarshal(image, new(struct{}))
		},
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

func TestCPUWithoutSamples(t *testing.T) {
	srv, client := startWeb(t)
	start := srv.Now().Add(-2 * week)

	_, err := CPU(t.Context(), client, web(t, client), start, start.Add(week))

	require.ErrorContains(t, err, "there are no samples between ")
}

func TestPoints(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	xys := points([]digitalocean.MetricSample{{Time: at, Value: 12.5}})
	require.Len(t, xys, 1)
	require.Equal(t, []float64{seconds(at), 12.5}, []float64{xys[0].X, xys[0].Y})
}

func TestMidnights(t *testing.T) {
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	ticks := midnights(seconds(start), seconds(start.Add(week)))
	require.Len(t, ticks, 7)
	require.Equal(t, "2 Mar", ticks[0].Label)
	require.Equal(t, seconds(start)+12*3600, ticks[0].Value)
}
