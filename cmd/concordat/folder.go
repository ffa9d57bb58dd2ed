package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"concordat/compiler"
	"concordat/compiler/model"
	"concordat/compiler/rules"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// folder is an agreement's folder. Everything in it is read and written through
// root, so that no link leads out of the project.
type folder struct {
	given string   // as the user wrote it
	abs   string   // without links
	root  *os.Root // of the project: see [projectOf]
	dir   string   // the folder in root, with slashes
	shown string   // what stands before the names of its files in messages
}

// openOn opens the folder of an agreement that is judged on a day.
func (m *machine) openOn(given string, on dateOption) (f *folder, today model.Date, err error) {
	if today, err = m.today(on); err != nil {
		return nil, today, err
	}
	f, err = m.open(given)
	return f, today, err
}

// compiled compiles the folder of an agreement that is judged on a day. Everything
// has been read then: the folder serves to name its files.
func (m *machine) compiled(given string, on dateOption) (f *folder, p *compiler.Program, today model.Date, err error) {
	if f, today, err = m.openOn(given, on); err != nil {
		return nil, nil, today, err
	}
	defer f.close()
	p, err = f.compile(compiler.Options{Today: today})
	return f, p, today, err
}

// open opens the folder of an agreement.
func (m *machine) open(given string) (*folder, error) {
	abs := m.path(given)
	info, err := os.Stat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, misuse("there is no folder `%s`; %s", given, m.instead(given))
	case err != nil:
		return nil, misuse("the folder `%s` cannot be read: %s", given, reason(err))
	case !info.IsDir():
		return nil, misuse("`%s` is a file; give the folder that it is in", given)
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return nil, misuse("the folder `%s` cannot be read: %s", given, reason(err))
	}
	project := projectOf(real)
	root, err := os.OpenRoot(project)
	if err != nil {
		return nil, misuse("the folder `%s` cannot be read: %s", given, reason(err))
	}
	rel, err := filepath.Rel(project, real)
	if err != nil {
		return nil, fmt.Errorf("find `%s` in its project: %w", given, err)
	}
	return &folder{given: given, abs: real, root: root, dir: filepath.ToSlash(rel), shown: m.shown(given)}, nil
}

// instead says what to do about a folder that is not there: give one of a similar
// name that is, or start an agreement.
func (m *machine) instead(given string) string {
	parent, name := filepath.Split(filepath.Clean(given))
	entries, _ := os.ReadDir(m.path(parent)) // no such folder either: nothing is near
	var names []string
	for _, e := range entries {
		if isFolder(filepath.Join(m.path(parent), e.Name())) {
			names = append(names, e.Name())
		}
	}
	near := dsl.Near(name, names)
	if len(near) == 0 {
		return fmt.Sprintf("`concordat init %s` starts an agreement in it", given)
	}
	for i := range near {
		near[i] = "`" + parent + near[i] + "`"
	}
	return "did you mean " + strings.Join(near, " or ") + "?"
}

func (f *folder) close() { f.root.Close() }

// projectOf returns the folder that `use "../other"` may reach: the nearest one
// from dir upwards that holds a .git, else the parent of dir.
func projectOf(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return filepath.Dir(dir)
		}
	}
}

// path returns a path of the arguments as the machine knows it.
func (m *machine) path(given string) string {
	if filepath.IsAbs(given) {
		return filepath.Clean(given)
	}
	return filepath.Join(m.dir, given)
}

// shown returns how a folder stands before the names of its files in messages:
// relative to the working directory where it lies in it, so that a report is the
// same on every machine.
func (m *machine) shown(given string) string {
	if !filepath.IsAbs(given) {
		return filepath.ToSlash(filepath.Clean(given))
	}
	rel, err := filepath.Rel(m.dir, given)
	if err != nil || !filepath.IsLocal(rel) {
		return "."
	}
	return filepath.ToSlash(rel)
}

// report returns what was found in the folder, for a writer.
func (f *folder) report(list diag.List, files int) diag.Report {
	return diag.Report{
		Findings: list,
		Files:    files,
		Path:     func(name string) string { return path.Join(f.shown, name) },
		Explain:  rules.Explain,
		Version:  version(),
	}
}

// compile compiles the folder.
func (f *folder) compile(opts compiler.Options) (*compiler.Program, error) {
	p, err := compiler.Compile(f.root.FS(), f.dir, opts)
	if errors.Is(err, fs.ErrPermission) {
		return nil, misuse("the folder `%s`, or one that it uses, cannot be read: %s", f.given, reason(err))
	}
	return p, err
}

// textOptions returns how text for people looks on w: in colour on a terminal,
// unless somebody does not want that (https://no-color.org).
func (m *machine) textOptions(w io.Writer) diag.TextOptions {
	terminal := w == m.stdout && m.stdoutTerminal || w == m.stderr && m.stderrTerminal
	return diag.TextOptions{Colour: terminal && m.env("NO_COLOR") == "" && m.env("TERM") != "dumb"}
}

// reason says why the machine refused, without the path that the message has
// named already.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "you may not"
	case errors.Is(err, fs.ErrNotExist):
		return "it does not exist"
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		err = l.Err
	}
	return strings.ToLower(err.Error())
}
