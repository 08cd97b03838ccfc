package main

import (
	"context"
	"fmt"
	"image/color"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"github.com/dosdk/digitalocean"
)

// DropletCPU draws how busy all CPUs of a Droplet together were between two times, in percent.
func DropletCPU(ctx context.Context, client *digitalocean.Client, id int64, start, end time.Time) (*plot.Plot, error) {
	droplet, err := client.Droplets.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	metrics, err := client.Monitoring.Metrics.DropletCPU(ctx, id, start, end)
	if err != nil {
		return nil, err
	}
	usage := metrics.CPUUsage()
	if len(usage) == 0 {
		return nil, fmt.Errorf("there are no samples of %s between %s and %s", droplet.Name, start.Format(time.DateOnly), end.Format(time.DateOnly))
	}
	line, err := plotter.NewLine(points(usage))
	if err != nil {
		return nil, err
	}
	line.Color = color.NRGBA{B: 255, G: 105, A: 255}

	chart := plot.New()
	chart.Title.Text = "CPU of " + droplet.Name
	chart.X.Min, chart.X.Max = seconds(start), seconds(end)
	chart.X.Tick.Marker = plot.TickerFunc(midnights)
	chart.Y.Label.Text = "percent"
	chart.Add(plotter.NewGrid(), line)
	chart.Y.Min, chart.Y.Max = 0, 100
	return chart, nil
}

func points(samples []digitalocean.MetricSample) plotter.XYs {
	xys := make(plotter.XYs, len(samples))
	for i, sample := range samples {
		xys[i] = plotter.XY{X: seconds(sample.Time), Y: sample.Value}
	}
	return xys
}

func seconds(t time.Time) float64 { return float64(t.Unix()) }

// midnights marks the days, in UTC.
func midnights(from, to float64) []plot.Tick {
	var ticks []plot.Tick
	for day := time.Unix(int64(from), 0).UTC().Truncate(24 * time.Hour); seconds(day) <= to; day = day.AddDate(0, 0, 1) {
		if seconds(day) >= from {
			ticks = append(ticks, plot.Tick{Value: seconds(day), Label: day.Format("2 Jan")})
		}
	}
	return ticks
}
