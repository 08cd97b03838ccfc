// Metrics draws how busy the Droplets of a tag were in the past days, and has people told when one of them is busy or down. It
// needs a DIGITALOCEAN_TOKEN, and without -email it changes nothing:
//
//	go run . -tag web -out cpu.svg -email ops@example.com
//
// The name of the file says whether it is an SVG, a PNG or a PDF. Of several runs only the first makes alerts: the others find
// them.
package main

import (
	"context"
	"errors"
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
	tag := flag.String("tag", "", "`name` of the tag")
	email := flag.String("email", "", "`address` of the account to alert; empty makes no alerts")
	days := flag.Int("days", 7, "how many days to draw")
	out := flag.String("out", "cpu.svg", "`file` to write")
	flag.Parse()
	if *tag == "" {
		return errors.New("name a tag: -tag web")
	}
	client, err := digitalocean.NewFromEnv()
	if err != nil {
		return err
	}
	if *email != "" {
		changes, err := Watch(ctx, client, *tag, *email)
		for _, change := range changes {
			fmt.Println(change)
		}
		if err != nil {
			return err
		}
	}
	droplets, err := client.Droplets.List(&digitalocean.DropletListOptions{Tag: *tag}).Collect(ctx)
	if err != nil {
		return err
	}
	end := time.Now()
	chart, err := CPU(ctx, client, droplets, end.AddDate(0, 0, -*days), end)
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
