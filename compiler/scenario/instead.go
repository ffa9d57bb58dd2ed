package scenario

import (
	"fmt"
	"slices"

	"concordat/compiler/decide"
	"concordat/compiler/ruleset"
)

// opposites are the expectations of which one is met where the other is not.
var opposites = map[string]string{
	"pathway": "no-pathway", "no-pathway": "pathway", "step": "no-step", "no-step": "step", "tell": "no-tell", "no-tell": "tell",
	"share": "no-share", "no-share": "share", "accepted": "not-accepted", "not-accepted": "accepted",
}

// instead returns what could stand in the place of an expectation that is not met:
// the fewest lines of the same kind, or of the opposite one, that are. There are
// none where the line asks for several things at once of which some are met, or
// where the agreement says nothing of it.
func (v *view) instead(x *ruleset.Expectation) []ruleset.Expectation {
	y := *x
	other := []ruleset.Expectation{y}
	switch x.What {
	case "level":
		if v.answer.Level == nil {
			return nil
		}
		other[0].Names, other[0].AtLeast = []string{v.answer.Level.Name}, !v.answer.Certain
	case "not-ruled-out":
		other[0].Names = levelNames(v.answer.NotRuledOut)
	case "consider":
		other[0].Names = v.considered()
	case "no-consider":
		other[0].What, other[0].Names = "consider", v.considered()
	case "lead":
		other[0].Names, _ = v.leading()
	case "ask":
		if v.answer.Ask == nil {
			return nil
		}
		other[0].Names = []string{v.answer.Ask.Name}
	case "first":
		other[0].Who = teams(v.reachedFirst())
	case "contact":
		if len(x.Names) != 1 || v.pathwayNamed(x.Names[0]) == nil {
			return nil
		}
		other[0].Who = teams(answeringAll(v.pathwayNamed(x.Names[0]).Contacts))
	case "consent":
		for _, needed := range []string{"required", "written", "not-required"} {
			y.Needed = needed
			if ok, _ := v.check(&y); ok {
				other[0] = y
				break
			}
		}
	case "due":
		other = v.dueInstead(x)
	default:
		if len(x.Names) != 1 || len(x.Who) > 1 {
			return nil
		}
		other[0].What = opposites[x.What]
		if s := v.shareNamed(x.Names[0]); x.What == "no-share" && s != nil && asksFirst(s) != "" {
			ask := ruleset.Expectation{What: "consent", Needed: asksFirst(s), For: []string{"sharing"}, Names: x.Names}
			if ok, _ := v.check(&ask); ok {
				other = append(other, ask)
			}
		}
	}
	for i := range other {
		if len(other[i].Names)+len(other[i].Who) == 0 {
			return nil
		}
	}
	s := *v.scenario
	s.Expect = other
	now := view{rules: v.rules, answer: v.answer, scenario: &s}
	if !now.allMet() {
		return nil
	}
	return other
}

// dueInstead are the lines for every moment at which something is due.
func (v *view) dueInstead(x *ruleset.Expectation) []ruleset.Expectation {
	if len(x.Names) != 1 {
		return nil
	}
	duties, _ := v.dutiesOf(x.Names[0])
	for _, p := range x.Who {
		duties = slices.DeleteFunc(slices.Clone(duties), func(d decide.Duty) bool { return !v.involves(&d, p) })
	}
	return dueLines(x.Names[0], duties, x.Who)
}

// dueLines are the expectations for when duties of something are due.
func dueLines(name string, duties []decide.Duty, who []ruleset.Party) []ruleset.Expectation {
	var all []ruleset.Expectation
	for _, p := range moments(duties) {
		date := p.Day().ISO()
		if !p.EndOfDay {
			date += fmt.Sprintf("T%02d:%02d", p.At.Clock()/60, p.At.Clock()%60)
		}
		all = append(all, ruleset.Expectation{What: "due", Names: []string{name}, Date: date, Who: who})
	}
	return all
}

func teams(names []string) []ruleset.Party {
	var all []ruleset.Party
	for _, n := range names {
		all = append(all, ruleset.Party{Kind: "team", Name: n})
	}
	return all
}
