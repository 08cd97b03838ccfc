package digitalocean

import "context"

// GradientAIOAuth2Service gets access to the accounts at other services that data sources are in.
type GradientAIOAuth2Service struct{ client *Client }

// GetURL returns the address at which the owner of an account lets GradientAI read it. It then sends the browser on to the
// redirect URL, with a code for CreateDropboxTokens.
//
// DigitalOcean: GET /v2/gen-ai/oauth2/url (genai_get_oauth2_url)
func (s *GradientAIOAuth2Service) GetURL(ctx context.Context, options *OAuth2GetURLOptions, opts ...CallOption) (string, error) {
	return fetchValue[string](ctx, s.client, get("/v2/gen-ai/oauth2/url").with(options), "url", opts)
}

// CreateDropboxTokens exchanges a code for tokens. The refresh token is what a [DropboxDataSource] needs.
//
// DigitalOcean: POST /v2/gen-ai/oauth2/dropbox/tokens (genai_create_oauth2_dropbox_tokens)
func (s *GradientAIOAuth2Service) CreateDropboxTokens(ctx context.Context, request *DropboxOAuth2TokensCreateRequest, opts ...CallOption) (*DropboxOAuth2Tokens, error) {
	return fetch[DropboxOAuth2Tokens](ctx, s.client, post("/v2/gen-ai/oauth2/dropbox/tokens").sending(request), "", opts)
}

// OAuth2GetURLOptions name the service, and where the browser goes afterwards. Both are needed.
type OAuth2GetURLOptions struct {
	Type        string `url:"type,omitempty"` // "google" or "dropbox"
	RedirectURL string `url:"redirect_url,omitempty"`
}

// DropboxOAuth2TokensCreateRequest holds the code that the browser came back with.
type DropboxOAuth2TokensCreateRequest struct {
	Code        Secret `json:"code,omitzero"`
	RedirectURL string `json:"redirect_url,omitzero"` // the one that GetURL got
}

// DropboxOAuth2Tokens let their bearer read an account at Dropbox.
type DropboxOAuth2Tokens struct {
	Token        Secret `json:"token"`
	RefreshToken Secret `json:"refresh_token"`
}
