package appspec

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/dosdk/digitalocean"
)

// Marshal returns a spec as it stands in app.yaml, with its secrets: those that an API has answered are encrypted, others are
// as they were set. Comments of a file that was read are lost.
func Marshal(spec *digitalocean.AppSpec) ([]byte, error) {
	if spec == nil {
		return nil, errors.New("appspec: marshal: the spec is nil")
	}
	document, err := nodeOf(reflect.ValueOf(spec), "")
	if err != nil {
		return nil, fmt.Errorf("appspec: marshal: %w", err)
	}
	text, err := yaml.Dump(document, yaml.WithLineWidth(-1))
	if err != nil {
		return nil, fmt.Errorf("appspec: marshal: %w", err)
	}
	return text, nil
}

// nodeOf returns a value in YAML. The fields that a struct leaves out are those that it leaves out in JSON.
func nodeOf(v reflect.Value, path string) (*yaml.Node, error) {
	if v.Type() == secretType {
		v = reflect.ValueOf(v.Interface().(digitalocean.Secret).Reveal())
	}
	switch v.Kind() {
	case reflect.Pointer:
		return nodeOf(v.Elem(), path)
	case reflect.Struct:
		return mappingOf(v, path)
	case reflect.Slice:
		list := &yaml.Node{Kind: yaml.SequenceNode}
		for i := range v.Len() {
			element, err := nodeOf(v.Index(i), path+"["+strconv.Itoa(i)+"]")
			if err != nil {
				return nil, err
			}
			list.Content = append(list.Content, element)
		}
		return list, nil
	case reflect.Bool:
		return scalar("!!bool", strconv.FormatBool(v.Bool())), nil
	case reflect.Int:
		return scalar("!!int", strconv.FormatInt(v.Int(), 10)), nil
	case reflect.Float64:
		return scalar("!!float", strconv.FormatFloat(v.Float(), 'f', -1, 64)), nil
	}
	if !utf8.ValidString(v.String()) {
		return nil, fmt.Errorf("%s: the text is not valid UTF-8", path)
	}
	return textOf(v.String()), nil
}

func mappingOf(v reflect.Value, path string) (*yaml.Node, error) {
	mapping := &yaml.Node{Kind: yaml.MappingNode}
	for field, value := range v.Fields() {
		name, required := fieldName(field)
		if !required && value.IsZero() {
			continue
		}
		node, err := nodeOf(value, join(path, name))
		if err != nil {
			return nil, err
		}
		mapping.Content = append(mapping.Content, scalar("!!str", name), node)
	}
	return mapping, nil
}

func scalar(tag, text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: text}
}

// textOf quotes a text that any version of YAML could take for something else, and leaves the rest to the encoder.
func textOf(text string) *yaml.Node {
	node := scalar("!!str", text)
	if !strings.Contains(text, "\n") && (!beginsPlainly(text) || isWord(text)) {
		node.Style = yaml.SingleQuotedStyle
	}
	return node
}

func beginsPlainly(text string) bool {
	return text != "" && (text[0] == '/' || text[0] == '_' || text[0] == '$' || text[0]|' ' >= 'a' && text[0]|' ' <= 'z')
}

// isWord reports whether a text stands for a truth value or for nothing in YAML 1.1.
func isWord(text string) bool {
	switch strings.ToLower(text) {
	case "y", "yes", "on", "true", "n", "no", "off", "false", "null":
		return true
	}
	return false
}
