package rules_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"concordat/compiler/rules"
)

// Every code that some stage can report has a page, and every page has a stage
// that can report it.
func TestEveryCodeHasAPage(t *testing.T) {
	codes := rules.Codes()
	reported := map[string]string{}
	for _, r := range rules.All {
		reported[r.Code] = "compiler/rules/all.go"
	}
	for _, dir := range []string{"../../dsl", "..", "../../cmd"} {
		for code, file := range codesIn(t, dir) {
			reported[code] = file
		}
	}
	for code, file := range reported {
		if !slices.Contains(codes, code) {
			t.Errorf("%s reports %q, which has no page", file, code)
		}
	}
	for _, code := range codes {
		if reported[code] == "" {
			t.Errorf("nothing reports %q, which has a page", code)
		}
	}
}

func TestRulesAreListedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules.All {
		if seen[r.Code] {
			t.Errorf("rule %s is listed twice", r.Code)
		}
		seen[r.Code] = true
	}
}

var kebab = regexp.MustCompile(`^[a-z]+(-[a-z0-9]+)*$`)

// codesIn collects the codes that the Go sources below a folder name: the values
// of a field or variable called Code or code, and the arguments that are passed
// for a parameter called code.
func codesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	packages := map[string][]*ast.File{}
	names := map[*ast.File]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		if filepath.Base(filepath.Dir(path)) == "rules" {
			return nil // its codes stand in the list
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, text, 0)
		if err != nil {
			return err
		}
		packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], f)
		names[f] = path
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, files := range packages {
		takes := takesCode(files)
		for _, f := range files {
			add := func(e ast.Expr) {
				lit, ok := e.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return
				}
				if s, err := strconv.Unquote(lit.Value); err == nil && kebab.MatchString(s) {
					found[s] = names[f]
				}
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.KeyValueExpr:
					if isCode(n.Key) {
						add(n.Value)
					}
				case *ast.AssignStmt:
					for i := range n.Lhs {
						if isCode(n.Lhs[i]) && i < len(n.Rhs) {
							add(n.Rhs[i])
						}
					}
				case *ast.CallExpr:
					if at, ok := takes[calledName(n.Fun)]; ok && at < len(n.Args) {
						add(n.Args[at])
					}
				}
				return true
			})
		}
	}
	return found
}

func isCode(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "Code" || e.Name == "code"
	case *ast.SelectorExpr:
		return e.Sel.Name == "Code"
	}
	return false
}

// takesCode returns the functions that have a parameter called code, with its
// place.
func takesCode(files []*ast.File) map[string]int {
	takes := map[string]int{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			name, typ := "", (*ast.FuncType)(nil)
			switch n := n.(type) {
			case *ast.FuncDecl:
				name, typ = n.Name.Name, n.Type
			case *ast.AssignStmt:
				if len(n.Lhs) == 1 && len(n.Rhs) == 1 {
					if lit, ok := n.Rhs[0].(*ast.FuncLit); ok {
						name, typ = calledName(n.Lhs[0]), lit.Type
					}
				}
			}
			if typ == nil {
				return true
			}
			at := 0
			for _, field := range typ.Params.List {
				for _, p := range field.Names {
					if p.Name == "code" {
						takes[name] = at
					}
					at++
				}
			}
			return true
		})
	}
	return takes
}

func calledName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
