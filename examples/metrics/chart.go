package main

import (
	"context"
	"fmt"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/plotutil"

	"github.com/dosdk/digitalocean"
)

// CPU draws how busy Droplets were between two times: a line for all CPUs of each together, in percent.
func CPU(ctx context.Context, client *digitalocean.Client, droplets []digitalocean.Droplet, start, end time.Time) (*plot.Plot, error) {
	chart := plot.New()
	chart.Title.Text = "CPU"
	chart.X.Min, chart.X.Max = seconds(start), seconds(end)
	chart.X.Tick.Marker = plot.TickerFunc(midnights)
	chart.Y.Label.Text = "percent"
	chart.Add(plotter.NewGrid())
	drawn := 0
	for _, droplet := range droplets {
		metrics, err := client.Monitoring.Metrics.DropletCPU(ctx, droplet.ID, start, end)
		if err != nil {
			return nil, err
		}
		usage := metrics.CPUUsage()
		if len(usage) == 0 {
			continue // it is too young
		}
		line, err := plotter.NewLine(points(usage))
		if err != nil {
			return nil, err
		}
		line.Color = plotutil.Color(drawn)
		chart.Add(line)
		chart.Legend.Add(droplet.Name, line)
		drawn++
	}
	if drawn == 0 {
		return nil, fmt.Errorf("there are no samples between %s and %s", start.Format(time.DateOnly), end.Format(time.DateOnly))
	}
	chart.Legend.Top = true
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
