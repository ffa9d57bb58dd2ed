package rules

import (
	"regexp"
	"sort"
	"strings"

	"concordat/compiler/model"
)

// The words to avoid and what to say in their place are data: the `say-not`
// lines of terms and documents, of the folder and of what it uses. A name in
// capitals is looked for as it is written, other words at the start of a
// sentence too.

// avoided is one text to avoid and the thing that says so.
type avoided struct {
	by    *model.Thing
	plain bool // in lower case: no name
}

func staleTerm(p *Pass) { p.stale(func(t *model.Thing) bool { return t.Kind == "term" }) }

func staleLaw(p *Pass) {
	p.stale(func(t *model.Thing) bool { return t.Kind == "document" })
	// A name that stands for a law or guidance which has been replaced.
	for _, t := range p.Things {
		if t.Origin != model.Own {
			continue
		}
		t.EachRef(func(r *model.Ref) {
			d := r.Thing
			if d == nil || d.Kind != "document" || d.Word("status") != "superseded" || d.Ref("replaced-by") == nil || t == d {
				return
			}
			if k := d.Word("kind"); k != "law" && k != "guidance" || inLine(t, r, "supersedes") || inLine(t, r, "replaced-by") {
				return
			}
			p.report(t, r.Span, called(d)+" has been replaced", "write `"+d.Ref("replaced-by").Name+"`")
		})
	}
}

// inLine says whether a reference stands in a line with a keyword.
func inLine(t *model.Thing, r *model.Ref, keyword string) bool {
	for _, l := range t.All(keyword) {
		if r.Span.Start >= l.Span.Start && r.Span.End <= l.Span.End {
			return true
		}
	}
	return false
}

// stale reports the texts to avoid that some things name, once a place.
func (p *Pass) stale(names func(*model.Thing) bool) {
	pattern, by := p.avoidedTexts(names)
	if pattern == nil {
		return
	}
	for _, x := range p.passages {
		if old(x.about) {
			continue
		}
		for from := 0; from < len(x.text); {
			m := pattern.FindStringIndex(x.text[from:])
			if m == nil {
				break
			}
			start, end := from+m[0], from+m[1]
			from = end
			found := x.text[start:end]
			a, ok := by[avoidKey(found)]
			if !ok || within(x.about, a.by) || past(x.text[:start]) || a.plain && goesOn(found, x.text[end:]) || inCode(x.text, start) {
				continue
			}
			p.report(x.about, x.at(start, end), "“"+oneLine(found)+"” is out of date", "write "+modern(a.by))
		}
	}
}

// avoidedTexts makes one pattern of everything that should not be said, the
// longest first, and says whose each is.
func (p *Pass) avoidedTexts(names func(*model.Thing) bool) (*regexp.Regexp, map[string]avoided) {
	by := map[string]avoided{}
	var parts []string
	for _, t := range p.Things {
		if !names(t) {
			continue
		}
		for _, text := range texts(t, "say-not") {
			words := strings.Fields(text)
			if len(words) == 0 {
				continue
			}
			if _, ok := by[avoidKey(text)]; ok {
				continue
			}
			plain := text == strings.ToLower(text)
			by[avoidKey(text)] = avoided{t, plain}
			for i, w := range words {
				words[i] = strings.NewReplacer("'", "['’]", "’", "['’]").Replace(regexp.QuoteMeta(w))
			}
			part := strings.Join(words, `[ \n]+`)
			if last := text[len(text)-1]; last != ')' && last != '.' {
				part += `(?:\b|$)`
			}
			if plain {
				part = "(?i:" + part + ")"
			}
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	sort.SliceStable(parts, func(i, j int) bool { return len(parts[i]) > len(parts[j]) })
	return regexp.MustCompile(`(?:^|\b)(?:` + strings.Join(parts, "|") + `)`), by
}

func avoidKey(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(s), "’", "'")), " ")
}

// old says that a thing is itself a text of the past, whose title stands.
func old(t *model.Thing) bool {
	for ; t != nil; t = t.Parent {
		if s := t.Word("status"); t.Kind == "document" && (s == "superseded" || s == "legacy") || t.Kind == "scenario" {
			return true
		}
	}
	return false
}

// past says that the words before tell of the past, as in "formerly the LSCB".
func past(before string) bool { return formerly.MatchString(strings.ToLower(before)) }

var formerly = matching(`\b(formerly|previously|once|former|used to be( called)?|replaces?|replaced|was called|before that|known as|instead of|in place of|rather than|not)( by| to)?( the| an?)? [“"‘']?$|\b(formerly|previously|replaces?|instead of|rather than)( the| an?)? [“"‘']?$`)

// goesOn says that a found word is the beginning of a name, such as Alcoholics
// Anonymous.
func goesOn(found, after string) bool {
	return found[0] >= 'A' && found[0] <= 'Z' && nameGoesOn.MatchString(after)
}

var nameGoesOn = regexp.MustCompile(`^ [A-Z][a-z]+`)

// modern says what to write in place of what a thing says not to.
func modern(t *model.Thing) string {
	if r := t.Ref("replaced-by"); r != nil {
		t = r
	}
	if t.Kind == "term" {
		if s := t.Text("prints"); s != "" {
			return "“" + s + "”"
		}
		return "“" + strings.ReplaceAll(t.Name, "-", " ") + "”"
	}
	return "“" + t.Title + "”"
}
