// Metrics draws how busy a Droplet was in the past days. It needs a DIGITALOCEAN_TOKEN, and changes nothing:
//
//	go run . -droplet 3164444 -out cpu.svg
//
// The name of the file says whether it is an SVG, a PNG or a PDF.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"gonum.org/v1/plot/vg"

	"github.com/dosdk/digitalocean"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "metrics:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	droplet := flag.Int64("droplet", 0, "`ID` of the Droplet")
	days := flag.Int("days", 7, "how many days to draw")
	out := flag.String("out", "cpu.svg", "`file` to write")
	flag.Parse()
	client, err := digitalocean.NewFromEnv()
	if err != nil {
		return err
	}
	end := time.Now()
	chart, err := DropletCPU(ctx, client, *droplet, end.AddDate(0, 0, -*days), end)
	if err != nil {
		return err
	}
	image, err := chart.WriterTo(24*vg.Centimeter, 9*vg.Centimeter, strings.TrimPrefix(filepath.Ext(*out), "."))
	if err != nil {
		return err
	}
	file, err := os.Create(*out)
	if err != nil {
		return err
	}
	if _, err := image.WriteTo(file); err != nil {
		return err
	}
	return file.Close()
}
