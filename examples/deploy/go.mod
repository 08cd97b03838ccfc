module github.com/dosdk/digitalocean/examples/deploy

go 1.26.0

replace (
	github.com/dosdk/digitalocean => ../../
	github.com/dosdk/digitalocean/appspec => ../../appspec
)

require (
	github.com/dosdk/digitalocean v0.0.0-00010101000000-000000000000
	github.com/dosdk/digitalocean/appspec v0.0.0-00010101000000-000000000000
	github.com/stretchr/testify v1.12.1
)

require (
	github.com/go-json-experiment/json v1.27.2 // indirect
	github.com/google/go-querystring v1.2.0 // indirect
	github.com/hashicorp/go-cleanhttp v0.5.2 // indirect
	github.com/hashicorp/go-retryablehttp v0.7.8 // indirect
	github.com/tmaxmax/go-sse v0.12.0 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	go.yaml.in/yaml/v4 v4.0.0 // indirect
	golang.org/x/oauth2 v0.37.0 // indirect
	golang.org/x/time v0.16.0 // indirect
)
