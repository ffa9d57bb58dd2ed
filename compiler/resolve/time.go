package resolve

import (
	"fmt"
	"strconv"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/schema"
	"concordat/dsl"
	"concordat/dsl/diag"
)

// anchorKinds are the things that a time can be counted from.
var anchorKinds = []string{"step", "stage", "meeting", "event", "document", "pathway", "escalation"}

// tailStarts says whether the next word begins the end of a line: a time, a case
// or a reason.
func (c *cursor) tailStarts() bool {
	w := c.word()
	return w != "" && (tailWord(w) || c.timeStarts())
}

func tailWord(w string) bool { return w == "when" || w == "unless" || w == "because" }

// timeStarts says whether the next word begins a time.
func (c *cursor) timeStarts() bool { return c.timeStartsAt(0) }

func (c *cursor) timeStartsAt(n int) bool {
	if c.entry == nil || !c.entry.Timed {
		return false
	}
	switch c.wordAt(n) {
	case "at", "within", "past", "between", "every", "in", "before", "after", "immediately", "asap", "daily", "weekly", "fortnightly", "monthly", "quarterly", "annually", "yearly":
		return true
	case "as":
		return c.wordAt(n+1) == "soon"
	case "not":
		return c.wordAt(n+1) == "before"
	case "or":
		w := c.wordAt(n + 1)
		return w == "sooner" || w == "within"
	}
	return false
}

// times reads the time at the end of a line: one or more parts, with commas
// between them.
func (c *cursor) times() ([]model.Time, bool) {
	var times []model.Time
	for {
		t, ok := c.time()
		if !ok || !c.newSort(times, t) {
			return nil, false
		}
		times = append(times, t)
		switch {
		case c.isComma() && c.timeStartsAt(1):
			c.i++
		case c.isComma() && t.Kind == model.AtEvent && c.wordAt(1) != "":
			c.i++
			if t, ok = c.atEvent(c.i); !ok {
				return nil, false
			}
			times = append(times, t)
			if c.isComma() && c.timeStartsAt(1) {
				c.i++
			}
		}
		if !c.timeStarts() {
			return times, true
		}
	}
}

// newSort reports a second time of the same sort, such as a second `within`.
func (c *cursor) newSort(before []model.Time, t model.Time) bool {
	for _, b := range before {
		if b.Kind == t.Kind && t.Kind != model.AtEvent && t.Kind != model.OrSooner {
			return c.fail(diag.Diagnostic{
				Code: "wrong-time", Message: "the line has two times of this sort", At: diag.Label{Span: t.Span}, Related: []diag.Label{{Span: b.Span, Text: "the first"}},
				Help: "keep one of the two, or write two lines and say with `when` in which case each holds",
			})
		}
	}
	return true
}

