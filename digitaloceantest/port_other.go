//go:build !unix

package digitaloceantest

import (
	"net"
	"time"
)

// heldPort is the address of a closed listener. Here the system may give its port to somebody else meanwhile.
type heldPort struct{ address string }

// hold closes a listener.
func hold(listener net.Listener) (heldPort, error) {
	return heldPort{listener.Addr().String()}, listener.Close()
}

// listen opens the port again, once nobody else has it.
func (p heldPort) listen() (net.Listener, error) {
	for attempt := 0; ; attempt++ {
		listener, err := net.Listen("tcp", p.address)
		if err == nil || attempt == 1000 {
			return listener, err
		}
		time.Sleep(time.Millisecond)
	}
}

func (heldPort) release() {}
