package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// replaceFile gives an existing file of root a new text, whole or not at all.
func replaceFile(root *os.Root, name string, text []byte) error {
	info, err := ordinary(root, name)
	if err != nil {
		return err
	}
	temporary := path.Join(path.Dir(name), ".concordat-"+path.Base(name)+".tmp")
	if err := writeNew(root, temporary, text, info.Mode().Perm()); err != nil {
		return misuse("`%s` cannot be written: %s", path.Base(name), reason(err))
	}
	if err := root.Rename(temporary, name); err != nil {
		root.Remove(temporary)
		return misuse("`%s` cannot be written: %s", path.Base(name), reason(err))
	}
	return nil
}

// ordinary refuses what is no ordinary file of the folder: a symbolic link, a
// folder, a device.
func ordinary(root *os.Root, name string) (fs.FileInfo, error) {
	info, err := root.Lstat(name)
	switch {
	case err != nil:
		return nil, misuse("`%s` cannot be read: %s", path.Base(name), reason(err))
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, misuse("`%s` is a symbolic link and is not written to; give the file that it leads to", path.Base(name))
	case !info.Mode().IsRegular():
		return nil, misuse("`%s` is not an ordinary file", path.Base(name))
	}
	return info, nil
}

// writeNew writes a file that does not exist yet. One that was left by a run that
// was stopped makes room.
func writeNew(root *os.Root, name string, text []byte, mode fs.FileMode) error {
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		root.Remove(name)
	}
	return err
}

// output is a file to be written.
type output struct {
	name string
	text []byte
}

// writeInto writes files into a folder and lists them, or says in plain words why it
// cannot.
func (m *machine) writeInto(folder string, outputs []output) error {
	out := m.path(folder)
	if info, err := os.Stat(out); err == nil && !info.IsDir() {
		return misuse("nothing was written: `%s` is a file, so it cannot hold others; give another folder with --out", folder)
	}
	if err := writeAll(out, outputs); err != nil {
		return misuse("nothing was written: `%s` cannot be written to: %s; give another folder with --out", folder, reason(err))
	}
	for _, o := range outputs {
		if _, err := fmt.Fprintf(m.stdout, "wrote %s\n", path.Join(filepath.ToSlash(folder), o.name)); err != nil {
			return err
		}
	}
	return nil
}

// writeAll writes files into a folder, which it makes if needed: all of them, or
// none. Files that have the names already are replaced, and stand as they were if
// anything fails.
func writeAll(dir string, outputs []output) (err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	work, err := os.MkdirTemp(dir, ".concordat-")
	if err != nil {
		return err
	}
	// Invariant: this is put off before the undoing, and so done after it, since
	// what is put back lies in work.
	defer os.RemoveAll(work)
	var undo []func()
	defer func() {
		if err != nil {
			for i := len(undo) - 1; i >= 0; i-- {
				undo[i]()
			}
		}
	}()
	for _, o := range outputs {
		if err := os.WriteFile(filepath.Join(work, o.name), o.text, 0o666); err != nil {
			return err
		}
	}
	for _, o := range outputs {
		target, fresh, old := filepath.Join(dir, o.name), filepath.Join(work, o.name), filepath.Join(work, o.name+".old")
		if info, err := os.Lstat(target); err == nil {
			if info.IsDir() {
				return fmt.Errorf("%s: it is a folder", o.name)
			}
			if err := os.Rename(target, old); err != nil {
				return err
			}
			undo = append(undo, func() { os.Rename(old, target) })
		}
		if err := os.Rename(fresh, target); err != nil {
			return err
		}
		undo = append(undo, func() { os.Remove(target) })
	}
	return nil
}
