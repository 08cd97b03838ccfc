package digitalocean

import (
	"context"
	"log/slog"
	"time"
)

// callLogger hears of a client's attempts and retries. A client has one only where [WithLogger] gave it: so a program that logs
// nothing is linked without the handlers of log/slog, and the encoding/json that they need.
type callLogger interface {
	beginAttempt(ctx context.Context, call *call) (log func())
	logRetry(ctx context.Context, call *call)
}

// beginAttempt returns what logs an attempt when it has ended.
func (c *Client) beginAttempt(ctx context.Context, call *call) (log func()) {
	if c.logger == nil {
		return func() {}
	}
	return c.logger.beginAttempt(ctx, call)
}

func (c *Client) logRetry(ctx context.Context, call *call) {
	if c.logger != nil {
		c.logger.logRetry(ctx, call)
	}
}

// slogger logs to a [slog.Logger].
type slogger struct{ to *slog.Logger }

func (l slogger) beginAttempt(ctx context.Context, call *call) (log func()) {
	if !l.to.Enabled(ctx, slog.LevelDebug) {
		return func() {}
	}
	began := call.client.clock.Now()
	return func() { l.logAttempt(ctx, call, began) }
}

func (l slogger) logAttempt(ctx context.Context, call *call, began time.Time) {
	l.to.LogAttrs(ctx, slog.LevelDebug, "digitalocean request",
		slog.String("method", call.op.Method), slog.String("path", call.op.Path), slog.Int("attempt", call.attempts),
		slog.Int("status", call.answer.status), slog.String("request_id", printable(call.requestID())),
		slog.Duration("took", call.client.clock.Now().Sub(began)), slog.Int("rate_remaining", call.answer.rate.Remaining))
}

func (l slogger) logRetry(ctx context.Context, call *call) {
	if !l.to.Enabled(ctx, slog.LevelWarn) {
		return
	}
	attrs := []slog.Attr{
		slog.String("method", call.op.Method), slog.String("path", call.op.Path), slog.Int("attempt", call.attempts),
		slog.Int("status", call.answer.status), slog.Duration("wait", call.wait),
	}
	if call.failure != nil {
		attrs = append(attrs, slog.String("error", printable(call.client.redactText(call.failure.Error()))))
	}
	l.to.LogAttrs(ctx, slog.LevelWarn, "digitalocean retry", attrs...)
}
