package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"concordat/dsl"
	"concordat/dsl/diag"
)

const extension = ".protocol"

type fmtCommand struct {
	Files []string `arg:"" optional:"" name:"files" complete:"file" help:"Folders or files; left out, the folder that you are in. A single - reads from standard input and prints the result."`
	Check bool     `help:"Change nothing: list the files that are not in order, and end with code 1 if there are any."`
}

// Help is the detail of the command's help.
func (fmtCommand) Help() string {
	return "It never changes what a file says, and leaves a file alone that it cannot read as a whole."
}

// Run formats the files.
func (c *fmtCommand) Run(m *machine) error {
	if len(c.Files) == 1 && c.Files[0] == "-" {
		return m.formatStream()
	}
	files, err := m.protocolFiles(c.Files)
	if err != nil {
		return err
	}
	var end error
	for _, file := range files {
		ok, err := m.formatFile(file, c.Check)
		if err != nil {
			return err
		}
		if !ok {
			end = found
		}
	}
	return end
}

// protocolFiles returns the files that the arguments name, as the user would
// write them.
func (m *machine) protocolFiles(given []string) ([]string, error) {
	if len(given) == 0 {
		given = []string{"."}
	}
	var files []string
	for _, g := range given {
		info, err := os.Stat(m.path(g))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, misuse("there is no file or folder `%s`", g)
		case err != nil:
			return nil, misuse("`%s` cannot be read: %s", g, reason(err))
		case !info.IsDir() && !strings.HasSuffix(g, extension):
			return nil, misuse("`%s` is no `%s` file", g, extension)
		case !info.IsDir():
			files = append(files, g)
			continue
		}
		entries, err := os.ReadDir(m.path(g))
		if err != nil {
			return nil, misuse("the folder `%s` cannot be read: %s", g, reason(err))
		}
		n := len(files)
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), extension) && !e.IsDir() {
				files = append(files, filepath.Join(g, e.Name()))
			}
		}
		if len(files) == n {
			return nil, misuse("there is no `%s` file in `%s`", extension, g)
		}
	}
	return files, nil
}

// formatFile formats one file, or with check says that it would; ok is false if
// the file is not in order and stays so.
func (m *machine) formatFile(file string, check bool) (ok bool, err error) {
	root, err := os.OpenRoot(filepath.Dir(m.path(file)))
	if err != nil {
		return false, misuse("`%s` cannot be read: %s", file, reason(err))
	}
	defer root.Close()
	name := filepath.Base(file)
	if _, err := ordinary(root, name); err != nil {
		return false, err
	}
	data, err := readFile(root, name)
	if err != nil {
		return false, misuse("`%s` cannot be read: %s", file, reason(err))
	}
	text, ok, err := m.formatted(filepath.ToSlash(file), data)
	switch {
	case err != nil || !ok:
		return false, err
	case bytes.Equal(data, text):
		return true, nil
	case check:
		_, err := fmt.Fprintf(m.stdout, "%s is not in order\n", file)
		return false, err
	}
	if err := replaceFile(root, name, text); err != nil {
		return false, err
	}
	_, err = fmt.Fprintf(m.stdout, "formatted %s\n", file)
	return true, err
}

// formatted returns the canonical text, or prints why there is none.
func (m *machine) formatted(name string, data []byte) (text []byte, ok bool, err error) {
	f, list := dsl.Parse(name, data)
	if dsl.CanFormat(f) {
		return []byte(dsl.Format(f)), true, nil
	}
	var unsafe diag.List
	for _, d := range list {
		if d.Fix == nil || !d.Fix.Safe {
			unsafe = append(unsafe, d)
		}
	}
	r := diag.Report{Findings: unsafe, Files: 1}
	if err := r.Text(m.stderr, m.textOptions(m.stderr)); err != nil {
		return nil, false, err
	}
	_, err = fmt.Fprintf(m.stderr, "\n%s was left as it is\n", name)
	return nil, false, err
}

func (m *machine) formatStream() error {
	data, err := io.ReadAll(io.LimitReader(m.stdin, dsl.MaxSize+1))
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	text, ok, err := m.formatted("standard input", data)
	if err != nil {
		return err
	}
	if !ok {
		return found
	}
	_, err = m.stdout.Write(text)
	return err
}

// readFile reads a file, but no more of it than the compiler takes.
func readFile(root *os.Root, name string) ([]byte, error) {
	file, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, dsl.MaxSize+1))
}
