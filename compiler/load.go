package compiler

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"concordat/compiler/model"
	"concordat/compiler/resolve"
	"concordat/dsl"
	"concordat/dsl/diag"
	"concordat/protocols"
)

const (
	extension = ".protocol"
	// A file is read up to one byte past what dsl.Parse accepts, so that it can
	// say that the file is too large without the memory for all of it.
	readLimit = dsl.MaxSize + 1
	// Folders, files and bytes past these are an accident, not an agreement.
	maxFiles   = 500
	maxFolders = 50
	maxBytes   = 32 << 20
)

// folder is one folder of .protocol files, read and parsed.
type folder struct {
	path   string // in its file system
	origin model.Origin
	files  []*dsl.File
}

// loader follows `use` from one folder to the next.
type loader struct {
	root  fs.FS
	dir   string
	found map[string]*folder // by path; shipped folders by "protocols/" and name
	order []*folder          // a used folder stands before the one that uses it
	list  diag.List
	chain []string
	bytes int64 // of the files read
}

// load reads dir and all that it uses. The order of the folders is the order in
// which names are declared: what is used first.
func load(root fs.FS, dir string) ([]*folder, diag.List, error) {
	info, err := fs.Stat(root, dir)
	if err != nil {
		return nil, nil, fmt.Errorf("read folder %s: %w", dir, err)
	}
	if !info.IsDir() {
		return nil, nil, fmt.Errorf("read folder %s: it is a file, not a folder", dir)
	}
	l := &loader{root: root, dir: dir, found: map[string]*folder{}}
	if err := l.visit(root, dir, dir, model.Own); err != nil {
		return nil, nil, err
	}
	return l.order, l.list, nil
}

// visit reads one folder, and before it joins the order, the folders it uses.
// key names it among the folders found.
func (l *loader) visit(fsys fs.FS, dir, key string, origin model.Origin) error {
	f := &folder{path: dir, origin: origin}
	l.found[key] = f
	l.chain = append(l.chain, key)
	defer func() { l.chain = l.chain[:len(l.chain)-1] }()
	if err := l.read(fsys, f); err != nil {
		return err
	}
	for _, file := range f.files {
		for _, u := range usesOf(file) {
			if err := l.follow(f, u); err != nil {
				return err
			}
		}
	}
	l.order = append(l.order, f)
	return nil
}

// read reads and parses the files of a folder, side by side, in byte order of
// their names.
func (l *loader) read(fsys fs.FS, f *folder) error {
	entries, err := fs.ReadDir(fsys, f.path)
	if err != nil {
		return fmt.Errorf("read folder %s: %w", f.path, err)
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), extension) {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	if f.origin == model.Own && len(names) == 0 {
		src := diag.NewSource(".", "")
		l.list = append(l.list, diag.Diagnostic{
			Code: "no-protocol-files", Message: "there is no `.protocol` file in this folder",
			At:   diag.Label{Span: src.Span(0, 0)},
			Help: "write one, or let `concordat init` write the files to start from",
		})
	}
	names = l.few(fsys, f, names)
	files, lists := make([]*dsl.File, len(names)), make([]diag.List, len(names))
	var wg sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, name := range names {
		wg.Add(1)
		turn <- struct{}{}
		go func() {
			defer func() { <-turn; wg.Done() }()
			files[i], lists[i] = readFile(fsys, path.Join(f.path, name), l.name(f, name))
		}()
	}
	wg.Wait()
	f.files = files
	for _, list := range lists {
		l.list = append(l.list, list...)
	}
	return nil
}

