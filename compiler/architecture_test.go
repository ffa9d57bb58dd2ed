package compiler_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// modules are the modules of others, by the name that the table gives them.
var modules = map[string]string{
	"github.com/alecthomas/participle/v2": "participle", "github.com/yuin/goldmark": "goldmark", "github.com/go-pdf/fpdf": "fpdf",
	"github.com/santhosh-tekuri/jsonschema/v6": "jsonschema", "golang.org/x/text/language": "jsonschema", "golang.org/x/text/message": "jsonschema", "github.com/alecthomas/kong": "kong",
}

// mayImport reads the table of ARCHITECTURE.md: what each package may import of
// the project and of other modules; "anything" is anything.
func mayImport(t *testing.T) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `([a-z/]+)` \\| .* \\| ([^|]*) \\|$").FindAllStringSubmatch(string(data), -1)
	short := map[string]string{}
	for _, row := range rows {
		short[path.Base(row[1])] = row[1]
	}
	table := map[string][]string{}
	for _, row := range rows {
		imports := []string{}
		for _, word := range strings.Split(row[2], ", ") {
			name := strings.Trim(word, "` ")
			if whole, ours := short[path.Base(name)]; ours && strings.HasPrefix(word, "`") {
				name = whole
			}
			imports = append(imports, name)
		}
		table[row[1]] = imports
	}
	return table
}

func TestImportsFollowTheTable(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "concordat/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	table, listed := mayImport(t), 0
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := d.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, "concordat/")
		allowed, ok := table[name]
		if !ok {
			if len(p.Imports) > 0 {
				t.Errorf("package %s is not in the table", name)
			}
			continue
		}
		listed++
		for _, imported := range p.Imports {
			short, ours := strings.CutPrefix(imported, "concordat/")
			if !ours {
				if !strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
					continue // the standard library
				}
				short = moduleOf(imported)
			}
			if allowed[0] != "anything" && !slices.Contains(allowed, short) {
				t.Errorf("%s imports %s, which the table does not allow", name, short)
			}
		}
	}
	if len(table) < 10 || listed != len(table) {
		t.Errorf("the table names %d packages, of which %d exist", len(table), listed)
	}
}

func moduleOf(path string) string {
	for module, short := range modules {
		if path == module || strings.HasPrefix(path, module+"/") {
			return short
		}
	}
	return path
}
