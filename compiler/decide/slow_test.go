package decide_test

import (
	"math/rand"
	"slices"
	"strconv"

	"concordat/compiler/decide"
	"concordat/compiler/logic"
	"concordat/compiler/ruleset"
)

// This file decides cases again, slowly and in another way: straight from the
// trees of the rule set, one part after the other, with nothing of the package
// that it checks.

// slow is a rule set as the slow evaluator reads it.
type slow struct {
	r         *ruleset.RuleSet
	e         *decide.Engine // for the filters of agencies only
	questions map[string]*ruleset.Question
	criteria  map[string]*ruleset.Criterion
	inputs    []input // everything that can be asked
}

// input is one thing that is asked, and its answers.
type input struct {
	key     string // kind and name
	answers []string
	applies *ruleset.Part
}

// known is what is known of a case: the answers by the key of their input. What is
// not there is not known.
type known map[string]string

// none is the answer of a question that does not apply.
const none = "-"

// truth is no, perhaps or yes.
type truth int

const (
	no truth = iota
	perhaps
	yes
)

func newSlow(e *decide.Engine) *slow {
	r := e.Rules
	s := &slow{r: r, e: e, questions: map[string]*ruleset.Question{}, criteria: map[string]*ruleset.Criterion{}}
	for i := range r.Questions {
		q := &r.Questions[i]
		s.questions[q.Name] = q
		in := input{key: "question " + q.Name, answers: q.Answers}
		if q.Kind == "to-be-written" {
			continue
		}
		for n := q.Low; q.Kind == "number" && n <= q.High; n++ {
			in.answers = append(in.answers, strconv.Itoa(n))
		}
		if q.Applies != nil {
			in.applies = &q.Applies.Tree
		}
		s.inputs = append(s.inputs, in)
	}
	for i := range r.Criteria {
		s.criteria[r.Criteria[i].Name] = &r.Criteria[i]
	}
	s.inputs = append(s.inputs, input{key: "consent", answers: []string{"given", "refused", "not-asked"}})
	seen := map[string]bool{}
	var look func(p *ruleset.Part)
	look = func(p *ruleset.Part) {
		key := ""
		switch p.Op {
		case "words":
			key = "words " + p.Question
		case "reason", "event":
			key = p.Op + " " + p.Name
		}
		if key != "" && !seen[key] {
			seen[key] = true
			s.inputs = append(s.inputs, input{key: key, answers: []string{"no", "yes"}})
		}
		for i := range p.Parts {
			look(&p.Parts[i])
		}
	}
	r.EachCondition(func(c *ruleset.Condition) { look(&c.Tree) })
	return s
}

// truth works a tree out over what is known, without drawing anything together.
// levels are those that the case may be at; "" among them stands for none.
func (s *slow) truth(p *ruleset.Part, k known, levels []string) truth {
	switch p.Op {
	case "all":
		least := yes
		for i := range p.Parts {
			least = min(least, s.truth(&p.Parts[i], k, levels))
		}
		return least
	case "any":
		most := no
		for i := range p.Parts {
			most = max(most, s.truth(&p.Parts[i], k, levels))
		}
		return most
	case "at-least":
		sure, could := 0, 0
		for i := range p.Parts {
			t := s.truth(&p.Parts[i], k, levels)
			if t == yes {
				sure++
			}
			if t != no {
				could++
			}
		}
		return verdict(sure >= p.N, could >= p.N)
	case "not":
		return yes - s.truth(&p.Parts[0], k, levels)
	case "criterion":
		return s.truth(&s.criteria[p.Name].When.Tree, k, levels)
	case "level":
		in, out := false, false
		for _, l := range levels {
			if s.levelIs(p, l) {
				in = true
			} else {
				out = true
			}
		}
		return verdict(in && !out, in)
	case "to-be-written":
		return perhaps
	case "question":
		q := s.questions[p.Name]
		if q.Kind == "to-be-written" {
			return perhaps
		}
		return s.answered(p, q, k, levels)
	case "consent", "referrer":
		a, ok := k[p.Op]
		if !ok {
			return perhaps
		}
		return is(slices.Contains(p.Values, a) != (p.Test == "is-not"))
	case "words":
		return s.yesNo("words "+p.Question, k)
	case "reason", "event":
		return s.yesNo(p.Op+" "+p.Name, k)
	}
	panic("a part of the form " + p.Op)
}

