package digitaloceantest

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/dosdk/digitalocean/internal/contract"
)

// validate holds a request to the API's description before a rule sees it, unless the server is [Lenient]. What is
// missing, out of bounds or not among the values allowed is left to the rules: they ask first whether the resource is
// there, and know the API better than its description. A rule that has nothing to add asks for the rest with complete.
func (s *Server) validate(c *call) error {
	if c.operation.ruled {
		return c.hold(contract.Missing, contract.NotInEnum, contract.Bounds, contract.Format)
	}
	return c.hold()
}

// complete refuses what validate leaves to the rules. A server that is lenient asks for what is missing all the same.
func (c *call) complete() error {
	if c.settings.lenient {
		return c.refuse(func(p contract.Problem) bool { return p.Kind != contract.Missing })
	}
	return c.hold()
}

// hold refuses a request for which the description has a problem, but for those of some kinds.
func (c *call) hold(but ...contract.ProblemKind) error {
	if c.settings.lenient {
		return nil
	}
	return c.refuse(func(p contract.Problem) bool { return slices.Contains(but, p.Kind) || c.tolerates(p) })
}

func (c *call) refuse(passes func(contract.Problem) bool) error {
	if c.described == nil {
		return nil
	}
	for _, p := range c.described.CheckRequest(c.checkedQuery(), c.checkedHeader(), c.checkedBody()) {
		switch {
		case passes(p):
		case p.Kind == contract.Missing && p.In == contract.InBody:
			return unprocessable(p.Path + " can't be blank")
		default:
			return unprocessable(p.String())
		}
	}
	return nil
}

// checkedQuery leaves out the pages, which every list takes and checks for itself, and the names by which the official client
// asks for load balancers.
func (c *call) checkedQuery() url.Values {
	query := url.Values{}
	for name, values := range c.query {
		if name != "page" && name != "per_page" && (name != "names" || c.template() != "/v2/load_balancers") {
			query[name] = values
		}
	}
	return query
}

// checkedHeader has no Content-Type: the API takes JSON whatever its type is said to be.
func (c *call) checkedHeader() http.Header {
	header := c.header.Clone()
	header.Del("Content-Type")
	return header
}

// checkedBody is an empty object where no body was sent, so that the first field that is missing is named.
func (c *call) checkedBody() []byte {
	if len(bytes.TrimSpace(c.raw)) == 0 && c.described.Body() != nil {
		return []byte("{}")
	}
	return c.raw
}

// tolerates reports whether the API does not mind a problem, or the official clients cause it.
func (c *call) tolerates(p contract.Problem) bool {
	switch p.Kind {
	case contract.Null, contract.ReadOnly, contract.Media:
		return true
	case contract.NoArm:
		return true // what is wrong with the nearest arm comes next
	case contract.Unknown:
		return p.In == contract.InBody && c.toleratesField(p.Path)
	case contract.NotInEnum:
		return strings.HasSuffix(p.Message, `not ""`)
	case contract.WrongType:
		return c.toleratesType(p.Message)
	}
	return false
}

// extraFields are those that official clients send although the API does not describe them.
var extraFields = map[string][]string{
	"POST /v2/load_balancers":                {"tags"},
	"PUT /v2/load_balancers/{lb_id}":         {"tags"},
	"POST /v2/volumes/{volume_id}/snapshots": {"description"},
}

// specFields are those of an app's spec that the reference of specs has, and the API's description leaves out.
var specFields = []string{"alerts", "envs", "features", "schedule"}

// toleratesField reports whether a field may be sent that is not declared: one that says nothing or what the path says,
// one of another form of the request, or one of the resource, as of clients that send back what they got.
func (c *call) toleratesField(name string) bool {
	value, top := c.body.values[name]
	if name == "" || top && isZero(value) {
		return true
	}
	if slices.Contains(extraFields[c.operation.method+" "+c.template()], name) {
		return true
	}
	if strings.HasPrefix(name, "spec.") && slices.Contains(specFields, name[strings.LastIndexByte(name, '.')+1:]) {
		return true
	}
	if _, ok := c.described.Parameter(contract.InPath, name); ok {
		return true
	}
	for _, arm := range c.described.Body().JSON().Arms() {
		if _, ok := arm.Schema.Field(name); ok {
			return true
		}
	}
	return c.answersWith(name)
}

// answersWith reports whether the resource that the operation answers with has a field.
func (c *call) answersWith(name string) bool {
	schema := c.described.AnswerSchema()
	for _, payload := range c.described.Payload() {
		field, _ := schema.Field(payload)
		if field.Schema == nil {
			continue
		}
		if _, ok := field.Schema.Field(name); ok {
			return true
		}
	}
	return false
}

func isZero(value any) bool {
	switch v := value.(type) {
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return value == nil || value == "" || value == false || value == 0.0
}

// toleratesType lets a number stand for a string, which clients do with IDs, and leaves it to a rule whether the text of
// a number is one.
func (c *call) toleratesType(message string) bool {
	return strings.HasPrefix(message, "must be a string, not the number") ||
		c.operation.ruled && (strings.HasPrefix(message, "must be an integer, not a string") || strings.HasPrefix(message, "must be a number, not a string"))
}
