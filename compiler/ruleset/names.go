package ruleset

import (
	"fmt"
	"reflect"
	"strings"
)

// checkNames makes sure that every name in the rule set leads somewhere, and to
// the right kind of thing, and that times and hours can be counted. Which kinds a name may lead to stands in the `ref`
// tags of the types.
func (r *RuleSet) checkNames() error {
	c := nameCheck{draft: r.Document.Draft}
	var twice string
	c.declared, twice = r.declared()
	if twice != "" && !r.Document.Draft { // an error in the text of a draft
		c.fail("%s stands there twice", twice)
	}
	if !r.Document.Draft {
		c.days(r)
	}
	c.walk(reflect.ValueOf(r).Elem(), "", "")
	return c.err
}

// declared returns the names of each kind of thing; those of steps and stages
// with the pathway or escalation in front, as rules refer to them. twice is the
// first that two things of one kind have.
func (r *RuleSet) declared() (all map[string]map[string]bool, twice string) {
	all = map[string]map[string]bool{}
	add := func(kind, name string) {
		if all[kind] == nil {
			all[kind] = map[string]bool{}
		}
		if all[kind][name] && name != "" && twice == "" {
			twice = fmt.Sprintf("%s %q", kind, name)
		}
		all[kind][name] = true
	}
	var teams func(list []Team)
	teams = func(list []Team) {
		for _, t := range list {
			add("team", t.Name)
			teams(t.Teams)
		}
	}
	add("document", r.Document.Name)
	for _, x := range r.Documents {
		add("document", x.Name)
	}
	for _, x := range r.Questions {
		add("question", x.Name)
	}
	for _, x := range r.Judgements {
		add("judgement", x.Name)
	}
	for _, x := range r.Levels {
		add("level", x.Name)
	}
	for _, x := range r.Criteria {
		add("criterion", x.Name)
	}
	for _, x := range r.Indicators {
		add("indicators", x.Name)
	}
	for _, x := range r.Agencies {
		add("agency", x.Name)
		teams(x.Teams)
		for _, y := range x.Contracts {
			add("contract", y.Name)
		}
	}
	for _, x := range r.Roles {
		add("role", x.Name)
	}
	for _, x := range r.Groups {
		add("group", x.Name)
	}
	for _, x := range r.Pathways {
		add("pathway", x.Name)
		for _, y := range x.Steps {
			add("step", x.Name+"."+y.Name)
		}
	}
	for _, x := range r.Meetings {
		add("meeting", x.Name)
	}
	for _, x := range r.Shares {
		add("share", x.Name)
	}
	for _, x := range r.Escalations {
		add("escalation", x.Name)
		for _, y := range x.Stages {
			add("stage", x.Name+"."+y.Name)
		}
	}
	for _, x := range r.Services {
		add("service", x.Name)
	}
	for _, x := range r.Training {
		add("training", x.Name)
	}
	for _, x := range r.Audits {
		add("audit", x.Name)
	}
	for _, x := range r.Plans {
		add("plan", x.Name)
	}
	for _, x := range r.Terms {
		add("term", x.Name)
	}
	for _, x := range r.Events {
		add("event", x.Name)
	}
	for _, x := range r.TimeLimits {
		add("time-limit", x.Name)
	}
	for _, x := range r.Sections {
		add("section", x.Name)
	}
	return all, twice
}

// nameCheck walks through a rule set and stops at the first name that leads
// nowhere.
type nameCheck struct {
	declared map[string]map[string]bool
	draft    bool // parts may still be to be written
	depth    int  // of the part that is looked at
	err      error
}

// walk looks at one value. at is the place in the rule set, such as
// "pathways to-social-care", and kinds are the kinds that a name may lead to.
func (c *nameCheck) walk(v reflect.Value, at, kinds string) {
	if c.err != nil {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			c.walk(v.Elem(), at, kinds)
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.walk(v.Index(i), at, kinds)
		}
	case reflect.String:
		if kinds != "" && v.String() != "" {
			c.leads(at, kinds, v.String())
		}
	case reflect.Struct:
		c.structure(v, at)
	}
}

