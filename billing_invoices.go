package digitalocean

import (
	"context"
	"io"
	"time"
)

// BillingInvoicesService reads the account's invoices. [BillingService] says how to read the amounts.
type BillingInvoicesService struct{ client *Client }

// List lists the invoices. The one of the present month is not among them; GetPreview returns it.
//
// DigitalOcean: GET /v2/customers/my/invoices (invoices_list)
func (s *BillingInvoicesService) List(options *ListOptions, opts ...CallOption) *Pager[Invoice] {
	return list[Invoice](s.client, get("/v2/customers/my/invoices").with(options), "invoices", opts)
}

// GetPreview returns the invoice of the present month as it stands. Its UUID is good for the other methods too.
//
// DigitalOcean: GET /v2/customers/my/invoices (invoices_list)
func (s *BillingInvoicesService) GetPreview(ctx context.Context, opts ...CallOption) (*Invoice, error) {
	return fetch[Invoice](ctx, s.client, get("/v2/customers/my/invoices").with(&ListOptions{PerPage: 1}), "invoice_preview", opts)
}

// ListItems lists what an invoice charges for, resource by resource. It shows all of them, whatever the token may read.
//
// DigitalOcean: GET /v2/customers/my/invoices/{invoice_uuid} (invoices_get_byUUID)
func (s *BillingInvoicesService) ListItems(uuid string, options *ListOptions, opts ...CallOption) *Pager[InvoiceItem] {
	return list[InvoiceItem](s.client, get("/v2/customers/my/invoices/{invoice_uuid}", uuid).with(options), "invoice_items", opts)
}

// GetSummary returns the sums of an invoice, and to whom it is addressed.
//
// DigitalOcean: GET /v2/customers/my/invoices/{invoice_uuid}/summary (invoices_get_summaryByUUID)
func (s *BillingInvoicesService) GetSummary(ctx context.Context, uuid string, opts ...CallOption) (*InvoiceSummary, error) {
	return fetch[InvoiceSummary](ctx, s.client, get("/v2/customers/my/invoices/{invoice_uuid}/summary", uuid), "", opts)
}

// DownloadCSV returns an invoice as a table with a header, in CSV. The caller closes it. It arrives while it is read, and
// [WithMaxBody] does not bound it; a read fails that waits longer than [WithTimeout]. The Content-Disposition in the header
// of [WithResponse] has a name for the file.
//
// DigitalOcean: GET /v2/customers/my/invoices/{invoice_uuid}/csv (invoices_get_csvByUUID)
func (s *BillingInvoicesService) DownloadCSV(ctx context.Context, uuid string, opts ...CallOption) (io.ReadCloser, error) {
	return download(ctx, s.client, get("/v2/customers/my/invoices/{invoice_uuid}/csv", uuid).withHeader("Accept", "text/csv"), opts)
}

// DownloadPDF returns an invoice as a PDF. It is read like that of DownloadCSV.
//
// DigitalOcean: GET /v2/customers/my/invoices/{invoice_uuid}/pdf (invoices_get_pdfByUUID)
func (s *BillingInvoicesService) DownloadPDF(ctx context.Context, uuid string, opts ...CallOption) (io.ReadCloser, error) {
	return download(ctx, s.client, get("/v2/customers/my/invoices/{invoice_uuid}/pdf", uuid).withHeader("Accept", "application/pdf"), opts)
}

// Invoice is the invoice of a month.
type Invoice struct {
	InvoiceUUID   string    `json:"invoice_uuid"`
	InvoiceID     string    `json:"invoice_id,omitzero"` // the number printed on it; a preview may have none
	Amount        string    `json:"amount"`
	InvoicePeriod string    `json:"invoice_period"`      // the month, such as "2026-01"
	UpdatedAt     time.Time `json:"updated_at,omitzero"` // of a preview only
}

// InvoiceItem is what an invoice charges for one resource.
type InvoiceItem struct {
	Product          string    `json:"product"` // such as "Kubernetes Clusters"
	ResourceUUID     string    `json:"resource_uuid,omitzero"`
	ResourceID       string    `json:"resource_id,omitzero"`
	GroupDescription string    `json:"group_description"` // such as the name of a Kubernetes cluster; empty outside a group
	Description      string    `json:"description"`
	Amount           string    `json:"amount"`
	Duration         string    `json:"duration"`      // a number, such as "744"
	DurationUnit     string    `json:"duration_unit"` // what Duration counts, such as "Hours"
	StartTime        time.Time `json:"start_time,omitzero"`
	EndTime          time.Time `json:"end_time,omitzero"`
	ProjectName      string    `json:"project_name"`
}

// InvoiceSummary holds the sums of an invoice, and to whom it is addressed.
type InvoiceSummary struct {
	InvoiceUUID           string                `json:"invoice_uuid"`
	InvoiceID             string                `json:"invoice_id,omitzero"`
	BillingPeriod         string                `json:"billing_period"` // the month, such as "2026-01"
	Amount                string                `json:"amount"`         // the whole invoice; of a preview what was used so far
	UserName              string                `json:"user_name"`
	UserBillingAddress    BillingAddress        `json:"user_billing_address,omitzero"`
	UserCompany           string                `json:"user_company,omitzero"`
	UserEmail             string                `json:"user_email"`
	ProductCharges        InvoiceProductCharges `json:"product_charges,omitzero"`
	Overages              InvoiceCharge         `json:"overages,omitzero"`
	Taxes                 InvoiceCharge         `json:"taxes,omitzero"`
	CreditsAndAdjustments InvoiceCharge         `json:"credits_and_adjustments,omitzero"`
}

// BillingAddress is where an invoice is addressed to.
type BillingAddress struct {
	AddressLine1    string    `json:"address_line1"`
	AddressLine2    string    `json:"address_line2,omitzero"`
	City            string    `json:"city"`
	Region          string    `json:"region"` // state or province
	PostalCode      string    `json:"postal_code"`
	CountryISO2Code string    `json:"country_iso2_code"` // two letters, such as "US"
	CreatedAt       time.Time `json:"created_at,omitzero"`
	UpdatedAt       time.Time `json:"updated_at,omitzero"`
}

// InvoiceProductCharges is what an invoice charges for products, in all and by product.
type InvoiceProductCharges struct {
	Name   string                     `json:"name"`
	Amount string                     `json:"amount"`
	Items  []InvoiceProductChargeItem `json:"items,omitzero"`
}

// InvoiceProductChargeItem is what an invoice charges for a product.
type InvoiceProductChargeItem struct {
	Amount string `json:"amount"`
	Name   string `json:"name"`
	Count  string `json:"count"` // how often it is charged for, such as "3"
}

// InvoiceCharge is a sum on an invoice.
type InvoiceCharge struct {
	Name   string `json:"name"`
	Amount string `json:"amount"`
}
