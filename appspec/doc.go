// Package appspec reads and writes app.yaml, the file in which the spec of an app on DigitalOcean's App Platform is kept.
//
//	file, err := os.Open(".do/app.yaml")
//	…
//	spec, err := appspec.Read(file)
//	…
//	app, err := client.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: spec})
//
// Reading is strict: a field that a spec does not have, one that stands twice and one of another type are errors, which name
// their lines. Anchors, aliases and merge keys are resolved. Where a text is expected, 8080, true and 1.20 need no quotes:
// they are taken as they are written.
//
// It is a module of its own because it needs a YAML library. That is go.yaml.in/yaml/v4, which the YAML organization maintains:
// it keeps the lines and columns of everything, and numbers as they are written. goccy/go-yaml would do as well;
// sigs.k8s.io/yaml knows no lines, and go.yaml.in/yaml/v3 gets security fixes only.
package appspec
