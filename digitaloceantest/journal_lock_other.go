//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package digitaloceantest

import "os"

func lockFile(*os.File) error { return nil }

func syncDirectory(string) error { return nil }