func (c *nameCheck) structure(v reflect.Value, at string) {
	switch x := v.Interface().(type) {
	case Part:
		c.part(x, at)
		return
	case Party:
		switch x.Kind {
		case "agency", "team", "role", "group":
			c.leads(at, x.Kind, x.Name)
		}
		return
	case Anchor:
		if x.Kind != "moment" && x.Kind != "to-be-written" {
			c.leads(at, x.Kind, x.Name)
		}
		return
	case Time:
		c.time(&x, at)
	case Open:
		c.open(&x, at)
	case Length:
		c.lasts(&x, at)
	case Object:
		if x.Kind == "thing" {
			c.leads(at, "*", x.Name)
		}
		return
	}
	if head := v.FieldByName("Head"); head.IsValid() {
		at = strings.TrimSpace(at + " " + head.Interface().(Head).Name)
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		place := at
		if f.Type.Kind() == reflect.Slice && at == "" {
			place, _, _ = strings.Cut(f.Tag.Get("json"), ",")
		}
		c.walk(v.Field(i), place, f.Tag.Get("ref"))
	}
}

// part looks at one part of a condition, and at the numbers that the schema
// cannot hold.
func (c *nameCheck) part(p Part, at string) {
	switch p.Op {
	case "question", "criterion":
		c.leads(at, p.Op, p.Name)
	case "level":
		if len(p.Values) == 0 {
			c.fail("%s: a condition asks for a level and names none; %s are allowed", at, c.listed("level"))
		}
		for _, v := range p.Values {
			if !c.declared["level"][v] {
				c.fail("%s: a condition asks whether the level is %s%q, which is no level; %s are allowed", at, prefixed(strings.ReplaceAll(p.Test, "-", " ")), v, c.listed("level"))
			}
		}
	case "at-least":
		if p.N < 1 || p.N > len(p.Parts) {
			c.fail("%s: at least %d of %d parts cannot be asked for", at, p.N, len(p.Parts))
		}
	case "not":
		if len(p.Parts) != 1 {
			c.fail("%s: not takes one part and has %d", at, len(p.Parts))
		}
	}
	if c.depth++; c.depth > maxDepth {
		c.fail("%s: a condition nests deeper than %d parts", at, maxDepth)
		return
	}
	for _, q := range p.Parts {
		c.part(q, at)
	}
	c.depth--
}

// maxDepth bounds how deep a condition nests; in the language it is 20 blocks.
const maxDepth = 100

// leads says that a name has to lead to something of one of the kinds.
func (c *nameCheck) leads(at, kinds, name string) {
	if kinds == "*" {
		for _, names := range c.declared {
			if names[name] {
				return
			}
		}
		c.fail("%s names %q, which the rule set does not declare", at, name)
		return
	}
	for _, kind := range strings.Split(kinds, ",") {
		if c.declared[kind][name] {
			return
		}
	}
	c.fail("%s names the %s %q, which the rule set does not declare; %s", at, strings.ReplaceAll(kinds, ",", " or "), name, c.allowed(kinds))
}

// allowed says what a name of some kinds could be.
func (c *nameCheck) allowed(kinds string) string {
	if all := c.listed(strings.Split(kinds, ",")...); all != "" {
		return "it declares " + all
	}
	return "it declares none"
}

func (c *nameCheck) listed(kinds ...string) string {
	var all []string
	for _, k := range kinds {
		for name := range c.declared[k] {
			all = append(all, name)
		}
	}
	return listed(all)
}

// prefixed is a test as it stands before what is asked for.
func prefixed(test string) string {
	if test == "" || test == "is" {
		return ""
	}
	return strings.TrimPrefix(test, "is ") + " "
}

func (c *nameCheck) fail(format string, values ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, values...)
	}
}
