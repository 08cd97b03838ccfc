package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const invoiceUUID = "22737513-0ea7-4206-8ceb-98a575af7681"

func TestBilling(t *testing.T) {
	addressed, err := time.Parse(time.RFC3339, "2026-09-03T16:34:46.000+00:00")
	require.NoError(t, err)
	for _, e := range []exchange{
		{
			name:   "Billing.GetBalance",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Billing.GetBalance(ctx) },
			method: "GET", path: "/v2/customers/my/balance",
			answer: `{"month_to_date_balance": "23.44", "account_balance": "-12.23", "month_to_date_usage": "35.670", "generated_at": "2026-07-09T15:01:12Z"}`,
			want: &digitalocean.Balance{
				MonthToDateBalance: "23.44", AccountBalance: "-12.23", MonthToDateUsage: "35.670", GeneratedAt: time.Date(2026, 7, 9, 15, 1, 12, 0, time.UTC),
			},
		},
		{
			name: "Billing.ListHistory",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Billing.ListHistory(&digitalocean.ListOptions{Page: 2, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/customers/my/billing_history", query: "page=2&per_page=5",
			answer: `{"billing_history": [{"description": "Invoice for May", "amount": "12.34", "invoice_id": "123", "invoice_uuid": "` + invoiceUUID + `",
				"date": "2026-06-01T08:44:38Z", "type": "Invoice"}, {"description": "Payment (MC 2018)", "amount": "-12.34", "type": "Payment"}],
				"links": {}, "meta": {}}`,
			want: []digitalocean.BillingHistoryEntry{
				{
					Description: "Invoice for May", Amount: "12.34", InvoiceID: "123", InvoiceUUID: invoiceUUID,
					Date: time.Date(2026, 6, 1, 8, 44, 38, 0, time.UTC), Type: digitalocean.BillingHistoryInvoice,
				},
				{Description: "Payment (MC 2018)", Amount: "-12.34", Type: digitalocean.BillingHistoryPayment},
			},
		},
		{
			name: "Billing.ListInsights",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Billing.ListInsights("do:team:12345678", "2026-01-01", "2026-01-31", &digitalocean.ListOptions{PerPage: 100}).Collect(ctx)
			},
			method: "GET", path: "/v2/billing/do:team:12345678/insights/2026-01-01/2026-01-31", query: "per_page=100",
			answer: `{"data_points": [{"usage_team_urn": "do:team:12345678", "start_date": "2026-01-15", "total_amount": "12.45", "region": "nyc3",
				"sku": "1-DO-DROP-0109", "description": "web-1 (c-2-4GiB)", "group_description": "prod"}], "total_items": 1, "total_pages": 1, "current_page": 1}`,
			want: []digitalocean.BillingDataPoint{{
				UsageTeamURN: "do:team:12345678", StartDate: "2026-01-15", TotalAmount: "12.45", Region: "nyc3", SKU: "1-DO-DROP-0109",
				Description: "web-1 (c-2-4GiB)", GroupDescription: "prod",
			}},
		},
		{
			name: "Billing.Invoices.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Billing.Invoices.List(&digitalocean.ListOptions{Page: 2}).Collect(ctx)
			},
			method: "GET", path: "/v2/customers/my/invoices", query: "page=2&per_page=200",
			answer: `{"invoices": [{"invoice_uuid": "` + invoiceUUID + `", "invoice_id": "12345678", "amount": "12.34", "invoice_period": "2026-01"}],
				"invoice_preview": {"invoice_uuid": "1afe95e6", "amount": "34.56", "invoice_period": "2026-02", "updated_at": "2026-02-23T06:31:50Z"},
				"links": {}, "meta": {"total": 201}}`,
			want: []digitalocean.Invoice{{InvoiceUUID: invoiceUUID, InvoiceID: "12345678", Amount: "12.34", InvoicePeriod: "2026-01"}},
		},
		{
			name: "Billing.Invoices.GetPreview",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Billing.Invoices.GetPreview(ctx)
			},
			method: "GET", path: "/v2/customers/my/invoices", query: "per_page=1",
			answer: `{"invoices": [], "invoice_preview": {"invoice_uuid": "1afe95e6", "invoice_id": "34567890", "amount": "34.56", "invoice_period": "2026-02",
				"updated_at": "2026-02-23T06:31:50Z"}, "links": {}, "meta": {"total": 0}}`,
			want: &digitalocean.Invoice{
				InvoiceUUID: "1afe95e6", InvoiceID: "34567890", Amount: "34.56", InvoicePeriod: "2026-02",
				UpdatedAt: time.Date(2026, 2, 23, 6, 31, 50, 0, time.UTC),
			},
		},
		{
			name: "Billing.Invoices.ListItems",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Billing.Invoices.ListItems(invoiceUUID, nil).Collect(ctx)
			},
			method: "GET", path: "/v2/customers/my/invoices/" + invoiceUUID, query: "per_page=200",
			answer: `{"invoice_items": [{"product": "Kubernetes Clusters", "resource_uuid": "711157cb", "resource_id": "2353624", "group_description": "my-doks",
				"description": "a56e086a", "amount": "12.34", "duration": "744", "duration_unit": "Hours", "start_time": "2026-01-01T00:00:00Z",
				"end_time": "2026-02-01T00:00:00Z", "project_name": "web"}], "links": {}, "meta": {"total": 1}}`,
			want: []digitalocean.InvoiceItem{{
				Product: "Kubernetes Clusters", ResourceUUID: "711157cb", ResourceID: "2353624", GroupDescription: "my-doks", Description: "a56e086a",
				Amount: "12.34", Duration: "744", DurationUnit: "Hours", StartTime: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
				EndTime: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), ProjectName: "web",
			}},
		},
		{
			name: "Billing.Invoices.GetSummary",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Billing.Invoices.GetSummary(ctx, invoiceUUID)
			},
			method: "GET", path: "/v2/customers/my/invoices/" + invoiceUUID + "/summary",
			answer: `{"invoice_uuid": "` + invoiceUUID + `", "invoice_id": "123456789", "billing_period": "2026-01", "amount": "27.13", "user_name": "Sammy Shark",
				"user_billing_address": {"address_line1": "101 Shark Row", "address_line2": "2nd floor", "city": "Atlantis", "region": "OC",
					"postal_code": "12345", "country_iso2_code": "US", "created_at": "2026-09-03T16:34:46.000+00:00", "updated_at": "2026-09-04T16:34:46Z"},
				"user_company": "Sharks", "user_email": "sammy@example.com",
				"product_charges": {"name": "Product usage charges", "amount": "12.34", "items": [{"amount": "10.00", "name": "Spaces", "count": "1"}]},
				"overages": {"name": "Overages", "amount": "3.45"}, "taxes": {"name": "Taxes", "amount": "4.56"},
				"credits_and_adjustments": {"name": "Credits", "amount": "-6.78"}}`,
			want: &digitalocean.InvoiceSummary{
				InvoiceUUID: invoiceUUID, InvoiceID: "123456789", BillingPeriod: "2026-01", Amount: "27.13", UserName: "Sammy Shark",
				UserBillingAddress: digitalocean.BillingAddress{
					AddressLine1: "101 Shark Row", AddressLine2: "2nd floor", City: "Atlantis", Region: "OC", PostalCode: "12345", CountryISO2Code: "US",
					CreatedAt: addressed, UpdatedAt: time.Date(2026, 9, 4, 16, 34, 46, 0, time.UTC),
				},
				UserCompany: "Sharks", UserEmail: "sammy@example.com",
				ProductCharges: digitalocean.InvoiceProductCharges{
					Name: "Product usage charges", Amount: "12.34", Items: []digitalocean.InvoiceProductChargeItem{{Amount: "10.00", Name: "Spaces", Count: "1"}},
				},
				Overages:              digitalocean.InvoiceCharge{Name: "Overages", Amount: "3.45"},
				Taxes:                 digitalocean.InvoiceCharge{Name: "Taxes", Amount: "4.56"},
				CreditsAndAdjustments: digitalocean.InvoiceCharge{Name: "Credits", Amount: "-6.78"},
			},
		},
		{
			name: "Billing.Invoices.DownloadCSV",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return readAll(c.Billing.Invoices.DownloadCSV(ctx, invoiceUUID))
			},
			method: "GET", path: "/v2/customers/my/invoices/" + invoiceUUID + "/csv",
			answer: "product,USD\nFloating IPs,$3.11\n", want: "product,USD\nFloating IPs,$3.11\n",
		},
		{
			name: "Billing.Invoices.DownloadPDF",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return readAll(c.Billing.Invoices.DownloadPDF(ctx, invoiceUUID))
			},
			method: "GET", path: "/v2/customers/my/invoices/" + invoiceUUID + "/pdf", answer: "%PDF-1.7\x00\xff", want: "%PDF-1.7\x00\xff",
		},
	} {
		t.Run(e.name, e.do)
	}
}