func (c *cursor) time() (model.Time, bool) {
	start := c.i
	t := model.Time{}
	ok := true
	switch w := c.word(); w {
	case "at":
		switch {
		case c.takeAll("at", "once"):
			t.Kind = model.AtOnce
		case c.takeAll("at", "least"):
			t.Kind = model.Before
			if t.Duration, ok = c.duration(); !ok {
				return t, false
			}
			if !c.take("before") {
				return t, c.missing("`before` and what it comes before")
			}
			t.Anchor, ok = c.anchor()
		default:
			c.i++
			return c.atEvent(start)
		}
	case "within":
		c.i++
		t.Kind = model.Within
		if t.Duration, ok = c.duration(); !ok {
			return t, false
		}
		t.Anchor, ok = c.maybeAnchor("of")
	case "as":
		c.i += 2
		t.Kind = model.SoonAsPossible
		if !c.takeAll("as", "possible") {
			return t, c.missing("`as possible`")
		}
	case "in":
		c.i++
		t.Kind = model.InHours
		var ref model.Ref
		c.expects = "hours are those of a team"
		if ref, ok = c.name([]string{"team"}); !ok {
			return t, false
		}
		c.expects = ""
		t.Team = &ref
		if !c.take("hours") {
			return t, c.missing("`hours`")
		}
	case "past":
		c.i++
		t.Kind = model.PastClosing
		if !c.take("closing") {
			return t, c.missing("`closing`")
		}
	case "or":
		c.i++
		t.Kind = model.OrSooner
		if c.take("within") {
			if t.Duration, ok = c.duration(); !ok {
				return t, false
			}
			if t.Anchor, ok = c.maybeAnchor("of"); !ok {
				return t, false
			}
		} else {
			c.i++
		}
		if !c.take("if") {
			return t, c.missing("`if` and the case")
		}
		if t.If = c.condition(); t.If == nil {
			return t, false
		}
	case "not":
		c.i += 2
		t.Kind = model.NotBefore
		if t.Duration, ok = c.duration(); !ok {
			return t, false
		}
		if !c.take("of") {
			return t, c.missing("`of` and what it is counted from")
		}
		t.Anchor, ok = c.anchor()
	case "between":
		c.i++
		t.Kind = model.Between
		t.Duration, t.Upper, ok = c.stretch()
		if !ok {
			return t, false
		}
		if !c.take("of") {
			return t, c.missing("`of` and what it is counted from")
		}
		t.Anchor, ok = c.anchor()
	case "every":
		c.i++
		t.Kind = model.EveryTime
		if t.Duration, ok = c.every(); !ok {
			return t, false
		}
		t.Anchor, ok = c.maybeAnchor("from")
	default:
		return t, c.otherTime(w)
	}
	t.Span = c.from(start)
	return t, ok && c.followable(&t)
}

// followable reports a time before a step of the same pathway, or one from which
// on it may happen: steps come in written order, each when the one before is done,
// so that nothing can be counted back from one.
func (c *cursor) followable(t *model.Time) bool {
	if t.Kind != model.Before && t.Kind != model.NotBefore || t.Anchor == nil || t.Anchor.Thing == nil {
		return true
	}
	step, scope := t.Anchor.Thing, c.b.scope()
	if step.Kind != "step" && step.Kind != "stage" || scope == nil || step.Parent != scope {
		return true
	}
	d := diag.Diagnostic{
		Code: "wrong-time", Message: tick(step.Name) + " is a " + step.Kind + " of the same " + scope.Kind + ", which has no day of its own to count back from", At: diag.Label{Span: t.Span},
		Related: []diag.Label{{Span: step.NameSpan, Text: "declared here"}},
		Help:    "put what has to be done first in a " + step.Kind + " above it, or count from a meeting or an event",
	}
	if t.Kind == model.NotBefore {
		d.Message = tick(step.Name) + " is a " + step.Kind + " of the same " + scope.Kind + ", and `not before` waits for an event"
		d.Help = "say by when with `within … of " + step.Name + "`, or count from a meeting or an event"
	}
	return c.fail(d)
}

// otherTime reports a time in words that the language says in another way.
func (c *cursor) otherTime(w string) bool {
	at := c.here()
	replace := func(with string) bool {
		return c.fail(diag.Diagnostic{
			Code: "wrong-time", Message: tick(w) + " is written " + tick(with), At: diag.Label{Span: at}, Help: "write " + tick(with),
			Fix: &diag.Fix{Edits: []diag.Edit{{Span: at, New: with}}, Safe: true},
		})
	}
	switch w {
	case "immediately":
		return replace("at once")
	case "asap":
		return replace("as soon as possible")
	case "daily":
		return replace("every 1 day")
	case "weekly":
		return replace("every 1 week")
	case "fortnightly":
		return replace("every 2 weeks")
	case "monthly":
		return replace("every 1 month")
	case "quarterly":
		return replace("every 3 months")
	case "annually", "yearly":
		return replace("every 1 year")
	case "before":
		return c.wrong("wrong-time", "`before` does not say by how much", "write how long before, and before what: `at least 1 working day before birth`")
	}
	return c.wrong("wrong-time", tick(w)+" sets no limit", "write `within 1 working day of …`, or `not before 1 week of …`")
}

