// Command nethttp gets a Droplet with net/http alone: the floor for what a client costs that is linked.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	token := os.Getenv("DIGITALOCEAN_TOKEN")
	if token == "" {
		log.Fatal("DIGITALOCEAN_TOKEN is not set")
	}
	req, err := http.NewRequest(http.MethodGet, "https://api.digitalocean.com/v2/droplets/3164444", nil)
	if err != nil {
		log.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	var answer struct {
		Droplet struct {
			Name string `json:"name"`
		} `json:"droplet"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Droplet.Name)
}
