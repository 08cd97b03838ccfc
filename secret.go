package digitalocean

import (
	"fmt"
	"io"
	"log/slog"
)

const redacted = "[redacted]"

// Secret is a credential: a private key, a password, a token shown once. It prints as "[redacted]" with every
// verb of package fmt and in log/slog, and is marshalled to JSON as itself. Reveal reads it.
type Secret string

// Reveal returns the credential.
func (s Secret) Reveal() string { return string(s) }

// Format implements [fmt.Formatter]: no verb shows the credential.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer].
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }
