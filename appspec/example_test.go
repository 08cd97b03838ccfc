package appspec_test

import (
	"fmt"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/appspec"
)

func ExampleParse() {
	spec, err := appspec.Parse([]byte(`
name: shop
services:
- name: web
  github: {repo: sharks/shop, branch: main}
  http_port: 8080
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(spec.Name, spec.Services[0].GitHub.Repo, spec.Services[0].HTTPPort)
	// Output: shop sharks/shop 8080
}

func ExampleParse_mistakes() {
	_, err := appspec.Parse([]byte(`
name: shop
services:
- name: web
  http_prot: 8080
  instance_count: many
`))
	fmt.Println(err)
	// Output:
	// appspec: line 5, column 3: services[0].http_prot: there is no such field; is http_port meant?
	// appspec: line 6, column 19: services[0].instance_count: a whole number is needed
}

func ExampleMarshal() {
	text, err := appspec.Marshal(&digitalocean.AppSpec{
		Name: "shop",
		Services: []digitalocean.AppServiceSpec{{
			Name:  "web",
			Image: &digitalocean.AppImageSourceSpec{RegistryType: digitalocean.AppImageDOCR, Repository: "shop", Tag: "1.20"},
			Envs:  []digitalocean.AppVariableDefinition{{Key: "DEBUG", Value: digitalocean.NewSecret("false")}},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(text))
	// Output:
	// name: shop
	// services:
	// - name: web
	//   image:
	//     registry_type: DOCR
	//     repository: shop
	//     tag: '1.20'
	//   envs:
	//   - key: DEBUG
	//     value: 'false'
}
