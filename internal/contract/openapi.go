package contract

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// The parts of an OpenAPI 3.0 description that hold facts. Each schema keeps the keywords it does not know, so that a
// description which starts to use one is refused and not half read.

type description struct {
	Servers    []describedServer                    `json:"servers"`
	Paths      map[string]map[string]jsontext.Value `json:"paths"`
	Components struct {
		Schemas    map[string]*describedSchema    `json:"schemas"`
		Parameters map[string]*describedParameter `json:"parameters"`
		Responses  map[string]*describedResponse  `json:"responses"`
	} `json:"components"`

	flaws []Flaw
}

type describedServer struct {
	URL string `json:"url"`
}

type describedOperation struct {
	ID          string                        `json:"operationId"`
	Deprecated  bool                          `json:"deprecated"`
	Servers     []describedServer             `json:"servers"`
	Parameters  []*describedParameter         `json:"parameters"`
	RequestBody *describedBody                `json:"requestBody"`
	Responses   map[string]*describedResponse `json:"responses"`
}

type describedParameter struct {
	Ref      string           `json:"$ref"`
	Name     string           `json:"name"`
	In       Location         `json:"in"`
	Required bool             `json:"required"`
	Style    string           `json:"style"`
	Explode  *bool            `json:"explode"`
	Schema   *describedSchema `json:"schema"`
}

type describedBody struct {
	Required bool                        `json:"required"`
	Content  map[string]describedContent `json:"content"`
}

type describedResponse struct {
	Ref     string                      `json:"$ref"`
	Content map[string]describedContent `json:"content"`
}

type describedContent struct {
	Schema *describedSchema `json:"schema"`
}

type describedSchema struct {
	Ref        string `json:"$ref"`
	Type       string `json:"type"`
	Format     string `json:"format"`
	Nullable   bool   `json:"nullable"`
	ReadOnly   bool   `json:"readOnly"`
	WriteOnly  bool   `json:"writeOnly"`
	Deprecated bool   `json:"deprecated"`

	Enum    []jsontext.Value `json:"enum"`
	Default jsontext.Value   `json:"default"`

	Minimum    *float64 `json:"minimum"`
	Maximum    *float64 `json:"maximum"`
	MultipleOf *float64 `json:"multipleOf"`
	MinLength  *int     `json:"minLength"`
	MaxLength  *int     `json:"maxLength"`
	Pattern    string   `json:"pattern"`

	Required   []string                    `json:"required"`
	Properties map[string]*describedSchema `json:"properties"`
	Additional jsontext.Value              `json:"additionalProperties"`
	Names      *describedSchema            `json:"propertyNames"` // of OpenAPI 3.1, for corrections

	Items       *describedSchema   `json:"items"`
	PrefixItems []*describedSchema `json:"prefixItems"` // of OpenAPI 3.1, for corrections
	MinItems    *int               `json:"minItems"`
	MaxItems    *int               `json:"maxItems"`

	AllOf         []*describedSchema      `json:"allOf"`
	OneOf         []*describedSchema      `json:"oneOf"`
	AnyOf         []*describedSchema      `json:"anyOf"`
	Discriminator *describedDiscriminator `json:"discriminator"`

	Title       jsontext.Value `json:"title"`
	Description jsontext.Value `json:"description"`
	Example     jsontext.Value `json:"example"`

	Unknown map[string]jsontext.Value `json:",embed"`
}

type describedDiscriminator struct {
	Property string            `json:"propertyName"`
	Mapping  map[string]string `json:"mapping"`
}

func readDescription(raw []byte) (*description, error) {
	var d description
	if err := json.Unmarshal(raw, &d); err != nil {
		return nil, fmt.Errorf("contract: read description: %w", err)
	}
	if len(d.Paths) == 0 || len(d.Servers) == 0 {
		return nil, fmt.Errorf("contract: read description: no paths or no servers in it: is it an OpenAPI 3 description?")
	}
	return &d, nil
}

// isAnnotation reports whether a schema only marks a value that another one describes.
func (s *describedSchema) isAnnotation() bool {
	structural := s.Ref != "" || s.Format != "" || s.Enum != nil ||
		s.Minimum != nil || s.Maximum != nil || s.MultipleOf != nil ||
		s.MinLength != nil || s.MaxLength != nil || s.Pattern != "" ||
		s.Required != nil || s.Properties != nil || s.Additional != nil || s.Names != nil ||
		s.Items != nil || s.PrefixItems != nil || s.MinItems != nil || s.MaxItems != nil ||
		s.AllOf != nil || s.OneOf != nil || s.AnyOf != nil
	return !structural
}

func (s *describedSchema) unknownKeyword() string {
	for keyword := range s.Unknown {
		if !strings.HasPrefix(keyword, "x-") {
			return keyword
		}
	}
	return ""
}

// componentName cuts the name off the end of a reference into one section of the components.
func componentName(ref, section string) (string, error) {
	name, ok := strings.CutPrefix(ref, "#/components/"+section+"/")
	if !ok {
		return "", fmt.Errorf("reference %s is not into components/%s", ref, section)
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(name), nil
}

func component[T any](all map[string]*T, ref, section string) (*T, error) {
	name, err := componentName(ref, section)
	if err != nil {
		return nil, err
	}
	found := all[name]
	if found == nil {
		return nil, fmt.Errorf("reference %s leads nowhere", ref)
	}
	return found, nil
}
