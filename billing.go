package digitalocean

import (
	"context"
	"errors"
	"time"
)

// BillingService reads what the account owes and what it paid. Invoices has the invoices.
//
// Amounts of money are decimal numbers of US dollars in strings, such as "12.34", as the API sends them: a float would
// round them. [math/big.Rat] reads one exactly:
//
//	amount, ok := new(big.Rat).SetString(balance.AccountBalance)
type BillingService struct {
	Invoices *BillingInvoicesService

	client *Client
}

// GetBalance returns what the account owes at present.
//
// DigitalOcean: GET /v2/customers/my/balance (balance_get)
func (s *BillingService) GetBalance(ctx context.Context, opts ...CallOption) (*Balance, error) {
	return fetch[Balance](ctx, s.client, get("/v2/customers/my/balance"), "", opts)
}

// ListHistory lists the invoices, payments and credits of the account.
//
// DigitalOcean: GET /v2/customers/my/billing_history (billingHistory_list)
func (s *BillingService) ListHistory(options *ListOptions, opts ...CallOption) *Pager[BillingHistoryEntry] {
	return list[BillingHistoryEntry](s.client, get("/v2/customers/my/billing_history").with(options), "billing_history", opts)
}

// ListInsights lists what each resource cost on each day, as the nightly estimates have it; their sum is not the month's
// invoice. The account is a team ([TeamURN]) or an organization ([OrganizationURN]). The days are in the form of
// [time.DateOnly], and at most 31 days apart.
//
// DigitalOcean: GET /v2/billing/{account_urn}/insights/{start_date}/{end_date} (billingInsights_list)
func (s *BillingService) ListInsights(accountURN, startDate, endDate string, options *ListOptions, opts ...CallOption) *Pager[BillingDataPoint] {
	return listWith(s.client, get("/v2/billing/{account_urn}/insights/{start_date}/{end_date}", accountURN, startDate, endDate).with(options), decodeInsights, opts)
}

// decodeInsights decodes a page that is counted and not linked.
func decodeInsights(body []byte, page *Page[BillingDataPoint]) error {
	var answer struct {
		DataPoints  []BillingDataPoint `json:"data_points"`
		TotalItems  *int               `json:"total_items"`
		TotalPages  int                `json:"total_pages"`
		CurrentPage int                `json:"current_page"`
	}
	if err := decodeOne(body, "", &answer); err != nil {
		return err
	}
	page.Total = listMeta{Total: answer.TotalItems}.total()
	if answer.DataPoints == nil && page.Total != 0 {
		return errors.New(`the body has no "data_points"`)
	}
	page.Items, page.Links.Pages = answer.DataPoints, countedLinks(answer.CurrentPage, answer.TotalPages)
	return nil
}

// Balance is what the account owes. A negative amount is a credit.
type Balance struct {
	MonthToDateBalance string    `json:"month_to_date_balance"` // AccountBalance and MonthToDateUsage together
	AccountBalance     string    `json:"account_balance"`       // without what was used since the latest invoice
	MonthToDateUsage   string    `json:"month_to_date_usage"`   // what was used since the latest invoice
	GeneratedAt        time.Time `json:"generated_at,omitzero"`
}

// BillingHistoryEntry is an invoice, a payment or another change of the account's balance.
type BillingHistoryEntry struct {
	Description string             `json:"description"`
	Amount      string             `json:"amount"`                // negative for what lowers the balance, such as a payment
	InvoiceID   string             `json:"invoice_id,omitzero"`   // of an invoice
	InvoiceUUID string             `json:"invoice_uuid,omitzero"` // of an invoice; what the methods of Invoices take
	Date        time.Time          `json:"date,omitzero"`
	Type        BillingHistoryType `json:"type"`
}

// BillingDataPoint is what a resource cost on a day.
type BillingDataPoint struct {
	UsageTeamURN     string `json:"usage_team_urn"` // the team that used it
	StartDate        string `json:"start_date"`     // in the form of [time.DateOnly]
	TotalAmount      string `json:"total_amount"`
	Region           string `json:"region"`
	SKU              string `json:"sku"`
	Description      string `json:"description"`
	GroupDescription string `json:"group_description"` // such as the name of a Kubernetes cluster; empty outside a group
}

// BillingHistoryType is what changed the account's balance.
type BillingHistoryType string

const (
	BillingHistoryACHFailure       BillingHistoryType = "ACHFailure" // a payment by bank transfer failed
	BillingHistoryAdjustment       BillingHistoryType = "Adjustment"
	BillingHistoryAttemptFailed    BillingHistoryType = "AttemptFailed"
	BillingHistoryChargeback       BillingHistoryType = "Chargeback"
	BillingHistoryCredit           BillingHistoryType = "Credit"
	BillingHistoryCreditExpiration BillingHistoryType = "CreditExpiration"
	BillingHistoryInvoice          BillingHistoryType = "Invoice"
	BillingHistoryPayment          BillingHistoryType = "Payment"
	BillingHistoryRefund           BillingHistoryType = "Refund"
	BillingHistoryReversal         BillingHistoryType = "Reversal"
)
