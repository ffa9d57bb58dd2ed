package main

import (
	"fmt"
	"io"
	"os"
)

// isFolder says that a path leads to a folder.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// readAtMost reads a file of at most so many bytes. A larger one is refused before it
// is read; one whose size nobody knows beforehand, such as a pipe, once it has come
// to more.
func readAtMost(path string, most int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > most {
		return nil, fmt.Errorf("it has %d bytes; %d is the most", info.Size(), most)
	}
	text, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(text)) > most {
		err = fmt.Errorf("it has more than %d bytes, which is the most", most)
	}
	return text, err
}
