package rules

import (
	"slices"
	"strings"

	"concordat/compiler/model"
	"concordat/compiler/words"
)

// The rules of this file ask after the people whom reviews and research found
// forgotten (requirements who-1 to who-11, low-2, low-8, gap-12 and gap-13).
// Each looks for a practice that names them, wherever it stands.

func noPregnancyPathway(p *Pass) {
	p.demand(len(p.pregnancyPathways()) > 0, "there is no pathway for an unborn child",
		"add a pathway with `when pregnant`: who is told, from how many weeks, and what happens at birth")
}

func (p *Pass) pregnancyPathways() []*model.Thing {
	if p.prebirth != nil {
		return p.prebirth
	}
	for _, w := range p.local("pathway") {
		if slices.ContainsFunc(withSteps(w), func(t *model.Thing) bool { return p.says(t).matches(unborn) }) {
			p.prebirth = append(p.prebirth, w)
		}
	}
	return p.prebirth
}

var unborn = matching(`\bpregnan|\bunborn|\bpre ?birth|\bbefore (the )?birth|\bantenatal|\bexpectant|\bweeks pregnant`)

// withSteps returns a pathway and its steps.
func withSteps(w *model.Thing) []*model.Thing { return append([]*model.Thing{w}, w.Children...) }

// pregnancyPathwayThin names what a way for unborn children usually lacks.
func pregnancyPathwayThin(p *Pass) {
	found := p.pregnancyPathways()
	if len(found) == 0 || !p.whole() {
		return
	}
	var says []*heard
	weeks := false
	for _, w := range found {
		if unfinished(w) {
			return
		}
		for _, t := range withSteps(w) {
			says = append(says, p.says(t))
			for _, l := range t.Lines {
				for _, x := range l.Times {
					weeks = weeks || x.Anchor != nil && x.Anchor.Event == "pregnancy" || x.Anchor != nil && x.Anchor.Thing != nil && x.Anchor.Thing.Kind == "event"
				}
				for _, c := range conditions(l) {
					weeks = weeks || c.Ref != nil && c.Ref.Name == "weeks-pregnant"
				}
			}
		}
	}
	// Meetings that the pathway leads to say who takes part.
	for _, m := range p.local("meeting") {
		if name := normal(m.Name); slices.ContainsFunc(says, func(h *heard) bool { return strings.Contains(h.text, name) }) {
			says = append(says, p.says(m))
		}
	}
	midwives := anyMatches(says, ofMidwives)
	for _, w := range found {
		for _, t := range withSteps(w) {
			midwives = midwives || p.kindIn(refsOf(t), "maternity")
		}
	}
	var missing []string
	for _, part := range []struct {
		met  bool
		name string
	}{
		{weeks || anyMatches(says, ofWeeks), "from how many weeks"},
		{midwives, "what midwives do"},
		{anyMatches(says, ofBirth), "what happens at birth"},
		{anyMatches(says, ofParents), "the other parent"},
	} {
		if !part.met {
			missing = append(missing, part.name)
		}
	}
	if len(missing) > 0 {
		w := found[0]
		p.report(w, place(w), "the way for an unborn child leaves out "+words.Strings(missing, "and"), "add steps or lines that say it")
	}
}

var (
	ofMidwives = matching(`midwi|matern`)
	ofWeeks    = matching(`\bweeks\b`)
	ofBirth    = matching(`\bbirth\b|\bborn\b|\bdischarge|\bpostnatal|\bhealth visit`)
	ofParents  = matching(`\bfather|\bpartner|\bother parent|\bboth parents|\bparents\b|\bfamily\b`)
)

func anyMatches(all []*heard, m *pattern) bool {
	return slices.ContainsFunc(all, func(h *heard) bool { return h.matches(m) })
}

func refsOf(t *model.Thing) []model.Ref {
	var refs []model.Ref
	t.EachRef(func(r *model.Ref) {
		if !r.Any {
			refs = append(refs, *r)
		}
	})
	return refs
}

// youngCarersLeftOut asks for a question that finds young carers, and for what
// is done for them.
func youngCarersLeftOut(p *Pass) {
	found := p.somebodyOwes(finding, carers) || p.mentioned(carers, "document")
	helped := p.somebodyOwes(helping, carers) || p.mentioned(carers, "pathway", "service", "step")
	for _, s := range p.local("service", "pathway", "document") {
		helped = helped || s.Is("about", "young-carer") && s.Kind != "document"
		found = found || s.Is("about", "young-carer") && s.Kind == "document"
	}
	if p.isChecked("phe-2018") {
		found = true // row 6.1.a
	}
	switch {
	case !found && !helped:
		p.demand(false, "young carers are left out: nobody asks after them, and nothing is done for them", "add a duty such as `must identify young-carers at assessment`, and a service or pathway with `about young-carer`")
	case !found:
		p.demand(false, "nobody asks whether a child is a young carer", "add a duty such as `must ask child for caring-responsibilities at assessment`")
	case !helped:
		p.demand(false, "young carers are asked after, and nothing is done for them", "add a duty such as `must assess young-carers within 10 working days of assessment`, or a service with `about young-carer`")
	}
}

var (
	finding = matching(`\b(ask|identify|check|screen|record|assess|consider|find|include|see)\b`)
	helping = matching(`\b(assess|refer|offer|support|tell|give|provide|invite|plan)\b`)
	carers  = matching(`\byoung carers?\b|\bcaring responsibilit|\bcares? for (the parent|a parent|brothers)|\bcaring (for|role)`)
)

