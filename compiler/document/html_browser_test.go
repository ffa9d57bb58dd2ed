package document

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// axeResult is what the page reports after axe has looked at it.
type axeResult struct {
	Violations []struct {
		ID, Help string
		Nodes    []struct{ HTML string }
	}
	Passes int
	// Wide is how far the page is wider than its window: a page that scrolls
	// sideways cannot be read on a telephone.
	Wide int
}

// outside returns the path of an outside tool, or ends the test: by a failure where
// nothing may be skipped.
func outside(t *testing.T, name, path string) string {
	t.Helper()
	if path != "" {
		if found, err := exec.LookPath(path); err == nil {
			return found
		}
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	if os.Getenv("CONCORDAT_NO_SKIP") != "" {
		t.Fatalf("%s is not here, and CONCORDAT_NO_SKIP is set", name)
	}
	t.Skipf("%s is not here", name)
	return ""
}

func chromium(t *testing.T) string {
	t.Helper()
	names := []string{os.Getenv("CONCORDAT_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"}
	for _, n := range names {
		if n != "" {
			if found, err := exec.LookPath(n); err == nil {
				return found
			}
		}
	}
	return outside(t, "chromium", "")
}

// checkAxe opens a page in Chromium in a window of some width, runs every rule
// of axe in it, and fails for each violation.
func checkAxe(t *testing.T, page []byte, width int) {
	t.Helper()
	axe := outside(t, "axe.min.js (CONCORDAT_AXE)", os.Getenv("CONCORDAT_AXE"))
	browser := chromium(t)
	script, err := os.ReadFile(axe)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	run := `axe.run(document,{resultTypes:["violations"]}).then(function(r){
parent.postMessage(JSON.stringify({violations:r.violations.map(function(v){return{id:v.id,help:v.help,nodes:v.nodes.map(function(n){return{html:n.html}})}}),
passes:r.passes.length,wide:document.documentElement.scrollWidth-document.documentElement.clientWidth}),"*")});`
	inner := bytes.Replace(page, []byte("</body>"), []byte("<script>"+strings.ReplaceAll(string(script), "</script", "<\\/script")+"</script><script>"+run+"</script></body>"), 1)
	outer := `<!DOCTYPE html><title>check</title><body><iframe src="page.html" style="border:0;width:` + strconv.Itoa(width) + `px;height:1200px"></iframe>
<pre id="result"></pre><script>addEventListener("message",function(e){document.getElementById("result").textContent=e.data})</script>`
	for name, data := range map[string][]byte{"page.html": inner, "check.html": []byte(outer)} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--virtual-time-budget=60000", "--window-size=1400,1300", "--dump-dom", "file://"+filepath.Join(dir, "check.html"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("run chromium: %v", err)
	}
	m := regexp.MustCompile(`(?s)<pre id="result">(.*?)</pre>`).FindSubmatch(out)
	if m == nil || len(m[1]) == 0 {
		t.Fatalf("the page reported nothing:\n%.2000s", out)
	}
	var r axeResult
	if err := json.Unmarshal([]byte(html.UnescapeString(string(m[1]))), &r); err != nil {
		t.Fatal(err)
	}
	if r.Passes == 0 {
		t.Error("axe looked at nothing")
	}
	for _, v := range r.Violations {
		for _, n := range v.Nodes {
			t.Errorf("at %d px: %s: %s\n\t%.300s", width, v.ID, v.Help, n.HTML)
		}
	}
	if r.Wide > 0 {
		t.Errorf("at %d px the page is %d px too wide", width, r.Wide)
	}
}
