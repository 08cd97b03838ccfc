package digitalocean

import (
	"fmt"
	"io"
	"log/slog"
	"unique"
)

const redacted = "[redacted]"

// Secret is a credential: a private key, a password, a token shown once. It prints as "[redacted]" with every
// verb of package fmt and in log/slog, and never as itself, not even in a struct that hides it in an unexported field.
// It is marshalled to JSON as itself. Make one with [NewSecret]; Reveal reads it. Two of the same text are equal; the zero
// value is empty.
type Secret struct {
	text unique.Handle[string] // which package fmt sees as an address; zero for an empty one
}

// NewSecret returns a secret with the credential.
func NewSecret(credential string) Secret {
	if credential == "" {
		return Secret{}
	}
	return Secret{unique.Make(credential)}
}

// Reveal returns the credential.
func (s Secret) Reveal() string {
	if s.IsZero() {
		return ""
	}
	return s.text.Value()
}

// IsZero reports whether the credential is empty.
func (s Secret) IsZero() bool { return s == Secret{} }

// Equal reports whether both are the same credential.
func (s Secret) Equal(other Secret) bool { return s == other }

// MarshalText implements [encoding.TextMarshaler]: JSON has the credential.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.Reveal()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *Secret) UnmarshalText(credential []byte) error {
	*s = NewSecret(string(credential))
	return nil
}

// Format implements [fmt.Formatter]: no verb shows the credential.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer].
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }
