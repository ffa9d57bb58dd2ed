package compiler_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// mayImport is the table of ARCHITECTURE.md: what each package may import of the
// project and of other modules; "*" is anything. A package that is not listed here has to be.
var mayImport = map[string]string{
	"dsl/diag":           "",
	"dsl":                "dsl/diag participle",
	"compiler/schema":    "",
	"compiler/model":     "dsl/diag",
	"compiler/prose":     "compiler/model goldmark",
	"compiler/resolve":   "dsl dsl/diag compiler/schema compiler/model compiler/prose",
	"compiler/words":     "compiler/model compiler/schema",
	"compiler/rules":     "dsl dsl/diag compiler/model compiler/schema compiler/words",
	"compiler/checklist": "dsl dsl/diag compiler/model compiler/schema compiler/words",
	"compiler":           "dsl dsl/diag compiler/model compiler/resolve compiler/rules compiler/checklist protocols",
	"compiler/document":  "dsl/diag compiler compiler/checklist compiler/model compiler/prose compiler/rules compiler/schema compiler/words templates fpdf",
	"compiler/ruleset":   "dsl/diag compiler/checklist compiler/model compiler/schema compiler/words jsonschema",
	"protocols":          "",
	"templates":          "",
	"cmd/concordat":      "*",
}

var modules = map[string]string{
	"github.com/alecthomas/participle/v2": "participle", "github.com/yuin/goldmark": "goldmark", "github.com/go-pdf/fpdf": "fpdf",
	"github.com/santhosh-tekuri/jsonschema/v5": "jsonschema", "github.com/alecthomas/kong": "kong",
}

func TestImportsFollowTheTable(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "concordat/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	listed := 0
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
		allowed, ok := mayImport[name]
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
			if allowed != "*" && !contains(strings.Fields(allowed), short) {
				t.Errorf("%s imports %s, which the table does not allow", name, short)
			}
		}
	}
	if listed != len(mayImport) {
		t.Errorf("the table names %d packages, of which %d exist", len(mayImport), listed)
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

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}
