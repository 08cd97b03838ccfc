// Command digitalocean-fake serves an in-memory DigitalOcean for people and for clients in any language.
//
//	digitalocean-fake -addr 127.0.0.1:8090 -latency 30ms -fail 2% -seed 7 -data state.json
//
// It prints a line for each request, and shows its state at GET /. With -data the state outlives the command,
// also where it is killed. See package digitaloceantest.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run serves until ctx ends.
func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("digitalocean-fake", flag.ContinueOnError)
	addr := flags.String("addr", "127.0.0.1:8090", "address to listen on")
	token := flags.String("token", "dop_v1_test", "token to accept")
	seed := flags.Uint64("seed", 1, "what identifiers and chances are drawn from")
	latency := flags.Duration("latency", 0, "time before each answer")
	fail := flags.String("fail", "0%", "share of requests that get a 503")
	limits := flags.Bool("limits", false, "enforce the documented rate limits")
	data := flags.String("data", "", "file to keep the state in, across restarts; none by default")
	immediate := flags.Bool("immediate", false, "let nothing take time: Droplets are active at once")
	lenient := flags.Bool("lenient", false, "take fields and parameters that the API does not describe")
	switch err := flags.Parse(args); {
	case err == flag.ErrHelp:
		return nil
	case err != nil:
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unknown argument %q", flags.Arg(0))
	}
	chance, err := share(*fail)
	if err != nil {
		return err
	}

	var lines sync.Mutex
	options := []digitaloceantest.Option{
		digitaloceantest.Addr(*addr),
		digitaloceantest.Token(*token),
		digitaloceantest.Seed(*seed),
		digitaloceantest.KeepRequests(1000),
		digitaloceantest.OnRequest(func(r digitaloceantest.Request) {
			lines.Lock()
			defer lines.Unlock()
			fmt.Fprintln(out, r)
		}),
	}
	if *limits {
		options = append(options, digitaloceantest.RateLimit(0, 0, digitaloceantest.DocumentedLimits()...))
	}
	if *immediate {
		options = append(options, digitaloceantest.Immediate())
	}
	if *lenient {
		options = append(options, digitaloceantest.Lenient())
	}
	if *data != "" {
		options = append(options, digitaloceantest.Data(*data))
	}
	srv, err := digitaloceantest.Start(options...)
	if err != nil {
		return err
	}
	defer srv.Close()
	if *latency > 0 {
		srv.Inject(digitaloceantest.Fault{Latency: *latency})
	}
	if chance > 0 {
		srv.Inject(digitaloceantest.Fault{Chance: chance, Status: http.StatusServiceUnavailable})
	}

	if restored := srv.Restored(); restored != "" {
		fmt.Fprintln(out, restored)
	}
	fmt.Fprintf(out, "digitalocean-fake listens on %s and accepts the token %s; GET / shows its state\n", srv.URL, *token)
	<-ctx.Done()
	lines.Lock()
	defer lines.Unlock()
	fmt.Fprintln(out, "digitalocean-fake stops")
	return nil
}

// share reads "2%" or "0.02".
func share(text string) (float64, error) {
	number, percent := strings.CutSuffix(text, "%")
	n, err := strconv.ParseFloat(number, 64)
	if percent {
		n /= 100
	}
	if err != nil || n < 0 || n > 1 {
		return 0, fmt.Errorf("-fail %s: want a share such as 2%% or 0.02", text)
	}
	return n, nil
}