// readAll reads what was downloaded, and closes it.
func readAll(body io.ReadCloser, err error) (string, error) {
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(body)
	return string(text), errors.Join(err, body.Close())
}

func TestInvoiceDownloadsSayWhatTheyAccept(t *testing.T) {
	var accept []string
	client := serve(t, func(_ http.ResponseWriter, r *http.Request) { accept = append(accept, r.Header.Get("Accept")) })
	for _, download := range []func(context.Context, string, ...digitalocean.CallOption) (io.ReadCloser, error){
		client.Billing.Invoices.DownloadCSV, client.Billing.Invoices.DownloadPDF,
	} {
		_, err := readAll(download(t.Context(), invoiceUUID))
		require.NoError(t, err)
	}
	require.Equal(t, []string{"text/csv", "application/pdf"}, accept)
}

// The amounts are read as the documentation says: three times a tenth is exactly three tenths, as it is in no float.
func TestAmountsAreExact(t *testing.T) {
	client := answering(t, http.StatusOK, `{"month_to_date_balance": "0.30", "account_balance": "0.10", "month_to_date_usage": "0.20"}`)
	balance, err := client.Billing.GetBalance(t.Context())
	require.NoError(t, err)
	sum := new(big.Rat)
	for _, text := range []string{balance.AccountBalance, balance.MonthToDateUsage} {
		amount, ok := new(big.Rat).SetString(text)
		require.True(t, ok)
		sum.Add(sum, amount)
	}
	require.Equal(t, balance.MonthToDateBalance, sum.FloatString(2))
	require.Zero(t, sum.Cmp(big.NewRat(3, 10)))
}

