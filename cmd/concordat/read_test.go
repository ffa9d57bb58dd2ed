package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFileIsReadWithinBounds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.json")
	for _, c := range []struct {
		size int
		want string
	}{{0, ""}, {10, ""}, {11, "it has 11 bytes; 10 is the most"}} {
		if err := os.WriteFile(path, []byte(strings.Repeat("x", c.size)), 0o600); err != nil {
			t.Fatal(err)
		}
		text, err := readAtMost(path, 10)
		if c.want == "" && (err != nil || len(text) != c.size) || c.want != "" && (err == nil || err.Error() != c.want) {
			t.Errorf("%d bytes: %d read, %v", c.size, len(text), err)
		}
	}
	// One whose size nobody knows beforehand, and that never ends.
	if text, err := readAtMost("/dev/zero", 10); err == nil && len(text) > 0 || err != nil && !os.IsNotExist(err) && err.Error() != "it has more than 10 bytes, which is the most" {
		t.Errorf("%d read, %v", len(text), err)
	}
	if !isFolder(filepath.Dir(path)) || isFolder(path) {
		t.Error("a folder and a file are taken for each other")
	}
}
