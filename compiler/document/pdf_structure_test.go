package document

import (
	"encoding/base64"
	"encoding/json"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// structure is a file as qpdf reads it: objects by reference.
type structure struct {
	t       *testing.T
	objects map[string]any
	marks   map[string][]any // of each page, the tags of its marked content
	links   map[string]string
	seen    int
	levels  []int
}

func (s *structure) of(ref any) map[string]any {
	o, _ := s.objects["obj:"+ref.(string)].(map[string]any)
	if v, ok := o["value"].(map[string]any); ok {
		return v
	}
	stream, _ := o["stream"].(map[string]any)
	return stream
}

func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// parents are the tags that may hold a tag of a kind; kinds that are not here
// may stand anywhere.
var parents = map[string][]string{
	"/LI": {"/L"}, "/Lbl": {"/LI"}, "/LBody": {"/LI"}, "/TR": {"/THead", "/TBody"}, "/TH": {"/TR"}, "/TD": {"/TR"},
	"/THead": {"/Table"}, "/TBody": {"/Table"}, "/Caption": {"/Table"}, "/TOCI": {"/TOC"}, "/Reference": {"/TOCI"},
	"/H1": {"/Sect"}, "/H2": {"/Sect"}, "/Title": {"/Sect"},
}

func (s *structure) walk(ref string) {
	o := s.of(ref)
	kind := o["/S"].(string)
	if m := regexp.MustCompile(`^/H(\d)$`).FindStringSubmatch(kind); m != nil {
		n, _ := strconv.Atoi(m[1])
		s.levels = append(s.levels, n)
	}
	for _, k := range list(o["/K"]) {
		switch k := k.(type) {
		case string:
			kid := s.of(k)
			if kid["/P"] != ref {
				s.t.Errorf("%s is not the kid that its parent says", k)
			}
			if allowed := parents[kid["/S"].(string)]; allowed != nil && !slices.Contains(allowed, kind) {
				s.t.Errorf("%s stands in %s", kid["/S"], kind)
			}
			s.walk(k)
		case float64:
			s.shown(o["/Pg"], k, ref)
		case map[string]any:
			if k["/Type"] == "/MCR" {
				s.shown(k["/Pg"], k["/MCID"].(float64), ref)
			} else if s.links[k["/Obj"].(string)] != ref || kind != "/Link" {
				s.t.Errorf("%s does not hold its link", ref)
			}
		}
	}
	if kind == "/Table" {
		cells := 0
		for _, part := range list(o["/K"]) {
			for _, row := range list(s.of(part)["/K"]) {
				if ref, ok := row.(string); ok && s.of(ref)["/S"] == "/TR" {
					n := len(list(s.of(ref)["/K"]))
					if cells != 0 && n != cells {
						s.t.Errorf("rows of one table have %d and %d cells", cells, n)
					}
					cells = n
				}
			}
		}
	}
}

func (s *structure) shown(page any, mark float64, ref string) {
	marks := s.marks[page.(string)]
	if int(mark) >= len(marks) || marks[int(mark)] != ref {
		s.t.Errorf("%s is not what its page shows", ref)
	}
	s.seen++
}

func TestPDFStructureHolds(t *testing.T) {
	t.Parallel()
	grown := gardener{newSource(3)}.document()
	for name, d := range map[string]*Document{"everything": everything(), "long": long(), "grown": grown} {
		t.Run(name, func(t *testing.T) {
			path := write(t, d)
			tool(t, "qpdf", "--check", path)
			out, err := exec.Command("qpdf", "--json=2", "--json-stream-data=inline", path).Output()
			if err != nil {
				t.Fatal(err)
			}
			var file struct {
				Pages []struct{ Object string }
				Qpdf  []map[string]any
			}
			if err := json.Unmarshal(out, &file); err != nil {
				t.Fatal(err)
			}
			s := &structure{t: t, objects: file.Qpdf[1], marks: map[string][]any{}, links: map[string]string{}}
			trailer := s.objects["trailer"].(map[string]any)["value"].(map[string]any)
			tree := s.of(s.of(trailer["/Root"])["/StructTreeRoot"])
			numbers := list(s.of(tree["/ParentTree"])["/Nums"])
			by := map[any]any{}
			for i := 0; i < len(numbers); i += 2 {
				by[numbers[i]] = numbers[i+1]
			}
			total := 0
			for _, p := range file.Pages {
				page := s.of(p.Object)
				marks := list(by[page["/StructParents"]])
				s.marks[p.Object] = marks
				total += len(marks)
				for _, a := range list(page["/Annots"]) {
					link := s.of(a)
					s.links[a.(string)] = by[link["/StructParent"]].(string)
					if link["/Contents"] == nil {
						t.Errorf("link %s says nothing", a)
					}
				}
				data, err := base64.StdEncoding.DecodeString(s.of(page["/Contents"])["data"].(string))
				if err != nil {
					t.Fatal(err)
				}
				for i, m := range regexp.MustCompile(`(?m)^(/\w+) <</MCID (\d+)`).FindAllStringSubmatch(string(data), -1) {
					if m[2] != strconv.Itoa(i) || i >= len(marks) || s.of(marks[i])["/S"] != m[1] {
						t.Fatalf("marked content %s of %s is not in the tree", m[2], p.Object)
					}
				}
				if n := strings.Count(string(data), "/MCID "); n != len(marks) {
					t.Errorf("%s has %d stretches of text, the tree %d", p.Object, n, len(marks))
				}
			}
			s.walk(tree["/K"].(string))
			if s.seen != total || total == 0 {
				t.Errorf("the tree shows %d of %d stretches of text", s.seen, total)
			}
			last := 0
			for _, n := range s.levels {
				if n > last+1 {
					t.Errorf("a heading of level %d follows one of level %d", n, last)
				}
				last = n
			}
		})
	}
}
