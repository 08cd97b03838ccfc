package digitaloceantest

import (
	"container/heap"
	"fmt"
	"time"
)

// durations says how long what a request starts takes in virtual time. [Duration] changes one of them, and
// [Immediate] all.
var durations = map[string]time.Duration{
	// actions of Droplets
	"create":               10 * time.Second,
	"destroy":              4 * time.Second,
	"power_on":             5 * time.Second,
	"power_off":            5 * time.Second,
	"power_cycle":          8 * time.Second,
	"shutdown":             8 * time.Second,
	"reboot":               8 * time.Second,
	"password_reset":       10 * time.Second,
	"enable_ipv6":          5 * time.Second,
	"enable_backups":       2 * time.Second,
	"disable_backups":      2 * time.Second,
	"change_backup_policy": 2 * time.Second,
	"restore":              60 * time.Second,
	"resize":               40 * time.Second,
	"rebuild":              40 * time.Second,
	"rename":               2 * time.Second,
	"change_kernel":        5 * time.Second,
	"snapshot":             30 * time.Second,

	// actions of images
	"convert":  5 * time.Second,
	"transfer": 90 * time.Second,

	// actions of volumes, and of reserved IPs
	"attach_volume": 5 * time.Second,
	"detach_volume": 5 * time.Second,
	"resize_volume": 5 * time.Second,
	"assign_ip":     5 * time.Second,
	"unassign_ip":   5 * time.Second,

	// what has no action
	"import":                            120 * time.Second, // a custom image: NEW for a quarter of it, then pending
	"certificate":                       45 * time.Second,  // until Let's Encrypt has issued it
	"destroy_with_associated_resources": 10 * time.Second,
	"batch":                             60 * time.Second,
	"firewall":                          5 * time.Second,   // until its Droplets have its rules
	"load_balancer":                     60 * time.Second,  // to create one
	"vpc_peering":                       20 * time.Second,  // to create one, and to delete one
	"vpc_nat_gateway":                   60 * time.Second,  // to create one, and to delete one
	"partner_attachment":                60 * time.Second,  // to create one, and to delete one
	"service_key":                       5 * time.Second,   // of a partner attachment
	"byoip_prefix":                      120 * time.Second, // to validate one, and to delete one
	"nfs_share":                         30 * time.Second,
	"nfs_access_point":                  10 * time.Second,
	"nfs_snapshot":                      20 * time.Second,
	"nfs_action":                        10 * time.Second,
	"autoscale_pool":                    5 * time.Second,  // until one that is deleted is gone, or a lost Droplet is replaced
	"uptime_check":                      60 * time.Second, // until the first result

	// GradientAI
	"agent":                60 * time.Second,  // until one is deployed
	"knowledge_base":       300 * time.Second, // until the database of one is there
	"indexing_job":         60 * time.Second,
	"custom_model":         120 * time.Second, // to import one
	"evaluation_run":       90 * time.Second,  // of an agent: queued, running and evaluating for a third of it each
	"model_evaluation_run": 90 * time.Second,  // the same; a tenth of it to cancel one

	"dedicated_inference":          300 * time.Second, // to create one, and to change one
	"dedicated_inference_deletion": 60 * time.Second,

	// Kubernetes
	"kubernetes_cluster":  240 * time.Second, // to create one
	"kubernetes_upgrade":  300 * time.Second,
	"kubernetes_deletion": 60 * time.Second,
	"kubernetes_node":     60 * time.Second, // until it runs, or is gone
	"clusterlint":         20 * time.Second,

	"garbage_collection": 120 * time.Second, // of a registry
	"deployment":         60 * time.Second,  // of an app
	"security_scan":      30 * time.Second,
	"add_on":             30 * time.Second, // until one is in use

	// databases
	"database":         240 * time.Second, // to create a cluster
	"database_change":  300 * time.Second, // to resize or migrate one
	"database_replica": 180 * time.Second,
	"online_migration": 300 * time.Second,
	"kafka_topic":      10 * time.Second,
	"vector_database":  120 * time.Second, // to create one, to resize one, and to restore a backup
}

// event is a change of state that is due at a virtual time.
type event struct {
	at    time.Time
	order int
	do    func(at time.Time)
}

// eventQueue is a heap: the next event first, and those due together in the order they were planned.
type eventQueue []event

func (q eventQueue) Len() int { return len(q) }

func (q eventQueue) Less(i, j int) bool {
	if !q[i].at.Equal(q[j].at) {
		return q[i].at.Before(q[j].at)
	}
	return q[i].order < q[j].order
}

func (q eventQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }

func (q *eventQueue) Push(e any) { *q = append(*q, e.(event)) }

func (q *eventQueue) Pop() any {
	last := len(*q) - 1
	e := (*q)[last]
	(*q)[last] = event{}
	*q = (*q)[:last]
	return e
}

// at plans a change. It happens when the state is next looked at, as if it had happened at its time.
func (s *Server) at(t time.Time, do func(at time.Time)) {
	s.planned++
	heap.Push(&s.events, event{at: t, order: s.planned, do: do})
}

// took returns how long a kind of work takes.
func (s *Server) took(kind string) time.Duration {
	if s.settings.immediate {
		return 0
	}
	if d, ok := s.settings.durations[kind]; ok {
		return d
	}
	return durations[kind]
}

// settle lets everything happen that is due by now.
func (s *Server) settle(now time.Time) {
	for len(s.events) > 0 && !s.events[0].at.After(now) {
		e := heap.Pop(&s.events).(event)
		e.do(e.at)
	}
}

// fails reports whether the work that starts now was told to fail by [Server.FailNext].
func (s *Server) fails(kind string) bool {
	if s.failing[kind] == 0 {
		return false
	}
	s.failing[kind]--
	return true
}

// checkKind keeps a test from passing because what it asked for can never happen.
func checkKind(kind string) {
	if _, ok := durations[kind]; !ok {
		panic(fmt.Sprintf("digitaloceantest: there is no work of the kind %q", kind))
	}
}

// FailNext makes the next work of a kind fail: the action ends as errored and changes nothing. The kind is
// the type of an action ("create", "resize", "snapshot", "transfer", "attach_volume", "assign_ip" ...), or one of
// the works that have no action: "import" (a custom image), "certificate" (one from Let's Encrypt), "firewall",
// "load_balancer", "vpc_peering", "vpc_nat_gateway", "partner_attachment", "byoip_prefix", "nfs_share",
// "nfs_snapshot", "nfs_access_point", "nfs_action", "uptime_check" (the target is down for two minutes),
// "destroy_with_associated_resources" (its first resource), "database", "database_change" and "database_replica" (each
// goes on for ever, as the API has no status for it), "online_migration", "kafka_topic", "vector_database",
// "kubernetes_cluster", "kubernetes_upgrade", "deployment" (of an app), "garbage_collection", "agent", "knowledge_base"
// (its database), "indexing_job", "custom_model", "evaluation_run", "model_evaluation_run", "dedicated_inference",
// "add_on", "security_scan" and "batch". A Droplet whose creation fails is gone, as is a VPC peering; a Droplet whose
// destruction fails stays; other resources get the status that the API has for it.
//
// It panics when there is no such kind.
func (s *Server) FailNext(kind string) {
	checkKind(kind)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failing[kind]++
	_ = s.journal.add(journalLine{Fail: kind}) // a failure ends the next change
}
