package digitaloceantest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

func init() {
	handle("GET /v2/customers/my/invoices", listInvoices)
	handle("GET /v2/customers/my/invoices/{invoice_uuid}", listInvoiceItems)
	handle("GET /v2/customers/my/invoices/{invoice_uuid}/csv", getInvoiceCSV)
	handle("GET /v2/customers/my/invoices/{invoice_uuid}/pdf", getInvoicePDF)
	handle("GET /v2/customers/my/invoices/{invoice_uuid}/summary", getInvoiceSummary)
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
	if b.preview.uuid == c.arguments["invoice_uuid"] {
		return b.preview, nil
	}
	for _, one := range b.bills {
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