// few returns as many of the names as may be read, and reports the first of the
// others.
func (l *loader) few(fsys fs.FS, f *folder, names []string) []string {
	for i, name := range names {
		if info, err := fs.Stat(fsys, path.Join(f.path, name)); err == nil {
			l.bytes += min(info.Size(), readLimit)
		}
		message := ""
		switch {
		case i == maxFiles:
			message = fmt.Sprintf("this folder holds %d `.protocol` files; %d can be read", len(names), maxFiles)
		case l.bytes > maxBytes:
			message = fmt.Sprintf("the files of the agreement hold more than %d MB together", maxBytes>>20)
		default:
			continue
		}
		src := diag.NewSource(l.name(f, name), "")
		l.list = append(l.list, diag.Diagnostic{
			Code: "too-many-files", Message: message, At: diag.Label{Span: src.Span(0, 0)},
			Help: "take out what is no part of the agreement; parts of one that is as large go into folders of their own",
		})
		return names[:i]
	}
	return names
}

// readFile reads and parses one file. A file that cannot be read is a finding,
// since a folder with a broken link in it is an author's folder.
func readFile(fsys fs.FS, file, name string) (*dsl.File, diag.List) {
	data, err := readLimited(fsys, file)
	if err == nil {
		return dsl.Parse(name, data)
	}
	src := diag.NewSource(name, "")
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return &dsl.File{Source: src}, diag.List{{
		Code: "unreadable-file", Message: fmt.Sprintf("`%s` cannot be read: %s", path.Base(name), err),
		At:   diag.Label{Span: src.Span(0, 0)},
		Help: "put an ordinary file in its place; a link may not lead out of the folders of the agreement",
	}}
}

func readLimited(fsys fs.FS, file string) ([]byte, error) {
	info, err := fs.Stat(fsys, file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is not an ordinary file")
	}
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var data bytes.Buffer
	data.Grow(int(min(info.Size(), readLimit)) + bytes.MinRead)
	_, err = data.ReadFrom(io.LimitReader(f, readLimit))
	return data.Bytes(), err
}

// use is one name or path that a file asks for.
type use struct {
	term dsl.Term
	// implied says that a checklist is named where one may stand, without `use`;
	// a name that does not ship is then an ordinary name.
	implied bool
}

// usesOf returns what a file asks for: its `use` lines, and the checklists that
// it names.
func usesOf(file *dsl.File) []use {
	var uses []use
	var walk func(items []*dsl.Item, top bool)
	walk = func(items []*dsl.Item, top bool) {
		for _, it := range items {
			if len(it.Terms) == 0 || it.Terms[0].Kind != dsl.Word {
				continue
			}
			keyword := it.Terms[0].Text
			explicit := top && keyword == "use"
			switch {
			case explicit, keyword == "checked-against", keyword == "answers", keyword == "accept-gap", keyword == "attest":
				uses = appendTerms(uses, it.Terms[1:], !explicit)
				for _, entry := range it.Items {
					if keyword != "accept-gap" && keyword != "attest" {
						uses = appendTerms(uses, entry.Terms, !explicit)
					}
				}
			default:
				walk(it.Items, false)
			}
		}
	}
	walk(file.Items, true)
	return uses
}

func appendTerms(uses []use, terms []dsl.Term, implied bool) []use {
	for _, t := range terms {
		if t.Kind == dsl.Word || t.Kind == dsl.String && !implied {
			uses = append(uses, use{t, implied})
		}
	}
	return uses
}

