package digitalocean

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
)

// webSocketHandshake makes a WebSocket (RFC 6455) of a connection.
type webSocketHandshake struct{ key string }

func newHandshake() *webSocketHandshake {
	var key [16]byte
	_, _ = rand.Read(key[:]) // it never fails
	return &webSocketHandshake{base64.StdEncoding.EncodeToString(key[:])}
}

// ask adds to a request what asks for a WebSocket. net/http then uses HTTP/1.1, which that needs.
func (h *webSocketHandshake) ask(header http.Header) {
	header.Set("Accept-Encoding", "identity") // for a host that answers with a plain stream
	header.Set("Connection", "Upgrade")
	header.Set("Upgrade", "websocket")
	header.Set("Sec-WebSocket-Version", "13")
	header.Set("Sec-WebSocket-Key", h.key)
}

// accept returns what comes over the WebSocket that a server has agreed to. The end of ctx ends it.
func (h *webSocketHandshake) accept(ctx context.Context, cancel context.CancelCauseFunc, resp *http.Response) (io.ReadCloser, error) {
	const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
	sum := sha1.Sum([]byte(h.key + magic))
	switch conn, ok := resp.Body.(io.ReadWriteCloser); {
	case !strings.EqualFold(resp.Header.Get("Upgrade"), "websocket") || resp.Header.Get("Sec-WebSocket-Accept") != base64.StdEncoding.EncodeToString(sum[:]):
		_ = resp.Body.Close()
		cancel(nil)
		return nil, errors.New("the host switches to another protocol than was asked for")
	case !ok:
		_ = resp.Body.Close()
		cancel(nil)
		return nil, errors.New("the transport does not hand over the connection of a WebSocket")
	default:
		ws := &webSocket{conn: conn, r: bufio.NewReader(conn), ctx: ctx, cancel: cancel}
		ws.detach = context.AfterFunc(ctx, func() { _ = conn.Close() })
		return ws, nil
	}
}

// webSocket reads the text of a log out of the messages that it comes in.
type webSocket struct {
	conn   io.ReadWriteCloser
	r      *bufio.Reader
	ctx    context.Context
	cancel context.CancelCauseFunc
	detach func() bool

	text string // of the latest message, as far as it has not been read
	err  error
}

const (
	maxMessage = 4 * maxLogLine // bytes; what is beyond is dropped
	maxControl = 125            // bytes
)

// The opcodes of control frames.
const (
	frameClose = 0x8
	framePing  = 0x9
	framePong  = 0xa
)

// Close implements [io.Closer].
func (ws *webSocket) Close() error {
	ws.detach()
	defer ws.cancel(nil)
	_ = ws.send(frameClose, []byte{0x03, 0xe8}) // 1000: in order
	return ws.conn.Close()
}

// Read implements [io.Reader]. It ends with [io.EOF] only where the server has closed the WebSocket in order.
func (ws *webSocket) Read(p []byte) (int, error) {
	for ws.text == "" && ws.err == nil {
		message, err := ws.message()
		ws.text, ws.err = messageText(message), err
		if err != nil && err != io.EOF {
			ws.err = causeOf(ws.ctx, err)
		}
	}
	if ws.text == "" {
		return 0, ws.err
	}
	n := copy(p, ws.text)
	ws.text = ws.text[n:]
	return n, nil
}

// messageText returns the part of the log that a message holds: a member data of an object, or a line.
func messageText(message []byte) string {
	var wrapped struct {
		Data *string `json:"data"`
	}
	switch err := json.Unmarshal(message, &wrapped); {
	case len(message) == 0:
		return ""
	case err == nil && wrapped.Data != nil:
		return *wrapped.Data
	}
	return strings.TrimSuffix(string(message), "\n") + "\n"
}

// message reads the next message, which can come in several frames with control frames between them.
func (ws *webSocket) message() ([]byte, error) {
	var message []byte
	for {
		frame, err := ws.header()
		if err != nil {
			return nil, err
		}
		if frame.opcode >= frameClose {
			if err := ws.control(frame); err != nil {
				return nil, err
			}
			continue
		}
		if message, err = ws.payload(message, frame.length); err != nil {
			return nil, err
		}
		if frame.isLast {
			return message, nil
		}
	}
}

// payload appends the payload of a frame to a message, as far as that may grow.
func (ws *webSocket) payload(message []byte, length uint64) ([]byte, error) {
	kept := min(length, uint64(maxMessage-len(message)))
	part := make([]byte, 0, min(kept, logBufferSize))
	for uint64(len(part)) < kept {
		at := len(part)
		part = append(part, make([]byte, min(kept-uint64(at), logBufferSize))...)
		if _, err := io.ReadFull(ws.r, part[at:]); err != nil {
			return nil, unexpected(err)
		}
	}
	for rest := length - kept; rest > 0; {
		n, err := ws.r.Discard(int(min(rest, 1<<20)))
		if err != nil {
			return nil, unexpected(err)
		}
		rest -= uint64(n)
	}
	return append(message, part...), nil
}

// webSocketFrame is what precedes the payload of a frame.
type webSocketFrame struct {
	isLast bool
	opcode byte
	length uint64
}

func (ws *webSocket) header() (webSocketFrame, error) {
	var b [8]byte
	if _, err := io.ReadFull(ws.r, b[:2]); err != nil {
		return webSocketFrame{}, unexpected(err)
	}
	h := webSocketFrame{isLast: b[0]&0x80 != 0, opcode: b[0] & 0x0f, length: uint64(b[1] & 0x7f)}
	if b[0]&0x70 != 0 || b[1]&0x80 != 0 || h.opcode >= frameClose && (!h.isLast || h.length > maxControl) {
		return h, errors.New("the host sends a frame that WebSockets do not have")
	}
	switch h.length {
	case 126:
		_, err := io.ReadFull(ws.r, b[:2])
		h.length = uint64(binary.BigEndian.Uint16(b[:2]))
		return h, unexpected(err)
	case 127:
		_, err := io.ReadFull(ws.r, b[:8])
		h.length = binary.BigEndian.Uint64(b[:8])
		return h, unexpected(err)
	}
	return h, nil
}

// control answers a control frame. A server that closes the WebSocket in order ends it with [io.EOF].
func (ws *webSocket) control(frame webSocketFrame) error {
	payload := make([]byte, frame.length)
	if _, err := io.ReadFull(ws.r, payload); err != nil {
		return unexpected(err)
	}
	switch frame.opcode {
	case framePing:
		return ws.send(framePong, payload)
	case frameClose:
		const inOrder = 1000
		if len(payload) < 2 {
			return io.EOF
		}
		if code := binary.BigEndian.Uint16(payload); code != inOrder {
			return fmt.Errorf("the host closes the WebSocket with the code %d", code)
		}
		return io.EOF
	}
	return nil
}

// send sends a control frame, masked as a client's have to be.
func (ws *webSocket) send(opcode byte, payload []byte) error {
	var mask [4]byte
	_, _ = rand.Read(mask[:])
	frame := append([]byte{0x80 | opcode, 0x80 | byte(len(payload))}, mask[:]...)
	for i, b := range payload {
		frame = append(frame, b^mask[i%len(mask)])
	}
	_, err := ws.conn.Write(frame)
	return err
}

// unexpected turns the end of a stream that ended within a frame, or without a word, into an error.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