func (s *slow) yesNo(key string, k known) truth {
	a, ok := k[key]
	if !ok {
		return perhaps
	}
	return is(a == "yes")
}

func is(b bool) truth {
	if b {
		return yes
	}
	return no
}

func verdict(sure, could bool) truth {
	switch {
	case sure:
		return yes
	case could:
		return perhaps
	}
	return no
}

// answered says whether the answer to a question passes a test. An answer that is
// not known may be any; whether the question applies at all may not be known
// either.
func (s *slow) answered(p *ruleset.Part, q *ruleset.Question, k known, levels []string) truth {
	var could []string
	if a, ok := k["question "+q.Name]; ok {
		could = []string{a}
	} else {
		applies := yes
		if q.Applies != nil {
			applies = s.truth(&q.Applies.Tree, k, levels)
		}
		if applies != no {
			could = append(could, s.answersOf(q)...)
		}
		if applies != yes {
			could = append(could, none)
		}
	}
	in, out := false, false
	for _, a := range could {
		if s.passes(p, q, a) {
			in = true
		} else {
			out = true
		}
	}
	return verdict(in && !out, in)
}

func (s *slow) answersOf(q *ruleset.Question) []string {
	for _, in := range s.inputs {
		if in.key == "question "+q.Name {
			return in.answers
		}
	}
	return nil
}

func (s *slow) passes(p *ruleset.Part, q *ruleset.Question, answer string) bool {
	if answer == none {
		return p.Test == "is-not"
	}
	rank := func(a string) int {
		if q.Kind == "number" {
			n, _ := strconv.Atoi(a)
			return n
		}
		return slices.Index(q.Answers, a)
	}
	values := slices.Clone(p.Values)
	for _, n := range p.Numbers {
		values = append(values, strconv.Itoa(n))
	}
	found := false
	for _, v := range values {
		switch p.Test {
		case "", "is", "is-not":
			found = found || answer == v
		case "at-least":
			found = found || rank(answer) >= rank(v)
		case "at-most":
			found = found || rank(answer) <= rank(v)
		case "under":
			found = found || rank(answer) < rank(v)
		case "over":
			found = found || rank(answer) > rank(v)
		}
	}
	return found != (p.Test == "is-not")
}

func (s *slow) rank(level string) int {
	return slices.IndexFunc(s.r.Levels, func(l ruleset.Level) bool { return l.Name == level })
}

func (s *slow) levelIs(p *ruleset.Part, level string) bool {
	found := false
	for _, v := range p.Values {
		switch {
		case p.Test == "" || p.Test == "is" || p.Test == "is-not":
			found = found || level == v
		case level == "":
		case p.Test == "at-least":
			found = found || s.rank(level) >= s.rank(v)
		case p.Test == "at-most":
			found = found || s.rank(level) <= s.rank(v)
		case p.Test == "under":
			found = found || s.rank(level) < s.rank(v)
		case p.Test == "over":
			found = found || s.rank(level) > s.rank(v)
		}
	}
	return found != (p.Test == "is-not")
}

// levels returns the level that is certain and those that are not ruled out, it
// among them.
func (s *slow) levels(k known) (floor string, could []string) {
	for _, l := range s.r.Levels {
		if l.Otherwise {
			floor = l.Name
		}
	}
	for i := range s.r.Criteria {
		c := &s.r.Criteria[i]
		if c.Level != "" && s.truth(&c.When.Tree, k, nil) == yes && s.rank(c.Level) > s.rank(floor) {
			floor = c.Level
		}
	}
	could = []string{floor}
	for i := range s.r.Criteria {
		c := &s.r.Criteria[i]
		if c.Level != "" && s.truth(&c.When.Tree, k, nil) == perhaps && s.rank(c.Level) > s.rank(floor) && !slices.Contains(could, c.Level) {
			could = append(could, c.Level)
		}
	}
	return floor, could
}

