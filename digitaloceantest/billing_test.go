package digitaloceantest_test

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func startInMarch(t *testing.T) api {
	return start(t, digitaloceantest.StartTime(time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)))
}

// cents reads an amount of money.
func cents(t *testing.T, amount any) int64 {
	t.Helper()
	n, err := strconv.ParseInt(strings.Replace(strings.TrimPrefix(amount.(string), "$"), ".", "", 1), 10, 64)
	require.NoError(t, err)
	return n
}

func TestInvoices(t *testing.T) {
	a := startInMarch(t)
	body := a.get("/v2/customers/my/invoices")
	require.Equal(t, []any{"2026-02", "2026-01", "2025-12"}, column(body["invoices"], "invoice_period"))
	require.Equal(t, "2026-03", body["invoice_preview"].(object)["invoice_period"])
	require.Len(t, a.get("/v2/customers/my/invoices?per_page=2&page=2")["invoices"], 1)
	for _, invoice := range append(body["invoices"].([]any), body["invoice_preview"]) {
		path := "/v2/customers/my/invoices/" + invoice.(object)["invoice_uuid"].(string)
		total := cents(t, invoice.(object)["amount"])
		var sum int64
		for _, item := range a.get(path)["invoice_items"].([]any) {
			sum += cents(t, item.(object)["amount"])
		}
		require.Equal(t, total, sum)

		summary := a.get(path + "/summary")
		require.Equal(t, []any{invoice.(object)["amount"], invoice.(object)["invoice_id"]}, []any{summary["amount"], summary["invoice_id"]})
		require.Equal(t, total, cents(t, summary["product_charges"].(object)["amount"])+cents(t, summary["taxes"].(object)["amount"]))

		lines, err := csv.NewReader(strings.NewReader(a.do("GET", path+"/csv", nil).raw)).ReadAll()
		require.NoError(t, err)
		sum = 0
		for _, line := range lines[1:] {
			sum += cents(t, line[6])
		}
		require.Equal(t, total, sum)
	}
	require.Equal(t, body, startInMarch(t).get("/v2/customers/my/invoices"), "the same for every account")
	for _, end := range []string{"", "/csv", "/pdf", "/summary"} {
		a.gone("/v2/customers/my/invoices/none" + end)
	}
}

func TestInvoiceFiles(t *testing.T) {
	a := startInMarch(t)
	path := "/v2/customers/my/invoices/" + a.get("/v2/customers/my/invoices")["invoices"].([]any)[0].(object)["invoice_uuid"].(string)
	file := a.do("GET", path+"/csv", nil)
	require.Equal(t, "text/csv", file.header.Get("Content-Type"))
	require.Regexp(t, `^attachment; filename="DigitalOcean Invoice 2026 Feb \(\d+\)\.csv"$`, file.header.Get("Content-Disposition"))
	require.Equal(t, "product,group_description,description,hours,start,end,USD,project_name,category", strings.SplitN(file.raw, "\n", 2)[0])
	file = a.do("GET", path+"/pdf", nil)
	require.Equal(t, "application/pdf", file.header.Get("Content-Type"))
	require.Equal(t, "%PDF-1.4", file.raw[:8])
	var at int
	_, err := fmt.Sscanf(file.raw[strings.Index(file.raw, "startxref"):], "startxref\n%d", &at)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(file.raw[at:], "xref\n"), "the table of the file is where the file says")
}

func TestBalanceAndHistory(t *testing.T) {
	a := startInMarch(t)
	balance := a.get("/v2/customers/my/balance")
	require.Equal(t, cents(t, balance["month_to_date_balance"]), cents(t, balance["account_balance"])+cents(t, balance["month_to_date_usage"]))
	require.Equal(t, "2026-03-10T12:00:00Z", balance["generated_at"])
	preview := a.get("/v2/customers/my/invoices")["invoice_preview"].(object)
	require.Equal(t, preview["amount"], balance["month_to_date_usage"])

	history := a.get("/v2/customers/my/billing_history")["billing_history"].([]any)
	require.Equal(t, []any{"Payment", "Invoice"}, column(history[:2], "type"))
	invoice := a.get("/v2/customers/my/invoices")["invoices"].([]any)[0].(object)
	require.Equal(t, []any{invoice["amount"], invoice["invoice_uuid"], "-" + invoice["amount"].(string)}, []any{
		history[1].(object)["amount"], history[1].(object)["invoice_uuid"], history[0].(object)["amount"],
	})
	require.Len(t, a.get("/v2/customers/my/billing_history?per_page=4&page=2")["billing_history"], 2)
}

func TestBillingInsights(t *testing.T) {
	a := startInMarch(t)
	const team = "/v2/billing/do:team:12345678-1234-1234-1234-123456789012/insights/"
	body := a.get(team + "2026-02-27/2026-03-02?per_page=3&page=2")
	require.Equal(t, []any{"2026-02-28", "2026-03-01", "2026-03-01"}, column(body["data_points"], "start_date"))
	require.Equal(t, []any{8.0, 3.0, 2.0}, []any{body["total_items"], body["total_pages"], body["current_page"]})
	require.NotContains(t, body, "links")
	for _, dates := range []string{"2026-02-30/2026-03-02", "2026-03-02/2026-03-01", "x/y"} {
		require.Equal(t, 400, a.do("GET", team+dates, nil).status, dates)
	}
	a.gone("/v2/billing/me/insights/2026-03-01/2026-03-02")
}