// An amount that comes as a number is kept digit by digit.
func TestAmountsInNumbers(t *testing.T) {
	client := answering(t, http.StatusOK, `{"month_to_date_balance": 23.440, "account_balance": 90071992547409.93, "month_to_date_usage": "1"}`)
	balance, err := client.Billing.GetBalance(t.Context())
	require.NoError(t, err)
	require.Equal(t, &digitalocean.Balance{MonthToDateBalance: "23.440", AccountBalance: "90071992547409.93", MonthToDateUsage: "1"}, balance)
}

// insights serves as many data points as total, in pages that are counted and not linked.
type insights struct {
	total int
	stuck bool // whether each page is the first

	mu      sync.Mutex
	queries []string
}

func (s *insights) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.queries = append(s.queries, r.URL.RawQuery)
	s.mu.Unlock()
	page, perPage := number(r.URL.Query(), "page", 1), number(r.URL.Query(), "per_page", 20)
	if s.stuck {
		page = 1
	}
	var points []string
	for i := (page - 1) * perPage; i < min(page*perPage, s.total); i++ {
		points = append(points, fmt.Sprintf(`{"sku": "%d"}`, i))
	}
	fmt.Fprintf(w, `{"data_points": [%s], "total_items": %d, "total_pages": %d, "current_page": %d}`,
		strings.Join(points, ","), s.total, (s.total+perPage-1)/perPage, page)
}