func (s *slow) when(c *ruleset.Condition, k known, levels []string) truth {
	if c == nil {
		return yes
	}
	return s.truth(&c.Tree, k, levels)
}

// counts says of each of several lines with one keyword whether it counts.
func (s *slow) counts(cases []*ruleset.Condition, k known, levels []string) []truth {
	other := no
	for _, c := range cases {
		if c != nil {
			other = max(other, s.when(c, k, levels))
		}
	}
	all := make([]truth, len(cases))
	for i, c := range cases {
		all[i] = yes - other
		if c != nil {
			all[i] = s.when(c, k, levels)
		}
	}
	return all
}

// outcome is what the slow evaluator says of a case.
type outcome struct {
	floor                       string
	levels                      []string
	criteria, pathways, sharing map[string]truth
	leads                       map[string]truth // by level and role
}

func (s *slow) decide(k known, from string) outcome {
	floor, levels := s.levels(k)
	out := outcome{floor: floor, levels: levels, criteria: map[string]truth{}, pathways: map[string]truth{}, sharing: map[string]truth{}, leads: map[string]truth{}}
	for i := range s.r.Criteria {
		c := &s.r.Criteria[i]
		out.criteria[c.Name] = s.truth(&c.When.Tree, k, levels)
	}
	for i := range s.r.Levels {
		l := &s.r.Levels[i]
		if !slices.Contains(levels, l.Name) {
			continue
		}
		var cases []*ruleset.Condition
		for j := range l.Leads {
			cases = append(cases, l.Leads[j].When)
		}
		for j, t := range s.counts(cases, k, levels) {
			key := l.Name + " " + l.Leads[j].Role
			out.leads[key] = max(out.leads[key], t)
		}
	}
	for i := range s.r.Pathways {
		p := &s.r.Pathways[i]
		out.pathways[p.Name] = min(s.open(p, k, levels), s.sends(p.From, from))
	}
	for i := range s.r.Shares {
		x := &s.r.Shares[i]
		out.sharing[x.Name] = min(s.when(x.When, k, levels), s.sends(x.From, from))
	}
	return out
}

func (s *slow) open(p *ruleset.Pathway, k known, levels []string) truth {
	if p.NotAllowed != "" {
		return no
	}
	in, out := no, no // that the case is at a level of it and the family agreed, or not
	for _, name := range levels {
		here := yes
		if len(p.Levels) > 0 && !slices.Contains(p.Levels, name) {
			here = no
		}
		if name != "" {
			here = min(here, s.agreed(p, &s.r.Levels[s.rank(name)], k, levels))
		}
		in, out = max(in, here), max(out, yes-here)
	}
	t := perhaps
	switch {
	case in == no:
		t = no
	case out == no:
		t = yes
	}
	return min(t, s.when(p.When, k, levels))
}

func (s *slow) agreed(p *ruleset.Pathway, l *ruleset.Level, k known, levels []string) truth {
	if slices.Contains(s.r.NothingDelays, l.Name) {
		return yes
	}
	lines := l.Consent
	for _, c := range p.Consent {
		if slices.Contains(c.For, "referral") || slices.Contains(c.For, "help") {
			lines = p.Consent
		}
	}
	asked := no
	for _, purpose := range []string{"referral", "help"} {
		var cases []*ruleset.Condition
		var needed []string
		for _, c := range lines {
			if slices.Contains(c.For, purpose) {
				cases = append(cases, c.When)
				needed = append(needed, c.Needed)
			}
		}
		for i, t := range s.counts(cases, k, levels) {
			if needed[i] != "not-required" {
				asked = max(asked, t)
			}
		}
		if len(cases) > 0 {
			break
		}
	}
	said := perhaps
	switch k["consent"] {
	case "given":
		said = yes
	case "refused":
		said = no
	}
	return max(yes-asked, said)
}

