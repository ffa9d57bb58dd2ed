package decide

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"concordat/compiler/logic"
)

// mostLines bounds an interview: far more lines than there can be questions, so
// that input without end comes to one.
const mostLines = 2_000

// Interview asks for what is not known of a case, one question at a time, as long
// as an answer could change the level, then what the family said when it was asked
// to agree if that changes anything, and returns the case with the answers.
// Whoever answers gives a number, a word or the beginning of one, ? for not known,
// back to take the last answer back, or an empty line to stop; the end of the
// input stops as well. What was understood is said after each. Once all is asked, one
// empty line more shows the answer, so that the last answer can be taken back as well. The error is about the case that it begins with, or about
// in and out.
func (e *Engine) Interview(c *Case, in io.Reader, out io.Writer) (*Case, error) {
	i := &interview{e: e, c: c.clone(), out: out, put: map[*logic.Var]bool{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<16)
	d, err := i.decide()
	if err != nil {
		return nil, err
	}
	i.say("Answer with a number or a word; ? if it is not known; back to go back; an empty line to stop.")
	i.status(d)
	v := i.question(d)
	for n := 0; (v != nil || len(i.order) > 0) && n < mostLines; n++ {
		if _, err := io.WriteString(out, "> "); err != nil {
			return nil, err
		}
		if !lines.Scan() {
			i.say("")
			break
		}
		text := strings.ToLower(strings.TrimSpace(lines.Text()))
		if text == "" {
			break
		}
		switch {
		case text == "back":
			if !i.back() {
				continue
			}
		case v == nil:
			i.say("  " + lastLook)
			continue
		case !i.answer(v, text):
			i.say("  That is no answer. " + i.choices(v))
			continue
		}
		if d, err = i.decide(); err != nil {
			// The answers fit their questions; whether a question still applies may not.
			i.say("  " + firstLine(err))
			i.back()
			if d, err = i.decide(); err != nil {
				return nil, err
			}
		}
		i.status(d)
		v = i.question(d)
	}
	if i.err == nil {
		i.err = lines.Err()
	}
	if i.err != nil {
		return nil, fmt.Errorf("interview: %w", i.err)
	}
	return i.c, nil
}

type interview struct {
	e     *Engine
	c     *Case
	out   io.Writer
	err   error
	put   map[*logic.Var]bool // the questions that have been put
	order []*logic.Var        // in this order
	last  string              // the status that was told last
}

func (i *interview) say(text string) {
	if i.err == nil {
		_, i.err = fmt.Fprintln(i.out, text)
	}
}

func (i *interview) decide() (*decision, error) {
	d, err := i.e.decision(i.c)
	if err != nil {
		return nil, err
	}
	d.level()
	return d, nil
}

// status tells what is certain already, when that has changed.
func (i *interview) status(d *decision) {
	text := "So far: "
	switch a := d.out; {
	case a.Certain && a.Level != nil:
		text += a.Level.Title + "."
	case a.Certain:
		text += "the agreement gives no level."
	default:
		if a.Level != nil {
			text += "at least " + a.Level.Title + ". "
		}
		var higher []string
		for _, n := range a.NotRuledOut {
			higher = append(higher, n.Title)
		}
		text += "Not ruled out: " + joined(higher, "and") + "."
	}
	if text == i.last {
		return
	}
	i.last = text
	i.say("\n" + text)
	d.first()
	for _, f := range d.out.First {
		if f.Standing == Certain {
			i.say("Do this now: " + f.Duty.Short + prefixed(" ", f.Duty.Due.words()) + ".")
			for _, c := range f.Duty.Contacts {
				l := c.Line
				if c.Open == "closed" && c.Instead != nil {
					l = *c.Instead
				}
				text := l.text()
				if l.Phone != "" {
					text = "tel " + text
				}
				if c.Open == "not-known" {
					text += inBrackets(c.Hours)
				}
				i.say("  " + text)
				for _, o := range c.Otherwise {
					i.say("  at other hours: " + o.text())
				}
			}
		}
	}
}

// lastLook is asked once there is nothing more to ask, so that the last answer can be
// taken back too.
const lastLook = "Enter to see the answer; back to change the last one."

// question puts the next question. If there is none it returns nil, and leaves time
// for a last look where there is an answer to take back.
func (i *interview) question(d *decision) *logic.Var {
	best, danger := d.best(i.put)
	if best == nil {
		v := i.consent(d)
		if v == nil {
			i.say("There is nothing more to ask about the level.")
			if len(i.order) > 0 {
				i.say(lastLook)
			}
		}
		return v
	}
	a := d.question(best, danger)
	i.say("\n" + a.Title)
	if a.Help != "" {
		i.say("  " + a.Help)
	}
	i.say("  " + i.choices(best.variable))
	return best.variable
}

// consent asks what the family said, once nothing is to be asked about the level,
// if the answer changes what is open or what follows.
func (i *interview) consent(d *decision) *logic.Var {
	v := d.e.Logic.Var(logic.Consent, "")
	if i.put[v] || d.known.Answer(v) != logic.NotKnown {
		return nil
	}
	changes, some := d.hangsOnConsent()
	if !some {
		return nil
	}
	i.say("\n" + d.e.questionTitle(v))
	if len(changes) > 0 {
		i.say("  Whether this is open hangs on it: " + joined(quoted(changes), "and") + ".")
	}
	i.say("  " + i.choices(v))
	return v
}

// hangsOnConsent says whether anything in the answer hangs on what the family said,
// and names the pathways that do, those that every level may take left out where
// others hang on it.
func (d *decision) hangsOnConsent() (pathways []string, some bool) {
	e := d.e
	n := e.number[e.Logic.Var(logic.Consent, "")]
	answers := slices.Clone(d.answers)
	runs := make([]*Run, len(consentAnswers))
	for a := range runs {
		answers[n] = logic.Answer(a)
		runs[a] = e.NewRun()
		e.Run(runs[a], answers)
	}
	differs := func(truth func(*Run) logic.Truth) bool {
		return slices.ContainsFunc(runs[1:], func(r *Run) bool { return truth(r) != truth(runs[0]) })
	}
	some = slices.ContainsFunc(runs[1:], func(r *Run) bool { return r.Possible != runs[0].Possible })
	var general []string
	for i := range e.Rules.Pathways {
		p := &e.Rules.Pathways[i]
		if d.sends(p.From) == logic.False || !differs(func(r *Run) logic.Truth { return r.Open(i) }) {
			continue
		}
		some = true
		if title := titleOr(p.Title, p.Name); len(p.Levels) == 0 || len(p.Levels) == len(e.Rules.Levels) {
			general = append(general, title)
		} else {
			pathways = append(pathways, title)
		}
	}
	if len(pathways) == 0 {
		pathways = general
	}
	for i := range e.Rules.Shares {
		s := &e.Rules.Shares[i]
		some = some || d.sends(s.From) != logic.False && differs(func(r *Run) logic.Truth { return r.Truth(s.When) })
	}
	for i := range e.Rules.Levels {
		some = some || d.may(i) && len(e.Rules.Levels[i].IfRefused) > 0 && d.refusable(i)
	}
	return pathways, some
}

// choices says which answers there are, with a number each where they are words.
func (i *interview) choices(v *logic.Var) string {
	if v.Number() {
		return strings.TrimSpace(fmt.Sprintf("a number from %d to %d, in %s", v.Low, v.Low+v.Count-1, spaced(v.Unit)))
	}
	var all []string
	for n, w := range v.Answers {
		if w = spaced(w); v.Kind == logic.Consent {
			w = consentWords[n]
		}
		all = append(all, fmt.Sprintf("%d %s", n+1, w))
	}
	return strings.Join(all, "   ")
}

// answer gives an answer to v; it returns false if there is none like it.
func (i *interview) answer(v *logic.Var, text string) bool {
	a, ok := choose(v, text)
	if !ok {
		return false
	}
	i.put[v] = true
	i.order = append(i.order, v)
	i.c.set(v, Given(answerText(v, a)))
	i.say("  Taken: " + answered(v, a) + ".")
	return true
}

// answered says an answer to v in words.
func answered(v *logic.Var, a logic.Answer) string {
	switch {
	case a == logic.NotKnown:
		return "not known"
	case v.Kind == logic.Consent:
		return consentWords[a]
	case v.Number():
		return strings.TrimSpace(fmt.Sprintf("%d %s", v.Low+int(a), spaced(v.Unit)))
	}
	return answerWords(answerText(v, a))
}

// consentWords say what a family can have said, in the order of consentAnswers.
var consentWords = []string{"yes, the family agrees", "no, it refuses", "not asked yet"}

// chooseConsent reads what the family said. A bare n is left open: it may be meant
// for no, or for not asked.
func chooseConsent(text string) (logic.Answer, bool) {
	for n, all := range [][]string{{"y", "yes", "agreed", "agrees", "given"}, {"no", "refuses", "refused"}, {"not asked yet", "not asked", "not-asked"}} {
		if slices.Contains(all, text) || text == consentWords[n] {
			return logic.Answer(n), true
		}
	}
	return 0, false
}

// choose reads an answer: a number, a word, or the beginning of one and only one.
func choose(v *logic.Var, text string) (logic.Answer, bool) {
	if text == logic.UnknownText {
		return logic.NotKnown, true
	}
	if v.Number() {
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(text, spaced(v.Unit))))
		return logic.Answer(n - v.Low), err == nil && n >= v.Low && n < v.Low+v.Count
	}
	if n, err := strconv.Atoi(text); err == nil {
		return logic.Answer(n - 1), n >= 1 && n <= v.Count
	}
	if v.Kind == logic.Consent {
		return chooseConsent(text)
	}
	text = strings.ReplaceAll(text, " ", "-")
	if n := slices.Index(v.Answers, text); n >= 0 {
		return logic.Answer(n), true
	}
	found := -1
	for n, w := range v.Answers {
		if strings.HasPrefix(w, text) {
			if found >= 0 {
				return 0, false
			}
			found = n
		}
	}
	return logic.Answer(found), found >= 0
}

// back takes the last answer back, so that its question is put again; it returns
// false if there is none.
func (i *interview) back() bool {
	n := len(i.order)
	if n == 0 {
		i.say("  There is no answer to take back.")
		return false
	}
	v := i.order[n-1]
	i.order = i.order[:n-1]
	delete(i.put, v)
	i.c.set(v, logic.UnknownText)
	return true
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// clone returns a case that can be added to.
func (c *Case) clone() *Case {
	copied := func(m map[string]Given) map[string]Given {
		n := make(map[string]Given, len(m))
		for k, v := range m {
			n[k] = v
		}
		return n
	}
	d := *c
	d.Answers, d.Judgements, d.Reasons, d.Events = copied(c.Answers), copied(c.Judgements), copied(c.Reasons), copied(c.Events)
	return &d
}
