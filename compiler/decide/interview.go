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
// as an answer could change the level, and returns the case with the answers.
// Whoever answers gives a number, a word or the beginning of one, ? for not known,
// back to take the last answer back, or an empty line to stop; the end of the
// input stops as well. The error is about the case that it begins with, or about
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
	for n := 0; v != nil && n < mostLines; n++ {
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
		if text == "back" {
			if !i.back() {
				continue
			}
		} else if !i.answer(v, text) {
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
	if v == nil {
		i.say("There is nothing more to ask about the level.")
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
				if c.Open == "not-known" && c.Hours != "" {
					i.say("  tel " + l.text() + " (" + c.Hours + ")")
				} else {
					i.say("  tel " + l.text())
				}
				for _, o := range c.Otherwise {
					i.say("  at other hours: " + o.text())
				}
			}
		}
	}
}

// question puts the next question, nil if there is none.
func (i *interview) question(d *decision) *logic.Var {
	best, danger := d.best(i.put)
	if best == nil {
		return nil
	}
	a := d.question(best, danger)
	i.say("\n" + a.Title)
	if a.Help != "" {
		i.say("  " + a.Help)
	}
	i.say("  " + i.choices(best.variable))
	return best.variable
}

// choices says which answers there are, with a number each where they are words.
func (i *interview) choices(v *logic.Var) string {
	if v.Number() {
		return strings.TrimSpace(fmt.Sprintf("a number from %d to %d, in %s", v.Low, v.Low+v.Count-1, spaced(v.Unit)))
	}
	var all []string
	for n, w := range v.Answers {
		all = append(all, fmt.Sprintf("%d %s", n+1, spaced(w)))
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
	return true
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
