package rules

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordat/compiler/model"
)

// The words to avoid and what to say in their place are data: the `say-not`
// lines of terms and documents, of the folder and of what it uses. A name in
// capitals is looked for as it is written, other words at the start of a
// sentence too.

// avoided is one text to avoid and the thing that says so.
type avoided struct {
	by    *model.Thing
	words []string
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
	byFirst := p.avoidedTexts(names)
	if len(byFirst) == 0 {
		return
	}
	var begins [1 << 16]bool // the two bytes that a first word can begin with
	for first := range byFirst {
		begins[pair(first)] = true
	}
	for _, x := range p.passages {
		for start := 0; start < len(x.text); {
			word := firstWord(x.text[start:])
			if word == "" {
				_, size := utf8.DecodeRuneInString(x.text[start:])
				start += size
				continue
			}
			end := start + len(word)
			var all []avoided
			if low := x.low.text[start:end]; begins[pair(low)] {
				all = byFirst[low]
			}
			for _, a := range all {
				n := a.length(x.text[start:])
				if n == 0 {
					continue
				}
				end = start + n
				if !old(x.about) && !within(x.about, a.by) && !past(x.low.text[:start]) && !(a.plain && goesOn(x.text[start:end], x.text[end:])) && !inCode(x.text, start) {
					p.report(x.about, x.at(start, end), "“"+oneLine(x.text[start:end])+"” is out of date", "write "+modern(a.by))
				}
				break
			}
			start = end
		}
	}
}

// avoidedTexts returns everything that should not be said by its first word, the
// longest first.
func (p *Pass) avoidedTexts(names func(*model.Thing) bool) map[string][]avoided {
	byFirst := map[string][]avoided{}
	for _, t := range p.Things {
		if !names(t) {
			continue
		}
		for _, text := range texts(t, "say-not") {
			if first := strings.ToLower(firstWord(text)); first != "" {
				a := avoided{t, strings.Fields(strings.ReplaceAll(text, "’", "'")), text == strings.ToLower(text)}
				byFirst[first] = append(byFirst[first], a)
			}
		}
	}
	for _, all := range byFirst {
		sort.SliceStable(all, func(i, j int) bool {
			return len(strings.Join(all[i].words, " ")) > len(strings.Join(all[j].words, " "))
		})
	}
	return byFirst
}

// pair is a number for the two bytes that a word begins with.
func pair(word string) int {
	if len(word) == 1 {
		return int(word[0])
	}
	return int(word[0])<<8 | int(word[1])
}

// firstWord returns the letters and figures that a text begins with.
func firstWord(s string) string {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9':
		case c >= utf8.RuneSelf:
			return s[:i+restOfWord(s[i:])]
		default:
			return s[:i]
		}
	}
	return s
}

// restOfWord is the length of the letters and figures of any script.
func restOfWord(s string) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); i >= 0 {
		return i
	}
	return len(s)
}

// length returns how much of a text, from its start, is the text to avoid; 0 if
// it is another text.
func (a avoided) length(text string) int {
	at := 0
	for i, w := range a.words {
		if i > 0 {
			spaces := len(text[at:]) - len(strings.TrimLeft(text[at:], " \n"))
			if spaces == 0 {
				return 0
			}
			at += spaces
		}
		n := a.wordLength(text[at:], w)
		if n == 0 {
			return 0
		}
		at += n
	}
	if firstWord(text[at:]) != "" && firstWord(a.words[len(a.words)-1]) != "" {
		return 0 // the word goes on
	}
	return at
}

// wordLength returns how many bytes of a text are the word, with either sort of
// apostrophe.
func (a avoided) wordLength(text, word string) int {
	at := 0
	for part := range strings.SplitSeq(word, "'") {
		if at > 0 {
			switch {
			case strings.HasPrefix(text[at:], "'"):
				at++
			case strings.HasPrefix(text[at:], "’"):
				at += len("’")
			default:
				return 0
			}
		}
		if len(text)-at < len(part) || text[at:at+len(part)] != part && !(a.plain && strings.EqualFold(text[at:at+len(part)], part)) {
			return 0
		}
		at += len(part)
	}
	return at
}

// old says that a thing is itself a text of the past, whose title stands.
func old(t *model.Thing) bool {
	for ; t != nil; t = t.Parent {
		if t.Kind == "scenario" || t.Kind == "document" && (t.Is("status", "superseded") || t.Is("status", "legacy")) {
			return true
		}
	}
	return false
}

// past says that the words before tell of the past, as in "formerly the LSCB".
// They are in lower case.
func past(before string) bool {
	return formerly.MatchString(before[max(0, len(before)-farthest):])
}

// farthest is more bytes than the words before ever take.
const farthest = 64

var formerly = regexp.MustCompile(`\b(formerly|previously|once|former|used to be( called)?|replaces?|replaced|was called|before that|known as|instead of|in place of|rather than|not)( by| to)?( the| an?)? [“"‘']?$|\b(formerly|previously|replaces?|instead of|rather than)( the| an?)? [“"‘']?$`)

// goesOn says that a found word is the beginning of a name, such as Alcoholics
// Anonymous.
func goesOn(found, after string) bool {
	return found[0] >= 'A' && found[0] <= 'Z' && nameGoesOn.MatchString(after[:min(len(after), farthest)])
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