// follow visits the folder that u asks for.
func (l *loader) follow(from *folder, u use) error {
	if u.term.Kind == dsl.Word {
		return l.followShipped(u)
	}
	target := path.Join(from.path, u.term.Text)
	refuse := func(code, message, help string) {
		l.list = append(l.list, diag.Diagnostic{Code: code, Message: message, At: diag.Label{Span: u.term.Span}, Help: help})
	}
	info, err := fs.Stat(l.root, target)
	switch {
	case from.origin == model.Shipped:
		refuse("use-outside-root", "what ships with the compiler uses only what ships with it", "name a folder that ships")
	case path.IsAbs(u.term.Text) || strings.Contains(u.term.Text, `\`) || !fs.ValidPath(target):
		refuse("use-outside-root", fmt.Sprintf("`%s` leads out of the folders that may be read", u.term.Text),
			"write a path from this folder, such as `../regional`, to a folder of the same project")
	case l.inChain(target):
		l.circle(u, target)
	case l.found[target] != nil:
	case err != nil || !info.IsDir():
		refuse("unknown-folder", fmt.Sprintf("there is no folder `%s`", u.term.Text), "check the path; it is read from the folder that this file is in")
	case len(l.found) >= maxFolders:
		refuse("too-many-files", fmt.Sprintf("more than %d folders are used", maxFolders), "bring the shared folders together")
	default:
		return l.visit(l.root, target, target, model.Used)
	}
	return nil
}

func (l *loader) followShipped(u use) error {
	key := "protocols/" + u.term.Text
	if l.found[key] != nil {
		if !u.implied && l.inChain(key) {
			l.circle(u, key)
		}
		return nil
	}
	if _, err := fs.Stat(protocols.FS, u.term.Text); err != nil || strings.Contains(u.term.Text, ".") {
		if u.implied {
			return nil // an area's own checklist; the resolver knows whether it exists
		}
		d := diag.Diagnostic{
			Code: "unknown-library", Message: fmt.Sprintf("nothing called `%s` ships with the compiler", u.term.Text),
			At: diag.Label{Span: u.term.Span}, Help: "write one of " + backticked(shippedNames()) + "; another folder is named in quotation marks",
		}
		if near := dsl.Near(u.term.Text, shippedNames()); len(near) > 0 {
			d.Help = "write " + backticked(near)
			d.Fix = &diag.Fix{Edits: []diag.Edit{{Span: u.term.Span, New: near[0]}}}
		}
		l.list = append(l.list, d)
		return nil
	}
	return l.visit(protocols.FS, u.term.Text, key, model.Shipped)
}

func (l *loader) inChain(key string) bool { return slices.Contains(l.chain, key) }

func (l *loader) circle(u use, target string) {
	var names []string
	for _, k := range append(l.chain[slices.Index(l.chain, target):len(l.chain):len(l.chain)], target) {
		names = append(names, l.relative(k))
	}
	l.list = append(l.list, diag.Diagnostic{
		Code: "circular-use", Message: "folders use each other in a circle: " + strings.Join(names, " uses "),
		At:   diag.Label{Span: u.term.Span},
		Help: "take out one `use`; put what both need into a third folder",
	})
}

// name is how findings in a file are reported: as its path from the folder that
// is compiled. What ships is found by how its name begins (see
// [diag.Source.Shipped]), so no other name may begin so.
func (l *loader) name(f *folder, file string) string {
	if f.origin == model.Shipped {
		return path.Join("protocols", f.path, file)
	}
	name := path.Join(l.relative(f.path), file)
	if strings.HasPrefix(name, "protocols/") {
		return "./" + name
	}
	return name
}

// relative returns a path of the root as seen from the folder that is compiled.
func (l *loader) relative(p string) string {
	if p == l.dir {
		return "."
	}
	from, to := strings.Split(l.dir, "/"), strings.Split(p, "/")
	if l.dir == "." {
		from = nil
	}
	if p == "." {
		to = nil
	}
	for len(from) > 0 && len(to) > 0 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	rel := strings.Repeat("../", len(from)) + strings.Join(to, "/")
	if rel = path.Clean(rel); rel == "" {
		return "."
	}
	return rel
}

func shippedNames() []string {
	entries, err := fs.ReadDir(protocols.FS, ".")
	if err != nil {
		panic("the shipped folders are part of the program: " + err.Error())
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

func backticked(names []string) string {
	return "`" + strings.Join(names, "`, `") + "`"
}

// inputs lists the parsed files for the resolver.
func inputs(folders []*folder) []resolve.Input {
	var in []resolve.Input
	for i, f := range folders {
		for _, file := range f.files {
			in = append(in, resolve.Input{File: file, Origin: f.origin, Folder: i})
		}
	}
	return in
}
