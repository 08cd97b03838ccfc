package digitalocean_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/inference"
	"github.com/dosdk/digitalocean/internal/contract"
)

// apiClient is a client whose services are held to the facts.
type apiClient struct {
	prefix  string // of the names of its services, as in inference:Models
	sources string // the folder of its package
	make    func(http.RoundTripper) (any, error)
}

// apiClients has every client with services. One that is missing here leaves its operations uncovered.
var apiClients = []apiClient{
	{"", ".", func(transport http.RoundTripper) (any, error) {
		return digitalocean.New("dop_v1_contract", digitalocean.WithHTTPClient(&http.Client{Transport: transport}), digitalocean.WithLimiter(nil),
			digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1}))
	}},
	{"inference:", "inference", func(transport http.RoundTripper) (any, error) {
		return inference.New("sk-contract", digitalocean.WithHTTPClient(&http.Client{Transport: transport}),
			digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1}))
	}},
	{"inference:Agent", "inference", func(transport http.RoundTripper) (any, error) {
		return inference.NewAgent("https://contract.agents.do-ai.run", "agent-contract", digitalocean.WithHTTPClient(&http.Client{Transport: transport}),
			digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1}))
	}},
}

// apiMethod is a method of a service.
type apiMethod struct {
	service  string   // Droplets.Actions
	fields   []string // that lead from the client to the service
	name     string
	signs    reflect.Type // its type, without the receiver
	file     string       // where it is declared
	comments []commentedOperation
	sources  *goSources
}

// commentedOperation is an operation as the comment of a method names it.
type commentedOperation struct{ method, path, id string }

func (m *apiMethod) String() string { return m.service + "." + m.name }

// waits reports whether the method repeats another one until something has come about. Then its comment need not name an
// operation.
func (m *apiMethod) waits() bool {
	return len(m.comments) == 0 && (strings.HasPrefix(m.name, "Wait") || isSequence(m.signs.Out(0)))
}

// operation is the one that the comment names, or nil when there is no such operation.
func (m *apiMethod) operation() *contract.Operation {
	if len(m.comments) == 0 {
		return nil
	}
	return contract.ByID(m.comments[0].id)
}

// takesFunction reports whether the method works on what a function of the caller's gets, and so sends nothing of its own.
func (m *apiMethod) takesFunction() bool {
	for in := range m.signs.Ins() {
		if in.Kind() == reflect.Func {
			return true
		}
	}
	return false
}

// in returns the method of a client.
func (m *apiMethod) in(client any) reflect.Value {
	service := reflect.ValueOf(client)
	for _, field := range m.fields {
		service = service.Elem().FieldByName(field)
	}
	return service.MethodByName(m.name)
}

// apiMethods returns every exported method of every service of a client.
func apiMethods(client *apiClient, made any, sources *goSources) []*apiMethod {
	walk := methodWalk{client: client, sources: sources}
	walk.services(reflect.TypeOf(made), nil)
	return walk.methods
}

type methodWalk struct {
	client  *apiClient
	sources *goSources
	methods []*apiMethod
}

// services walks the services in the exported fields of a client or a service.
func (w *methodWalk) services(pointer reflect.Type, fields []string) {
	for i := range pointer.Elem().NumField() {
		field := pointer.Elem().Field(i)
		if !field.IsExported() || field.Type.Kind() != reflect.Pointer || !strings.HasSuffix(field.Type.Elem().Name(), "Service") {
			continue
		}
		path := append(slices.Clip(fields), field.Name)
		w.service(field.Type, path)
		w.services(field.Type, path)
	}
}

func (w *methodWalk) service(pointer reflect.Type, fields []string) {
	service := reflect.New(pointer.Elem())
	for i := range pointer.NumMethod() {
		name := pointer.Method(i).Name
		declared := w.sources.methods[pointer.Elem().Name()+"."+name]
		w.methods = append(w.methods, &apiMethod{
			service: w.client.prefix + strings.Join(fields, "."), fields: fields, name: name,
			signs: service.MethodByName(name).Type(), file: declared.file, comments: declared.operations,
			sources: w.sources,
		})
	}
}