// sends says whether an agency is among parties; "" is nobody in particular.
func (s *slow) sends(parties []ruleset.Party, agency string) truth {
	if agency == "" {
		return yes
	}
	if len(parties) == 0 {
		return perhaps
	}
	owner := map[string]string{}
	var teams func(a string, list []ruleset.Team)
	teams = func(a string, list []ruleset.Team) {
		for _, t := range list {
			owner[t.Name] = a
			teams(a, t.Teams)
		}
	}
	for _, a := range s.r.Agencies {
		owner[a.Name] = a.Name
		teams(a.Name, a.Teams)
	}
	most := no
	for _, p := range parties {
		switch {
		case p.Kind == "any-agency" && p.Where == nil, p.Name == "referrer":
			most = yes
		case p.Kind == "any-agency": // filters have a test of their own
			switch s.e.Sends([]ruleset.Party{p}, agency) {
			case logic.True:
				most = yes
			case logic.Unknown:
				most = max(most, perhaps)
			}
		case owner[p.Name] == agency:
			most = yes
		}
		for _, r := range s.r.Roles {
			if p.Kind == "role" && r.Name == p.Name {
				most = max(most, s.sends(r.At, agency))
			}
		}
		for _, g := range s.r.Groups {
			if p.Kind == "group" && g.Name == p.Name && slices.Contains(g.Members, agency) {
				most = yes
			}
		}
	}
	return most
}

// full makes a random case of which everything is known, with the answers that
// the rules ask for more often than others.
func (s *slow) full(r *rand.Rand) known {
	k := known{}
	for range 20 { // whether a question applies hangs on others
		for _, in := range s.inputs {
			if _, ok := k[in.key]; ok {
				continue
			}
			applies := yes
			if in.applies != nil {
				applies = s.truth(in.applies, k, nil)
			}
			switch {
			case applies == perhaps:
			case applies == no:
				k[in.key] = none
			case r.Intn(2) == 0 && len(in.answers) > 20:
				k[in.key] = in.answers[r.Intn(20)]
			default:
				k[in.key] = in.answers[r.Intn(len(in.answers))]
			}
		}
	}
	return k
}

// quieter turns most answers of a case to the one that gives least cause for
// concern, so that not every random case is at the highest level.
func (s *slow) quieter(r *rand.Rand, k known) known {
	for i := range s.r.Questions {
		q := &s.r.Questions[i]
		if q.Applies == nil && q.Kind != "to-be-written" && r.Intn(10) < 8 {
			k["question "+q.Name] = q.Quiet
		}
	}
	for i := range s.r.Questions { // what applies may have changed
		if q := &s.r.Questions[i]; q.Applies != nil {
			delete(k, "question "+q.Name)
		}
	}
	for range 20 {
		for _, in := range s.inputs {
			if _, ok := k[in.key]; ok || in.applies == nil {
				continue
			}
			switch s.truth(in.applies, k, nil) {
			case no:
				k[in.key] = none
			case yes:
				k[in.key] = in.answers[r.Intn(len(in.answers))]
			}
		}
	}
	return k
}

// forget makes some of what is known of a case unknown, and returns every way to
// complete it, at most limit of them.
func (s *slow) forget(r *rand.Rand, k known, limit int) (part known, completions []known) {
	part = known{}
	for key, a := range k {
		part[key] = a
	}
	gone := map[string]bool{}
	for range 1 + r.Intn(4) {
		gone[s.inputs[r.Intn(len(s.inputs))].key] = true
	}
	// What a question that is gone decides about cannot be known either.
	for key := range gone {
		delete(part, key)
	}
	for range 20 {
		for _, in := range s.inputs {
			if in.applies != nil && s.truth(in.applies, part, nil) == perhaps {
				delete(part, in.key)
			}
		}
	}
	completions = []known{{}}
	for key, a := range part {
		completions[0][key] = a
	}
	for range 20 {
		changed := false
		for _, in := range s.inputs {
			var next []known
			for _, c := range completions {
				_, have := c[in.key]
				applies := yes
				if in.applies != nil {
					applies = s.truth(in.applies, c, nil)
				}
				if have || applies == perhaps {
					next = append(next, c)
					continue
				}
				changed = true
				answers := in.answers
				if applies == no {
					answers = []string{none}
				}
				for _, a := range answers {
					d := known{in.key: a}
					for key, b := range c {
						d[key] = b
					}
					next = append(next, d)
				}
			}
			if completions = next; len(completions) > limit {
				return part, nil
			}
		}
		if !changed {
			break
		}
	}
	return part, completions
}
