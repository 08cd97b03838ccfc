//go:build unix

package digitaloceantest

import (
	"fmt"
	"net"
	"os"
	"syscall"
)

// heldPort is the port of a closed listener. The system refuses connections to it, and gives it to nobody else: a
// server of another test would get the requests that were to be refused.
type heldPort struct{ socket int }

// hold closes a listener and binds a socket to its port that does not listen.
func hold(listener net.Listener) (heldPort, error) {
	address, err := socketAddress(listener.(*net.TCPListener))
	if err != nil {
		return heldPort{}, err
	}
	family := syscall.AF_INET
	if _, ok := address.(*syscall.SockaddrInet6); ok {
		family = syscall.AF_INET6
	}
	syscall.ForkLock.RLock()
	socket, err := syscall.Socket(family, syscall.SOCK_STREAM, 0)
	if err == nil {
		syscall.CloseOnExec(socket)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return heldPort{}, os.NewSyscallError("socket", err)
	}
	held := heldPort{socket}
	_ = listener.Close()
	if err := held.bind(address, family); err != nil {
		held.release()
		return heldPort{}, err
	}
	return held, nil
}

func socketAddress(listener *net.TCPListener) (address syscall.Sockaddr, err error) {
	connection, err := listener.SyscallConn()
	if err != nil {
		return nil, err
	}
	failed := connection.Control(func(fd uintptr) { address, err = syscall.Getsockname(int(fd)) })
	if failed != nil {
		return nil, failed
	}
	return address, os.NewSyscallError("getsockname", err)
}

// bind takes the address beside the connections that were accepted there.
func (p heldPort) bind(address syscall.Sockaddr, family int) error {
	if err := syscall.SetsockoptInt(p.socket, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err != nil {
		return os.NewSyscallError("setsockopt", err)
	}
	if family == syscall.AF_INET6 { // "[::]" is both, for listeners of package net
		if err := syscall.SetsockoptInt(p.socket, syscall.IPPROTO_IPV6, syscall.IPV6_V6ONLY, 0); err != nil {
			return os.NewSyscallError("setsockopt", err)
		}
	}
	return os.NewSyscallError("bind", syscall.Bind(p.socket, address))
}

// listen opens the port again.
func (p heldPort) listen() (net.Listener, error) {
	if err := syscall.Listen(p.socket, syscall.SOMAXCONN); err != nil {
		return nil, os.NewSyscallError("listen", err)
	}
	file := os.NewFile(uintptr(p.socket), "port")
	defer func() { _ = file.Close() }() // the listener has a descriptor of its own
	listener, err := net.FileListener(file)
	if err != nil {
		return nil, fmt.Errorf("listening again: %w", err)
	}
	return listener, nil
}

// release gives the port up.
func (p heldPort) release() { _ = syscall.Close(p.socket) }