// kinshipCarersLeftOut: grandparents and others who step in are assessed, helped
// and heard (Adfam 2013 finding 18).
func kinshipCarersLeftOut(p *Pass) {
	heard := false
	for _, m := range p.local("meeting") {
		heard = heard || p.says(m).matches(relatives)
	}
	var missing []string
	for _, part := range []struct {
		met  bool
		name string
	}{
		{p.somebodyOwes(kin) || p.mentioned(kin, "document", "section"), "asked about"},
		{p.mentioned(kin, "service", "agency", "team"), "helped by a service"},
		{heard, "at any meeting"},
	} {
		if !part.met {
			missing = append(missing, part.name)
		}
	}
	p.demand(len(missing) == 0, "relatives who look after a child are not "+words.Strings(missing, "or"),
		"add a duty with `wider-family`, a service for kinship carers, and carers in `with` of a meeting")
}

var relatives = matching(`\bcarers?\b|\bfamily\b|\bfamilies\b|\brelatives\b|\bgrandparent`)

var kin = matching(`\bkinship|\bgrandparent|\bwider (family|help)|\brelatives?\b|\bspecial guardian|\bfamily and friends`)

func otherAdultsLeftOut(p *Pass) {
	met := p.mentioned(otherAdult, practice...)
	for _, t := range p.local("share", "document", "indicators", "service") {
		met = met || t.Is("about", "other-adult")
	}
	p.demand(met, "only parents are asked about, and no other adult of the home", "add a duty with `household`, or `about other-adult` where others matter")
}

var otherAdult = matching(`\bother adult|\bother parent|\bhousehold\b|\bpartners?\b(?: use)?\b|\bvisitors?\b|\blodger|\bnew partner`)

func childrenElsewhereLeftOut(p *Pass) {
	p.demand(p.somebodyOwes(elsewhere) || p.mentioned(elsewhere, "document", "pathway", "step"),
		"nobody asks after children who live elsewhere", "add `children-elsewhere` to the duty that asks about the household")
}

var elsewhere = matching(`\belsewhere\b|\b(do|does|did)(n't| not) live with|\bnot living with|\bnon ?resident|\bcontact with (them|other|the|any)? ?children|\bchild elsewhere|\bwhere each of them lives|\bestranged`)

func youngParentsLeftOut(p *Pass) {
	p.demand(p.mentioned(youngParent, practice...), "nothing says what is done when a parent is a child too", "add a duty or pathway for parents under 18: both parent and child are assessed")
}

var youngParent = matching(`\bparent age\b|\byoung (parent|mother|father|mum)|\bteenage|\bunder 18\b|\bparents? (who (is|are) )?(themselves )?(a child|children)\b|\bas a parent\b|\bparents? who (is|are) young|\bparent is (young|under)|\bunder 18s? who`)

func disabledChildrenLeftOut(p *Pass) {
	met := p.isChecked("phe-2018", "working-together-2023") || // rows 7.4.b and th.k
		p.mentioned(disabled, practice...)
	p.demand(met, "nothing says what is done for disabled children", "add a duty, a pathway or a `section` with `topic disabled-children`")
}

var disabled = matching(`\bdisab|\bspecial educational|\blearning (need|difficult)|\bsend\b`)

func noCrossBorderRule(p *Pass) {
	p.demand(p.mentioned(border, practice...), "nothing says what is done when a family crosses the border of the area", "add a duty, a pathway or a `section` with `topic cross-border`")
}

var border = matching(`\bcross ?border|\bcross(es|ing)? (the |a )?(border|boundar)|\b(another|other|new|different|neighbouring|receiving|next) (local )?(area|authorit|county|borough|council)|\boutside (the |this |our )?area|\bout of area|\bmov(e|es|ed|ing) (in|away|area|out)\b|\bboundary\b`)

// noAgeHandover: the family changes hands from midwife to health visitor to
// school nurse, and is easily dropped there (requirement gap-13).
func noAgeHandover(p *Pass) {
	hands, next := 0, ""
	for _, k := range []string{"maternity", "health-visiting", "school-nursing"} {
		if all := p.agencies(k); len(all) > 0 {
			hands++
			next = all[0].Name
		}
	}
	p.demand(hands < 2 || p.mentioned(handsOver, practice...), "nothing says how midwives, health visitors and school nurses hand a family over", "add a duty such as `must tell "+next+" concern at handover`")
}

var handsOver = matching(`\bhand(s|ed|ing)? ?over`)

func relapseUnhandled(p *Pass) {
	p.demand(p.somebodyOwes(relapse) || p.mentioned(relapse, "pathway", "step", "criterion", "share", "level", "service"),
		"nothing says what is done after a relapse", "add a duty such as `must tell allocated-social-worker within 1 working day of relapse`")
}

var relapse = matching(`\brelapse|\bgone back to|\bgo(es)? back to (problem )?us(e|ing)|\bstarts? (using|drinking) again`)

func noSupportAfterRemoval(p *Pass) {
	p.demand(p.mentioned(removal, practice...), "nothing says who helps a parent and a child after the child goes into care", "add a duty, a service or a pathway for families whose child is in care")
}

var removal = matching(`\b(in|into|enters?|leaves?|to) care\b|\blooked after|\bremov(al|ed)\b|\bcare proceedings|\bcare order|\bchild in care|\bchildren in care|\blives with is in care`)
