package rules

import "concordat/compiler/model"

// The rules of this file follow what reviews of cases keep finding about
// treatment services (requirements rec-1 to rec-5, low-9, sup-1, gap-9).

// treating returns the treatment agencies, by whether they serve adults.
func (p *Pass) treating(adultsOnly bool) []*model.Thing {
	var found []*model.Thing
	for _, a := range p.agencies("treatment") {
		if !adultsOnly || lacks(a, "serves") || a.Is("serves", "adults") || a.Is("serves", "families") && !a.Is("serves", "young-people") {
			found = append(found, a)
		}
	}
	return found
}

func childrenNotAskedAbout(p *Pass) {
	var silent []*model.Thing
	all := p.treating(true)
	for _, a := range all {
		if a.Todo == nil && !p.oneMatches(p.owes(a), asking, aboutChildren) {
			silent = append(silent, a)
		}
	}
	if !p.whole() || len(silent) == len(all) && p.isChecked("phe-2018") { // row 7.3.b
		return
	}
	for _, a := range silent {
		if a.Origin == model.Own {
			p.report(a, place(a), called(a)+" does not ask parents about their children", "add `must ask parent for household, children-elsewhere at assessment, every 3 months`")
		}
	}
}

var (
	asking        = matching(`\b(ask|identify|record|check|screen|find)\b`)
	repeated      = matching(`\bevery\b|\beach\b|\breviews?\b|\bregular`)
	aboutChildren = matching(`\bhousehold\b|\bchild(ren)?\b|\bfamily\b`)
)

// childrenAskedAboutOnce: families change, so the question comes back.
func childrenAskedAboutOnce(p *Pass) {
	if !p.whole() {
		return
	}
	for _, a := range p.treating(true) {
		var asked []*model.Line
		for _, l := range p.owes(a) {
			if p.lineMatches(l, asking, aboutChildren) {
				asked = append(asked, l)
			}
		}
		if a.Origin != model.Own || len(asked) == 0 {
			continue
		}
		again := false
		for _, l := range asked {
			for _, t := range l.Times {
				again = again || t.Kind == model.EveryTime || t.Anchor != nil && t.Anchor.Event == "every-review"
			}
			again = again || p.lineMatches(l, repeated)
		}
		if !again {
			p.report(a, place(a), called(a)+" asks parents about their children only once", "let the duty come back, such as `at assessment, every 3 months`")
		}
	}
}

// disengagementNotTold: others must know when a parent stops coming.
func disengagementNotTold(p *Pass) {
	if !p.whole() {
		return
	}
	for _, a := range p.treating(false) {
		if a.Origin != model.Own || a.Todo != nil {
			continue
		}
		told := p.oneMatches(p.owes(a), passingOn, stopsComing)
		for _, s := range p.local("share") {
			told = told || anyRef(s.Refs("from"), func(r model.Ref) bool { return isAt(r, a) }) && p.says(s).matches(stopsComing)
		}
		if !told {
			p.report(a, place(a), called(a)+" tells nobody when a parent stops coming", "add `must tell allocated-social-worker within 1 working day of missed-appointment`, or a share about attendance")
		}
	}
}

var (
	passingOn   = matching(`\b(tell|telephone|send|share|report|contact|discuss|write|speak|give|refer|escalate|inform|flag|notify|let)\b`)
	stopsComing = matching(`\bdisengag|\bdrops? out|\bdropped out|\bstop(s|ped)? (coming|attending|treatment)|\bmiss(es|ed|ing)?\b|\b(do|does|did)(n't| not) (attend|come)|\bnon ?attendance|\battendance\b|\bleft treatment|\bleaves? treatment|\bdisengagement`)
)

func missedAppointmentsUnhandled(p *Pass) {
	p.demand(p.somebodyOwes(missed) || p.mentioned(missed, "pathway", "step", "criterion", "share"),
		"nothing says what is done when a parent misses appointments", "add a duty such as `must contact parent within 1 working day of missed-appointment`")
}

var missed = matching(`\bmiss(es|ed|ing)? (in a row|an? |the |two |three |their |[0-9])?.{0,12}(appointment|contact|visit)|\bmissed (in a row|appointment)|\b(do|does|did)(n't| not) (attend|come)|\bnon ?attendance|\bdna\b|\bwas not brought|\bstop(s|ped)? (coming|attending)|\bdisengag|\bdrops? out|\bleft treatment`)

// treatmentNotInAssessments: those who know the use take part where risk is
// judged, before and after birth.
func treatmentNotInAssessments(p *Pass) {
	met := p.isChecked("phe-2018") // row 7.3.n
	for _, m := range p.local("meeting") {
		met = met || p.kindIn(m.Refs("with"), "treatment")
	}
	for _, t := range p.obliged {
		for _, l := range t.demands {
			switch l.Duty.Verb.Name {
			case "assess", "invite", "involve", "consult", "discuss", "contribute", "attend":
				met = met || p.kindIn(parties(l.Duty), "treatment")
				for _, a := range p.agencies("treatment") {
					met = met || bindsByName(t.Thing, a)
				}
			}
		}
	}
	for _, a := range p.agencies("treatment") {
		p.demand(met, "treatment services take no part when risk to a child is assessed", "add a duty such as `must assess impact-on-children with "+a.Name+"`, or the service in `with` of a meeting")
		return
	}
}

func noReassessment(p *Pass) {
	p.demand(p.somebodyOwes(lookingAgain, changes), "nothing says that a family is assessed again when things change", "add a duty such as `must review plan at change-of-circumstances, relapse`")
}

var (
	lookingAgain = matching(`\b(assess|review|ask|update|check|screen|see|re ?assess|meet)\b`)
	changes      = matching(`\bchange of circumstances|\bcircumstances change|\brelapse|\bnew (baby|partner|child)|\bbirth\b|\bchange`)
)

// supervisionWithoutStandingItem: a parent's use is asked after each time a
// worker is supervised (Adfam 2013 finding 4).
func supervisionWithoutStandingItem(p *Pass) {
	p.demand(p.somebodyOwes(supervision, standing), "alcohol and drug use in families is no standing item in supervision", "add a duty such as `must discuss alcohol-and-drug-use, impact-on-children at supervision`")
}

var (
	supervision = matching(`\bsupervis`)
	standing    = matching(`\balcohol|\bdrug|\buse\b|\bimpact|\bchild|\bparent|\bfamil|\bcase|\bstanding`)
)

// involvementNotChecked: that somebody else surely helps the family already is
// the commonest wrong guess (requirement gap-9).
func involvementNotChecked(p *Pass) {
	p.demand(p.mentioned(involved, practice...), "nobody checks who else helps a family, and whether they still do", "add a duty such as `must check involvement` to a step")
}

var involved = matching(`\binvolvement\b|\b(already|else|still|currently) (is |are )?(involved|helps?|helping|works?|working|knows?)|\bwho (else )?(is|are) (involved|working|helping)|\bwho (else )?(helps|works with|knows)|\bother (agencies|services) (involved|working)`)
