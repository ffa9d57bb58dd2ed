package prove

// noFamilyPossible looks for the line with which the `cannot-be` lines together
// rule out every family. Nothing else can be found of such rules: whatever is said
// of every family is said of none.
func noFamilyPossible(p *prover) {
	whole := p.parts
	defer func() { p.parts = whole }()
	for n := p.guards; n <= len(p.keep); n++ {
		p.parts = p.components(p.keep[:n])
		if p.could(always) {
			continue
		}
		if n == p.guards {
			return // questions that never apply rule nobody out
		}
		last := n - p.guards - 1
		f := Finding{
			Code: "no-family-possible", Place: p.r.CannotBe[last].Place, Message: "with this line, `cannot-be` rules out every family, so that no rule ever holds",
			Help: "take out what can happen after all; a `cannot-be` is for answers that nobody can give together",
		}
		for i := range last {
			if share(p.asksOf(p.keep[p.guards+i]), p.asksOf(p.keep[p.guards+last])) {
				f.Related = append(f.Related, Related{Place: p.r.CannotBe[i].Place, Text: "together with this"})
			}
		}
		p.add(f)
		return
	}
}

// asksOf returns the questions that a condition asks.
func (p *prover) asksOf(t truth) map[int32]bool {
	asks := map[int32]bool{}
	p.d.asks(t.sure, asks)
	return asks
}
