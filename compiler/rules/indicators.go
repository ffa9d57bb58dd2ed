package rules

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"concordat/compiler/model"
)

// An example in a list, with where it counts: the level, and whom it is about.
type example struct {
	block *model.Thing
	item  model.Item
}

// plainly makes two wordings of one example equal: letters and figures alone.
func plainly(s string) string {
	plain, gap := make([]byte, 0, len(s)), false
	for _, c := range []byte(normal(s)) {
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= utf8.RuneSelf:
			if gap && len(plain) > 0 {
				plain = append(plain, ' ')
			}
			plain, gap = append(plain, c), false
		default:
			gap = true
		}
	}
	return string(plain)
}

func about(t *model.Thing) string {
	var who []string
	for _, l := range t.All("about") {
		for _, w := range l.Words {
			who = append(who, w.Name)
		}
	}
	sort.Strings(who)
	return strings.Join(who, " ")
}

// duplicateIndicator finds one example at two levels, so that it tells nobody
// which (quality th-q2). Examples about different people may share their words.
func duplicateIndicator(p *Pass) {
	seen := map[string]example{}
	for _, t := range p.own("indicators") {
		level := t.Ref("level")
		if level == nil {
			continue
		}
		for _, i := range t.Items {
			key := about(t) + "|" + plainly(i.Text.Text)
			first, ok := seen[key]
			if !ok {
				seen[key] = example{t, i}
				continue
			}
			if other := first.block.Ref("level"); other != level {
				f := p.report(t, i.Text.Span, "the same indicator stands at level "+called(other)+" and at level "+called(level),
					"say what makes it worse at the higher level, such as how often or how long, or take one away")
				f.Related = append(f.Related, label(first.item.Text.Span, "the same words here"))
			}
		}
	}
}

// duplicateItem finds one entry twice in a list, as happens when lists are
// pasted together.
func duplicateItem(p *Pass) {
	seen := map[string]example{}
	for _, t := range p.own("indicators") {
		level := "none"
		if l := t.Ref("level"); l != nil {
			level = l.Name
		}
		for _, i := range t.Items {
			key := level + "|" + about(t) + "|" + plainly(i.Text.Text)
			if first, ok := seen[key]; ok {
				f := p.report(t, i.Text.Span, "this indicator is there twice", "take one of them away")
				f.Related = append(f.Related, label(first.item.Text.Span, "the same words here"))
			} else {
				seen[key] = example{t, i}
			}
		}
	}
	for _, t := range p.Things {
		if t.Origin != model.Own {
			continue
		}
		for _, l := range t.Lines {
			list := l.Texts
			if l.Duty != nil {
				for _, i := range l.Duty.Items {
					list = append(slices.Clip(list), i.Text)
				}
			}
			if len(list) < 2 || quoting[l.Keyword] {
				continue
			}
			in := map[string]model.Text{}
			for _, x := range list {
				key := plainly(x.Text)
				if first, ok := in[key]; ok && key != "" {
					f := p.report(t, x.Span, "this entry is there twice", "take one of them away")
					f.Related = append(f.Related, label(first.Span, "the same words here"))
				} else {
					in[key] = x
				}
			}
		}
	}
}

// strengthAmongConcerns finds a strength in a list of concerns and a concern in
// a list of strengths, as a wrong paste leaves them.
func strengthAmongConcerns(p *Pass) {
	for _, t := range p.own("indicators") {
		level := t.Ref("level")
		if level == nil || t.Partial {
			continue
		}
		protective, lowest := t.Line("protective") != nil, p.isLowest(level)
		for _, i := range t.Items {
			s := normal(i.Text.Text)
			switch {
			case !protective && !lowest && strength.MatchString(s) && !turned.MatchString(s):
				p.report(t, i.Text.Span, "this reads like a strength, in a list of concerns", "move it to a list with `protective`, or say what is worrying about it")
			case protective && concern.MatchString(s):
				p.report(t, i.Text.Span, "this reads like a concern, in a list of strengths", "move it to a list without `protective`")
			}
		}
	}
}

var (
	strength = regexp.MustCompile(`^(good|positive|strong|secure|warm|stable|supportive|loving|excellent) `)
	turned   = regexp.MustCompile(`\b(but|not|no|never|lack|lost|loses?|breaks?|broken|declin|deteriorat|worse|despite|without|only|hides?|denies|although|though|until|was|were|used to|absent|missing|limited|superficial|opinion)`)
	concern  = regexp.MustCompile(`^(poor|lack of|neglect|abusive|unsafe|chaotic|violent|frequent absence)`)
)