// goSources is what reflection cannot see of a package.
type goSources struct {
	methods   map[string]declaredMethod // by receiver and name: DropletsService.Get
	constants map[string][]string       // the values of the constants of each string type
	types     map[string]string         // the file of each type
	copies    map[string]string         // the type that another has its fields from: type A B
	embeds    map[string]string         // the struct that another embeds
}

type declaredMethod struct {
	file       string
	operations []commentedOperation
}

func readSources(folder string) (*goSources, error) {
	s := &goSources{
		methods: map[string]declaredMethod{}, constants: map[string][]string{}, types: map[string]string{},
		copies: map[string]string{}, embeds: map[string]string{},
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		s.read(filepath.ToSlash(name), file)
	}
	return s, nil
}

func (s *goSources) read(name string, file *ast.File) {
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Recv != nil {
				s.methods[receiverName(decl)+"."+decl.Name.Name] = declaredMethod{name, commentedOperations(decl.Doc)}
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				s.readSpec(name, decl.Tok, spec)
			}
		}
	}
}

func receiverName(decl *ast.FuncDecl) string {
	receiver := decl.Recv.List[0].Type
	if pointer, ok := receiver.(*ast.StarExpr); ok {
		receiver = pointer.X
	}
	if generic, ok := receiver.(*ast.IndexExpr); ok {
		receiver = generic.X
	}
	return identifierOf(receiver)
}

func identifierOf(expr ast.Expr) string {
	if ident, ok := expr.(*ast.Ident); ok {
		return ident.Name
	}
	return ""
}

var operationLine = regexp.MustCompile(`(?m)^DigitalOcean: (\S+) (\S+) \((\S+)\)$`)

func commentedOperations(doc *ast.CommentGroup) []commentedOperation {
	var operations []commentedOperation
	for _, found := range operationLine.FindAllStringSubmatch(doc.Text(), -1) {
		operations = append(operations, commentedOperation{found[1], found[2], found[3]})
	}
	return operations
}

func (s *goSources) readSpec(file string, tok token.Token, spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		s.types[spec.Name.Name] = file
		if of := identifierOf(spec.Type); of != "" {
			s.copies[spec.Name.Name] = of
		}
		if fields, ok := spec.Type.(*ast.StructType); ok {
			s.readEmbedded(spec.Name.Name, fields.Fields)
		}
	case *ast.ValueSpec:
		if tok != token.CONST {
			return
		}
		for _, value := range spec.Values {
			s.readConstant(identifierOf(spec.Type), value)
		}
	}
}

func (s *goSources) readEmbedded(name string, fields *ast.FieldList) {
	for _, field := range fields.List {
		if embedded := identifierOf(field.Type); len(field.Names) == 0 && embedded != "" {
			s.embeds[name] = embedded
		}
	}
}

// readConstant reads the value of Name Type = "value" and of Name = Type("value").
func (s *goSources) readConstant(of string, value ast.Expr) {
	if conversion, ok := value.(*ast.CallExpr); ok && of == "" && len(conversion.Args) == 1 {
		of, value = identifierOf(conversion.Fun), conversion.Args[0]
	}
	literal, ok := value.(*ast.BasicLit)
	if !ok || of == "" || literal.Kind != token.STRING {
		return
	}
	if text, err := strconv.Unquote(literal.Value); err == nil {
		s.constants[of] = append(s.constants[of], text)
	}
}

// origin is the type whose fields a type has: B for type A B.
func (s *goSources) origin(name string) string {
	for range len(s.copies) {
		of, ok := s.copies[name]
		if _, declared := s.types[of]; !ok || !declared {
			return name
		}
		name = of
	}
	return name
}

var (
	contextType = reflect.TypeFor[context.Context]()
	errorType   = reflect.TypeFor[error]()
)