func TestInsightsArePaged(t *testing.T) {
	list := func(c *digitalocean.Client) *digitalocean.Pager[digitalocean.BillingDataPoint] {
		return c.Billing.ListInsights("do:teamgroup:1", "2026-01-01", "2026-01-31", &digitalocean.ListOptions{PerPage: 10})
	}
	for _, total := range []int{0, 1, 10, 11, 45} {
		t.Run(strconv.Itoa(total), func(t *testing.T) {
			var want []string
			for i := range total {
				want = append(want, strconv.Itoa(i))
			}
			server := &insights{total: total}
			client := serve(t, server.ServeHTTP)
			collected, err := list(client).Collect(t.Context())
			require.NoError(t, err)
			var got []string
			for _, point := range collected {
				got = append(got, point.SKU)
			}
			require.Equal(t, want, got)
			require.Len(t, server.queries, max((total+9)/10, 1))

			got = nil
			for point, err := range list(client).All(t.Context()) {
				require.NoError(t, err)
				got = append(got, point.SKU)
			}
			require.Equal(t, want, got)

			n, err := list(client).Total(t.Context())
			require.NoError(t, err)
			require.Equal(t, total, n)
		})
	}
	t.Run("one page", func(t *testing.T) {
		page, err := list(serve(t, (&insights{total: 45}).ServeHTTP)).Page(t.Context(), 3)
		require.NoError(t, err)
		require.Equal(t, 3, page.Number)
		require.Equal(t, 45, page.Total)
		require.Len(t, page.Items, 10)
		require.Equal(t, "20", page.Items[0].SKU)
		require.Equal(t, digitalocean.PageLinks{First: "?page=1", Prev: "?page=2", Next: "?page=4", Last: "?page=5"}, page.Links.Pages)
	})
	t.Run("behind the last", func(t *testing.T) {
		page, err := list(serve(t, (&insights{total: 45}).ServeHTTP)).Page(t.Context(), 6)
		require.NoError(t, err)
		require.Empty(t, page.Items)
		require.Empty(t, page.Links.Pages.Next)
	})
	t.Run("a server that does not turn the page", func(t *testing.T) {
		server := &insights{total: 45, stuck: true}
		var err error
		for _, err = range list(serve(t, server.ServeHTTP)).All(t.Context()) {
			if err != nil {
				break
			}
		}
		require.ErrorContains(t, err, "run in a circle")
		require.Len(t, server.queries, 2)
	})
}

func TestInsightsWithoutAList(t *testing.T) {
	for _, body := range []string{`{}`, `{"data_points": null}`, `{"total_items": 3, "total_pages": 1}`, `{"data_points": {}}`, `{"message": "hello"}`} {
		_, err := answering(t, http.StatusOK, body).Billing.ListInsights("do:team:1", "2026-01-01", "2026-01-31", nil).Collect(t.Context())
		_, ok := errors.AsType[*digitalocean.DecodeError](err)
		require.True(t, ok, "%s: %v", body, err)
	}
	points, err := answering(t, http.StatusOK, `{"data_points": null, "total_items": 0}`).Billing.ListInsights("do:team:1", "2026-01-01", "2026-01-31", nil).Collect(t.Context())
	require.NoError(t, err)
	require.Empty(t, points)
}

func TestInsightsNeedTheirDays(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("something was sent") })
	_, err := client.Billing.ListInsights("do:team:1", "", "2026-01-31", nil).Collect(t.Context())
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
}

func TestBillingTypesInBothEncodings(t *testing.T) {
	for _, value := range []any{
		digitalocean.Balance{}, digitalocean.BillingHistoryEntry{}, digitalocean.BillingDataPoint{}, digitalocean.Invoice{}, digitalocean.InvoiceItem{},
		digitalocean.InvoiceSummary{}, digitalocean.InvoiceSummary{Taxes: digitalocean.InvoiceCharge{Amount: "1.00"}},
	} {
		texts := bothEncodings(t, value)
		require.Equal(t, texts["v1"], texts["v2"])
	}
}
