package prove

// twoLeads looks for a family for which two lines about who leads count and name
// different roles.
func twoLeads(p *prover) {
	for i := range p.r.Levels {
		level := &p.r.Levels[i]
		if len(level.Leads) < 2 {
			continue
		}
		var counts []truth
		for _, e := range p.l.LeadCounts(level) {
			counts = append(counts, p.lower(e, view{i, anyReferrer}))
		}
		for second := 1; second < len(counts); second++ {
			for first := range second {
				a, b := &level.Leads[first], &level.Leads[second]
				twice := p.and(counts[first], counts[second])
				if a.Role == b.Role || twice.sure == no {
					continue
				}
				fault := p.possible(p.and(p.levels()[i], twice).sure)
				if fault == no {
					continue
				}
				f := Finding{
					Code: "two-leads", Place: b.Place, Related: []Related{{Place: a.Place, Text: "the other says `" + a.Role + "`"}},
					Message: "two people lead for some families at level `" + level.Name + "`: `" + a.Role + "` and `" + b.Role + "`",
					Help:    "change the case of one line, so that only one of them is true of a family",
				}
				p.show(&f, fault, twice.sure, noAgency)
				p.add(f)
			}
		}
	}
}
