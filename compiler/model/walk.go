package model

// EachRef calls f for every reference that stands in t itself, its head, lines,
// items and texts, in written order within each; not in its children.
func (t *Thing) EachRef(f func(*Ref)) {
	if t.Answer != nil {
		t.Answer.Applies.eachRef(f)
	}
	for i := range t.Rows {
		if t.Rows[i].Checklist != nil {
			f(t.Rows[i].Checklist)
		}
	}
	for _, l := range t.Lines {
		l.EachRef(f)
	}
	eachItem(t.Items, f)
	for _, p := range t.Prose {
		eachText(p.Refs, f)
	}
	for i := range t.Given {
		if t.Given[i].Question != nil {
			f(t.Given[i].Question)
		}
	}
}

// EachRef calls f for every reference of the line.
func (l *Line) EachRef(f func(*Ref)) {
	for i := range l.Refs {
		f(&l.Refs[i])
	}
	for i := range l.To {
		f(&l.To[i])
	}
	for _, x := range l.Texts {
		eachText(x.Refs, f)
	}
	eachText(l.Outcome.Text.Refs, f)
	for _, x := range l.Labels {
		eachText(x.Text.Refs, f)
	}
	for i := range l.Rows {
		if l.Rows[i].Checklist != nil {
			f(l.Rows[i].Checklist)
		}
	}
	if l.Hours != nil && l.Hours.When != nil {
		f(l.Hours.When)
	}
	l.Condition.eachRef(f)
	l.Duty.eachRef(f)
	for i := range l.Times {
		t := &l.Times[i]
		for _, r := range []*Ref{t.Anchor, t.Team} {
			if r != nil {
				f(r)
			}
		}
		t.If.eachRef(f)
	}
	l.Case.eachRef(f)
	if l.Because != nil {
		eachText(l.Because.Text.Refs, f)
	}
}

// EachCondition calls f for c and every part of it, outermost first.
func (c *Condition) EachCondition(f func(*Condition)) {
	if c == nil {
		return
	}
	f(c)
	for _, p := range c.Parts {
		p.EachCondition(f)
	}
}

func (c *Condition) eachRef(f func(*Ref)) {
	c.EachCondition(func(c *Condition) {
		if c.Ref != nil {
			f(c.Ref)
		}
		for i := range c.Levels {
			f(&c.Levels[i])
		}
	})
}

func (d *Duty) eachRef(f func(*Ref)) {
	if d == nil {
		return
	}
	for i := range d.Objects {
		if d.Objects[i].Ref != nil {
			f(d.Objects[i].Ref)
		}
		if d.Objects[i].Text != nil {
			eachText(d.Objects[i].Text.Refs, f)
		}
		if d.Objects[i].More != nil {
			eachText(d.Objects[i].More.Refs, f)
		}
	}
	for _, p := range d.Parties {
		for i := range p.Refs {
			f(&p.Refs[i])
		}
		if p.More != nil {
			eachText(p.More.Refs, f)
		}
	}
	eachItem(d.Items, f)
	if d.Words != nil {
		eachText(d.Words.Refs, f)
	}
}

func eachItem(items []Item, f func(*Ref)) {
	for i := range items {
		if items[i].As != nil {
			f(items[i].As)
		}
		eachText(items[i].Text.Refs, f)
	}
}

func eachText(refs []TextRef, f func(*Ref)) {
	for _, r := range refs {
		if r.Thing != nil {
			f(&Ref{Name: r.Thing.Name, Thing: r.Thing, Span: r.Span})
		}
	}
}
