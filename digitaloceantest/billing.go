package digitaloceantest

import (
	"fmt"
	"net/http"
	"time"
)

// bill is an invoice, or the preview of the next one. Amounts are in cents.
type bill struct {
	id, uuid string
	month    time.Time // its first day
	items    []billItem
}

type billItem struct {
	product, description string
	hours                int
	cents                int64
}

// billing is the same for every account, whatever it has: three months and what was used since.
type billing struct {
	bills   []*bill // newest first
	preview *bill
}

var bills = stateful(func(s *Server) *billing {
	start, ids := s.settings.start.UTC(), newIdentity(s.settings.seed)
	month := time.Date(start.Year(), start.Month(), 1, 0, 0, 0, 0, time.UTC)
	b := &billing{preview: newBill(ids, month, 1)}
	for ago := 1; ago <= 3; ago++ {
		b.bills = append(b.bills, newBill(ids, month.AddDate(0, -ago, 0), 4-ago))
	}
	return b
})

const (
	accountBalance = 1223 // cents
	taxPercent     = 6
)

func init() {
	handle("GET /v2/customers/my/balance", getBalance)
	handle("GET /v2/customers/my/billing_history", listBillingHistory)
	handle("GET /v2/billing/{account_urn}/insights/{start_date}/{end_date}", listInsights)
}

func newBill(ids *identity, month time.Time, droplets int) *bill {
	period := month.Format("2006-01")
	b := &bill{uuid: ids.uuid("invoice " + period), id: key(ids.number("invoice " + period)), month: month}
	hours := int(month.AddDate(0, 1, 0).Sub(month) / time.Hour)
	for n := range droplets {
		b.items = append(b.items, billItem{"Droplets", fmt.Sprintf("web-%d (s-1vcpu-1gb)", n+1), hours, 600})
	}
	b.items = append(b.items, billItem{"Spaces Subscription", "Spaces (nyc3)", hours, 500})
	b.items = append(b.items, billItem{"Taxes", "STATE SALES TAX", 0, b.total() * taxPercent / 100})
	return b
}

func (b *bill) total() int64 {
	var cents int64
	for _, item := range b.items {
		cents += item.cents
	}
	return cents
}

func (b *bill) period() string { return b.month.Format("2006-01") }

func (b *bill) end() time.Time { return b.month.AddDate(0, 1, 0) }

// dollars writes cents as the API does, as in "12.34".
func dollars(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100)
}

func getBalance(c *call) (reply, error) {
	usage := bills.of(c.Server).preview.total()
	return bare(http.StatusOK, newObject(
		"month_to_date_balance", dollars(accountBalance+usage),
		"account_balance", dollars(accountBalance),
		"month_to_date_usage", dollars(usage),
		"generated_at", c.now,
	))
}

// listBillingHistory has an invoice and its payment for each month.
func listBillingHistory(c *call) (reply, error) {
	history := []*object{}
	for _, b := range bills.of(c.Server).bills {
		history = append(history,
			newObject(
				"description", "Payment (MC 2018)",
				"amount", dollars(-b.total()),
				"date", b.end().Add(26*time.Hour),
				"type", "Payment",
			),
			newObject(
				"description", "Invoice for "+b.month.Format("January 2006"),
				"amount", dollars(b.total()),
				"invoice_id", b.id,
				"invoice_uuid", b.uuid,
				"date", b.end().Add(2*time.Hour),
				"type", "Invoice",
			))
	}
	return c.page("billing_history", history)
}

// listInsights has what a Droplet and a Space cost on each day.
func listInsights(c *call) (reply, error) {
	w, err := c.window()
	if err != nil {
		return reply{}, err
	}
	team := c.arguments["account_urn"]
	if !urnForm.MatchString(team) {
		return reply{}, notFound()
	}
	from, errFrom := time.Parse(time.DateOnly, c.arguments["start_date"])
	to, errTo := time.Parse(time.DateOnly, c.arguments["end_date"])
	if errFrom != nil || errTo != nil || to.Before(from) {
		return reply{}, badRequest("start_date and end_date must be dates, as in 2026-01-31, the earlier one first")
	}
	points := []*object{}
	point := func(day time.Time, cents int64, sku, description string) *object {
		return newObject(
			"usage_team_urn", team,
			"start_date", day.Format(time.DateOnly),
			"total_amount", dollars(cents),
			"region", "nyc3",
			"sku", sku,
			"description", description,
			"group_description", "",
		)
	}
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		points = append(points,
			point(day, 20, "1-DO-DROP-0109", "web-1 (s-1vcpu-1gb)"),
			point(day, 17, "1-SP-SUBS-0001", "Spaces (nyc3)"))
	}
	first, last := w.bounds(len(points))
	return bare(http.StatusOK, newObject(
		"data_points", points[first:last],
		"total_items", len(points),
		"total_pages", w.last(len(points)),
		"current_page", w.page,
	))
}