// atEvent reads what follows `at`.
func (c *cursor) atEvent(start int) (model.Time, bool) {
	a, ok := c.anchor()
	return model.Time{Kind: model.AtEvent, Anchor: a, Span: c.from(start)}, ok
}

// maybeAnchor reads `of` or `from` and an anchor, if the word comes next.
func (c *cursor) maybeAnchor(word string) (*model.Ref, bool) {
	switch w := c.word(); {
	case w == word:
		c.i++
		return c.anchor()
	case w == "of" || w == "from" || w == "after" || w == "since":
		at := c.here()
		return nil, c.fail(diag.Diagnostic{
			Code: "wrong-time", Message: tick(w) + " stands where " + tick(word) + " should", At: diag.Label{Span: at}, Help: "write " + tick(word),
			Fix: &diag.Fix{Edits: []diag.Edit{{Span: at, New: word}}, Safe: true},
		})
	}
	return nil, true
}

// anchor reads what a time is counted from: a step, stage, meeting, event or
// document, a moment that needs no declaration, or `todo`.
func (c *cursor) anchor() (*model.Ref, bool) {
	t := c.peek()
	if t != nil && t.Kind == dsl.Word && schema.VocabNamed("event").Has(t.Text) {
		// A step of this pathway comes first; one of another never does.
		scope := c.b.scope()
		if thing := c.things[t.Text]; (scope == nil || c.child(scope, t.Text) == nil) && (thing == nil || !fits(thing.Kind, anchorKinds)) {
			c.i++
			return &model.Ref{Name: t.Text, Event: t.Text, Span: t.Span}, true
		}
	}
	if t == nil || t.Kind != dsl.Word {
		return nil, c.missing("a step, a meeting or an event")
	}
	if c.plainWord(t) {
		return nil, false
	}
	if t.Text != "todo" && isName(t.Text) {
		if thing, several := c.lookup(c.b, t.Text, anchorKinds); thing == nil && several == nil && !c.mayBeUnread(t.Text, anchorKinds) {
			events := schema.VocabNamed("event").Names()
			if w := meant(t.Text, events); w != "" && meant(t.Text, c.namesOf(anchorKinds)) == "" {
				return nil, c.fail(diag.Diagnostic{
					Code: "unknown-name", Message: "no step, meeting or event is called " + tick(t.Text), At: diag.Label{Span: t.Span},
					Help: "write " + tick(w), Fix: &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: w}}},
				})
			}
		}
	}
	c.expects = "a time is counted from a step, a meeting or an event"
	ref, ok := c.name(anchorKinds)
	c.expects = ""
	return &ref, ok
}

// duration reads a number and a unit.
func (c *cursor) duration() (model.Duration, bool) {
	start := c.i
	if c.word() == "todo" {
		return model.Duration{}, c.wrong("wrong-value", "`todo` stands for a whole value, not for a part of it", "write the time, or `todo` in place of all that follows the keyword")
	}
	t := c.peek()
	if t != nil && t.Kind == dsl.Word && !isNumber(t.Text) && numberWords[t.Text] == 0 {
		if _, _, ok := unitLike(t.Text); ok {
			return model.Duration{}, c.wrong("wrong-value", "the number of "+tick(t.Text)+" is missing", "write a number in digits before it")
		}
	}
	if t != nil && t.Kind == dsl.Word && c.glued(t) {
		return model.Duration{}, false
	}
	n, ok := c.wholeNumber()
	if !ok {
		return model.Duration{}, false
	}
	if n == 0 {
		c.i--
		return model.Duration{}, c.wrong("wrong-value", "`0` is no length of time", "write `at once`, or a number from 1")
	}
	unit, ok := c.unit(n)
	return model.Duration{N: n, Unit: unit, Span: c.from(start)}, ok
}

