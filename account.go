package digitalocean

import "context"

// AccountService reads the account that the token belongs to.
type AccountService struct{ client *Client }

// Get returns the account, with its limits and its state.
//
// DigitalOcean: GET /v2/account (account_get)
func (s *AccountService) Get(ctx context.Context, opts ...CallOption) (*Account, error) {
	return fetch[Account](ctx, s.client, get("/v2/account"), "account", opts)
}

// Account is a user's account or, with a team's token, the team's.
type Account struct {
	DropletLimit    int           `json:"droplet_limit"`     // Droplets that may exist at one time
	FloatingIPLimit int           `json:"floating_ip_limit"` // reserved IPs that may exist at one time, as the next says too
	ReservedIPLimit int           `json:"reserved_ip_limit,omitzero"`
	VolumeLimit     int           `json:"volume_limit,omitzero"` // volumes that may exist at one time; 0 where the API does not say
	Email           string        `json:"email"`
	Name            string        `json:"name"`
	UUID            string        `json:"uuid"`
	EmailVerified   bool          `json:"email_verified"`
	Status          AccountStatus `json:"status"`
	StatusMessage   string        `json:"status_message"` // more about the status; often empty
	Team            *AccountTeam  `json:"team,omitzero"`  // nil without a team
}

// AccountTeam is the team that a token acts for.
type AccountTeam struct {
	UUID string `json:"uuid"`
	Name string `json:"name"`
}

// AccountStatus is the state of an account.
type AccountStatus string

const (
	AccountActive  AccountStatus = "active"
	AccountWarning AccountStatus = "warning" // something is about to stop working, see the status message
	AccountLocked  AccountStatus = "locked"  // nothing can be created or changed
)
