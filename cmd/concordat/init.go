package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"concordat/templates"
)

type initCommand struct {
	Folder string `arg:"" complete:"folder" help:"The folder to write into; it is made if needed."`
}

// Help is the detail of the command's help.
func (initCommand) Help() string {
	return "The files hold every part that Public Health England asks of a joint protocol (2018), marked `todo` where something is still to be written, " +
		"with remarks that say what to fill in.\n\n" +
		"No file is ever overwritten: in a folder that has some of these files, and none of another name that ends in .protocol, only the others are written. " +
		"A folder with a .protocol file of another name holds an agreement of its own, and nothing is written into it."
}

// Run writes the starter agreement.
func (c *initCommand) Run(m *machine) error {
	dir := m.path(c.Folder)
	missing, err := c.missing(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return misuse("the folder `%s` cannot be made: %s", c.Folder, reason(err))
	}
	if err := writeStarter(dir, missing); err != nil {
		return misuse("nothing was written: `%s` cannot be written to: %s", c.Folder, reason(err))
	}
	for _, name := range missing {
		fmt.Fprintf(m.stdout, "wrote %s\n", path.Join(filepath.ToSlash(c.Folder), name))
	}
	_, err = fmt.Fprintf(m.stdout, `
What to do next:
1. Open %s and put in the name of your area.
2. Run "concordat check %s". It lists what is still to be written.
3. Write what a `+"`todo`"+` stands for, in any order, and check again.
4. "concordat build %s --draft" makes a draft to show to others, at any time.
"concordat manual" prints the reference manual of the language.
`, path.Join(filepath.ToSlash(c.Folder), "agreement"+extension), c.Folder, c.Folder)
	return err
}

// starter returns the names of the files of the starter agreement.
func starter() []string {
	entries, err := templates.FS.ReadDir("init")
	if err != nil {
		panic("the starter agreement is part of the program: " + err.Error())
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// missing returns the files that the folder lacks, or why it can take none.
func (c *initCommand) missing(dir string) ([]string, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return starter(), nil
	case err != nil:
		return nil, misuse("the folder `%s` cannot be read: %s", c.Folder, reason(err))
	case !info.IsDir():
		return nil, misuse("`%s` is a file; give a folder", c.Folder)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, misuse("the folder `%s` cannot be read: %s", c.Folder, reason(err))
	}
	ours, there := map[string]bool{}, map[string]bool{}
	for _, name := range starter() {
		ours[name] = true
	}
	for _, e := range entries {
		there[e.Name()] = true
		if strings.HasSuffix(e.Name(), extension) && !ours[e.Name()] {
			return nil, misuse("`%s` holds an agreement of its own already, with `%s`; nothing was written. Give a new folder, and copy from it what you need", c.Folder, e.Name())
		}
	}
	var missing []string
	for _, name := range starter() {
		if !there[name] {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil, misuse("`%s` has all the files already; nothing was written", c.Folder)
	}
	return missing, nil
}

// writeStarter writes files that do not exist yet, all of them or none.
func writeStarter(dir string, names []string) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	var written []string
	defer func() {
		if err != nil {
			for _, name := range written {
				root.Remove(name)
			}
		}
	}()
	for _, name := range names {
		text, err := templates.FS.ReadFile(path.Join("init", name))
		if err != nil {
			return err
		}
		file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return err
		}
		written = append(written, name)
		_, err = file.Write(text)
		if closed := file.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return err
		}
	}
	return nil
}