// every reads a duration whose number 1 an author is likely to leave out.
func (c *cursor) every() (model.Duration, bool) {
	if t := c.peek(); t != nil && t.Kind == dsl.Word {
		if unit, _, ok := unitLike(t.Text); ok && !strings.HasSuffix(t.Text, "s") {
			at := t.Span
			at.End = at.Start
			return model.Duration{}, c.fail(diag.Diagnostic{
				Code: "wrong-value", Message: "a number is missing before " + tick(t.Text), At: diag.Label{Span: t.Span},
				Help: "write " + tick("1 "+unit), Fix: &diag.Fix{Edits: []diag.Edit{{Span: at, New: "1 "}}, Safe: true},
			})
		}
	}
	return c.duration()
}

// stretch reads `8 and 10 weeks`.
func (c *cursor) stretch() (low, high model.Duration, ok bool) {
	start := c.i
	n, ok := c.wholeNumber()
	if !ok {
		return low, high, false
	}
	lowSpan := c.from(start)
	if !c.take("and") {
		return low, high, c.missing("`and` and the later number")
	}
	high, ok = c.duration()
	low = model.Duration{N: n, Unit: high.Unit, Span: lowSpan}
	if ok && low.N >= high.N {
		return low, high, c.fail(diag.Diagnostic{
			Code: "wrong-value", Message: "the stretch ends before it begins", At: diag.Label{Span: c.from(start)}, Help: "write the earlier number first",
		})
	}
	return low, high, ok
}

// unitLike reads a unit without its `working` or `calendar`, in singular or
// plural.
func unitLike(s string) (unit string, plural, ok bool) {
	switch s {
	case "hour", "day", "week", "month", "year":
		return s, false, true
	case "hours", "days", "weeks", "months", "years":
		return s[:len(s)-1], true, true
	}
	return "", false, false
}

// unit reads a unit of time after the number n. A bare `day` is read as a
// calendar day, with a warning.
func (c *cursor) unit(n int) (string, bool) {
	t := c.peek()
	if t == nil || t.Kind != dsl.Word || t.Text == "of" || tailWord(t.Text) {
		return "", c.fail(diag.Diagnostic{
			Code: "missing-unit", Message: "the number has no unit", At: diag.Label{Span: c.terms[c.i-1].Span},
			Help: "write hours, working days, calendar days, weeks, months or years after it",
		})
	}
	first := c.i
	prefix := ""
	if t.Text == "working" || t.Text == "calendar" {
		prefix = t.Text
		c.i++
		t = c.peek()
		if t == nil || t.Kind != dsl.Word {
			return "", c.missing("`days`")
		}
		if t.Text == "of" || tailWord(t.Text) {
			return "", c.missing("`days`")
		}
	}
	unit, _, ok := unitLike(t.Text)
	if !ok || prefix == "calendar" && unit != "day" || prefix == "working" && unit != "day" && unit != "week" {
		if ok {
			return "", c.wrong("unknown-word", tick(prefix+" "+t.Text)+" is not a unit of time", "`working` goes with days and weeks, `calendar` with days")
		}
		help := "write hours, working days, calendar days, weeks, months or years"
		if prefix == "" && c.shortUnit(t, n) {
			return "", false
		}
		if w := meant(t.Text, []string{"hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "working", "calendar"}); w != "" {
			return "", c.fail(diag.Diagnostic{
				Code: "unknown-word", Message: tick(t.Text) + " is not a unit of time", At: diag.Label{Span: t.Span}, Help: "write " + tick(w),
				Fix: &diag.Fix{Edits: []diag.Edit{{Span: t.Span, New: w}}},
			})
		}
		return "", c.wrong("unknown-word", tick(strings.TrimSpace(prefix+" "+t.Text))+" is not a unit of time", help)
	}
	c.i++
	if prefix == "" && unit == "day" {
		c.note(diag.Diagnostic{
			Code: "which-days", Severity: diag.Warning, Message: tick(strconv.Itoa(n)+" "+t.Text) + " does not say which days count",
			At: diag.Label{Span: c.from(first - 1)}, Help: fmt.Sprintf("write `%d working %s` or `%d calendar %s`; until then it is read as calendar days", n, t.Text, n, t.Text),
		})
		return "day", true
	}
	if prefix != "" {
		unit = prefix + "-" + unit
	}
	return unit, true
}
