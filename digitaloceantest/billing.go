package digitaloceantest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"strings"
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
	handle("GET /v2/customers/my/invoices", listInvoices)
	handle("GET /v2/customers/my/invoices/{invoice_uuid}", listInvoiceItems)
	handle("GET /v2/customers/my/invoices/{invoice_uuid}/csv", getInvoiceCSV)
	handle("GET /v2/customers/my/invoices/{invoice_uuid}/pdf", getInvoicePDF)
	handle("GET /v2/customers/my/invoices/{invoice_uuid}/summary", getInvoiceSummary)
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

func (b *bill) show() *object {
	return newObject(
		"invoice_uuid", b.uuid,
		"invoice_id", b.id,
		"amount", dollars(b.total()),
		"invoice_period", b.period(),
		"updated_at", b.end(),
	)
}

func listInvoices(c *call) (reply, error) {
	w, err := c.window()
	if err != nil {
		return reply{}, err
	}
	invoices := []*object{}
	for _, b := range bills.of(c.Server).bills {
		invoices = append(invoices, b.show())
	}
	from, to := w.bounds(len(invoices))
	preview := bills.of(c.Server).preview.show()
	preview.set("updated_at", c.now)
	return c.paged(newObject("invoices", invoices[from:to], "invoice_preview", preview), w, len(invoices))
}

// bill returns the invoice that the path names, which may be the preview.
func (c *call) bill() (*bill, error) {
	b := bills.of(c.Server)
	for _, one := range append(b.bills[:len(b.bills):len(b.bills)], b.preview) {
		if one.uuid == c.arguments["invoice_uuid"] {
			return one, nil
		}
	}
	return nil, notFound()
}

func listInvoiceItems(c *call) (reply, error) {
	b, err := c.bill()
	if err != nil {
		return reply{}, err
	}
	items := []*object{}
	for i, item := range b.items {
		items = append(items, newObject(
			"product", item.product,
			"resource_uuid", "",
			"resource_id", key(int64(2353624+i)),
			"group_description", "",
			"description", item.description,
			"amount", dollars(item.cents),
			"duration", strconv.Itoa(item.hours),
			"duration_unit", "Hours",
			"start_time", b.month,
			"end_time", b.end(),
			"project_name", "first-project",
		))
	}
	return c.page("invoice_items", items)
}

func (b *bill) file(kind, mediaType string, body []byte) (reply, error) {
	header := http.Header{
		"Content-Type":        {mediaType},
		"Content-Disposition": {fmt.Sprintf(`attachment; filename="DigitalOcean Invoice %s (%s).%s"`, b.month.Format("2006 Jan"), b.id, kind)},
	}
	return reply{status: http.StatusOK, header: header, body: body}, nil
}

func getInvoiceCSV(c *call) (reply, error) {
	b, err := c.bill()
	if err != nil {
		return reply{}, err
	}
	const form = "2006-01-02 15:04:05 -0700"
	lines := [][]string{{"product", "group_description", "description", "hours", "start", "end", "USD", "project_name", "category"}}
	for _, item := range b.items {
		lines = append(lines, []string{
			item.product, "", item.description, strconv.Itoa(item.hours), b.month.Format(form), b.end().Format(form),
			"$" + dollars(item.cents), "first-project", "iaas",
		})
	}
	var body bytes.Buffer
	if err := csv.NewWriter(&body).WriteAll(lines); err != nil {
		return reply{}, err
	}
	return b.file("csv", "text/csv", body.Bytes())
}

func getInvoicePDF(c *call) (reply, error) {
	b, err := c.bill()
	if err != nil {
		return reply{}, err
	}
	return b.file("pdf", "application/pdf", pdfPage(fmt.Sprintf("Invoice %s for %s: $%s", b.id, b.period(), dollars(b.total()))))
}

// pdfPage is a document of one page with one line of plain text on it.
func pdfPage(line string) []byte {
	text := fmt.Sprintf("BT /F1 12 Tf 72 720 Td (%s) Tj ET", strings.NewReplacer("(", `\(`, ")", `\)`).Replace(line))
	parts := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(text), text),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var file, table bytes.Buffer
	file.WriteString("%PDF-1.4\n")
	for i, part := range parts {
		fmt.Fprintf(&table, "%010d 00000 n \n", file.Len())
		fmt.Fprintf(&file, "%d 0 obj\n%s\nendobj\n", i+1, part)
	}
	at := file.Len()
	fmt.Fprintf(&file, "xref\n0 %d\n0000000000 65535 f \n%s", len(parts)+1, table.String())
	fmt.Fprintf(&file, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(parts)+1, at)
	return file.Bytes()
}

func getInvoiceSummary(c *call) (reply, error) {
	b, err := c.bill()
	if err != nil {
		return reply{}, err
	}
	var taxes int64
	charges := []*object{}
	for _, item := range b.items {
		if item.product == "Taxes" {
			taxes += item.cents
			continue
		}
		charges = append(charges, newObject("amount", dollars(item.cents), "name", item.product, "count", "1"))
	}
	charge := func(name string, cents int64) *object { return newObject("name", name, "amount", dollars(cents)) }
	products := charge("Product usage charges", b.total()-taxes)
	products.set("items", charges)
	since := b.month.AddDate(-1, 0, 0)
	return bare(http.StatusOK, newObject(
		"invoice_uuid", b.uuid,
		"invoice_id", b.id,
		"billing_period", b.period(),
		"amount", dollars(b.total()),
		"user_name", accountName,
		"user_billing_address", newObject(
			"address_line1", "101 Shark Row",
			"address_line2", "",
			"city", "Atlantis",
			"region", "OC",
			"postal_code", "12345",
			"country_iso2_code", "US",
			"created_at", since,
			"updated_at", since,
		),
		"user_company", "Sharks Ltd",
		"user_email", accountEmail,
		"product_charges", products,
		"overages", charge("Overages", 0),
		"taxes", charge("Taxes", taxes),
		"credits_and_adjustments", charge("Credits & adjustments", 0),
	))
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
