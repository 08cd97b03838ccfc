//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package digitaloceantest

import (
	"os"
	"syscall"
)

// lockFile makes sure that one server at a time writes a journal. The system unlocks it with the process.
func lockFile(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// syncDirectory makes a rename last.
func syncDirectory(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
