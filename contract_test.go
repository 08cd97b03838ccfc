package digitalocean_test

import (
	"context"
	"errors"
	"flag"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/internal/contract"
)

var (
	updatePending = flag.Bool("update-pending", false, "take the operations that a method reaches off internal/contract/pending.txt")
	updatePlaces  = flag.Bool("update-places", false, "correct the operations and types that methods reach in internal/contract/places.tsv")
)

// TestContract holds every method of every service to the facts of package contract.
//
// It finds the methods by reflection and their comments in the source. A method is called over a transport in memory, with
// arguments made from the facts, and what it sends says which operation it is for; its comment has to say the same. All
// methods of an operation are then looked at together, for one may send or return what another does not:
//
//   - the requests (contract_requests_test.go) with everything in them, with no more than what is required, with the zero
//     values and nulls that mean something;
//   - the answers (contract_answers_test.go) with everything in them, page by page for a list, then with little, with nulls,
//     and with what nobody expects; what was returned is encoded with both encoders, and decoded again;
//   - the Go types side by side with the schemas (contract_types_test.go): fields that the description does not have,
//     constants that are missing;
//   - which operations are reached, and where (contract_coverage_test.go).
//
// How the arguments are filled is in contract_arguments_test.go. A service that is added to a client is found by itself; a
// client with services of its own is added to apiClients. What does not hold is one line; what cannot hold is in
// contractExceptions, with the reason.
func TestContract(t *testing.T) {
	test := &contractTest{reached: map[string]*heldOperation{}, mentioned: map[string]bool{}}
	for i := range apiClients {
		require.NoError(t, test.hold(t.Context(), &apiClients[i]))
	}
	if *updatePending {
		require.NoError(t, test.takeOffPending())
	}
	test.checkCoverage()
	for _, line := range test.findings.unexcused(contractExceptions) {
		t.Error(line)
	}
	t.Logf("%d of %d operations are reached", len(test.reached), len(contract.Operations()))
}

// contractTest is one walk over all methods, and what it finds.
type contractTest struct {
	findings  contractFindings
	types     *typePairs                // of the client that is being walked
	reached   map[string]*heldOperation // by ID
	mentioned map[string]bool           // operations of methods with a contractFinding that leaves open whether they reach them
}

// heldOperation is an operation with the methods that reach it. What one of them does not send or return, another may.
type heldOperation struct {
	*contract.Operation
	methods []*heldMethod
	full    []filling // for each form of the body one that has everything
}

// heldMethod is a method whose operation is known, with what it takes to call it.
type heldMethod struct {
	*apiMethod
	caller *apiCaller
	filler *methodFiller
	usable []filling // those of the operation that the method can send, without those of other forms of a union
}

// hold holds the methods of a client to the facts.
func (t *contractTest) hold(ctx context.Context, client *apiClient) error {
	sources, err := readSources(client.sources)
	if err != nil {
		return err
	}
	caller, err := newCaller(client)
	if err != nil {
		return err
	}
	methods := apiMethods(client, caller.client, sources)
	if len(methods) == 0 {
		return errors.New("the client has no services")
	}
	t.types = newTypePairs(sources)
	ofClient := t.findOperations(ctx, caller, methods)
	for _, id := range slices.Sorted(maps.Keys(ofClient)) {
		t.checkRequests(ctx, ofClient[id])
		t.checkAnswers(ctx, ofClient[id])
	}
	t.types.report(&t.findings)
	return t.checkPlaces(ofClient)
}

// findOperations returns the operations that methods reach.
func (t *contractTest) findOperations(ctx context.Context, caller *apiCaller, methods []*apiMethod) map[string]*heldOperation {
	found := map[string]*heldOperation{}
	for _, m := range methods {
		held := &heldMethod{apiMethod: m, caller: caller, filler: newFiller(m)}
		if m.waits() {
			if !m.takesFunction() {
				t.checkWaiter(ctx, held)
			}
			continue
		}
		op := t.findOperation(ctx, held)
		if op == nil {
			continue
		}
		if found[op.ID] == nil {
			found[op.ID] = &heldOperation{Operation: op, full: fillings(op, contract.Full)}
		}
		found[op.ID].methods = append(found[op.ID].methods, held)
		if request := held.filler.request(); request != nil && op.Body().JSON() != nil {
			t.types.pair(m, request, contract.Sent, op.Body().JSON())
		}
	}
	maps.Copy(t.reached, found)
	return found
}
