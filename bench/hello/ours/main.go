// Command ours gets a Droplet with this library.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/dosdk/digitalocean"
)

func main() {
	client, err := digitalocean.New(os.Getenv("DIGITALOCEAN_TOKEN"))
	if err != nil {
		log.Fatal(err)
	}
	droplet, err := client.Droplets.Get(context.Background(), 3164444)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(droplet.Name)
}
