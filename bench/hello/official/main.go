// Command official gets a Droplet with the official client.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/digitalocean/godo"
)

func main() {
	token := os.Getenv("DIGITALOCEAN_TOKEN")
	if token == "" {
		log.Fatal("DIGITALOCEAN_TOKEN is not set")
	}
	droplet, _, err := godo.NewFromToken(token).Droplets.Get(context.Background(), 3164444)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(droplet.Name)
}
