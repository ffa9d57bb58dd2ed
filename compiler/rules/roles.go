package rules

import "concordat/compiler/model"

// single are the kinds of role that one person holds and others turn to.
var single = set("designated-practitioner safeguarding-lead named-professional link-worker")

func roleWithoutDeputy(p *Pass) {
	deputies, owners := map[*model.Thing]bool{}, map[*model.Thing]bool{}
	for _, r := range p.local("role") {
		for _, l := range r.All("deputy") {
			// Any role may be the one that was meant.
			if l.Bad || anyRef(l.Refs, unknown) {
				return
			}
			for _, d := range l.Refs {
				deputies[d.Thing] = true
			}
		}
	}
	for _, s := range p.local("step") {
		if len(musts(s)) > 0 {
			for _, by := range s.Refs("by") {
				owners[by.Thing] = true
			}
		}
	}
	for _, r := range p.own("role") {
		if !lacks(r, "deputy") || deputies[r] || !onePost(r) {
			continue
		}
		kind := r.Word("kind")
		if single[kind] || owners[r] && (kind == "" || kind == "manager") {
			p.report(r, place(r), "nobody acts for "+called(r)+" when its holder is away", "add `deputy` with the role that covers")
		}
	}
}

// onePost says that a role is one post at one agency, as against a sort of
// worker.
func onePost(r *model.Thing) bool {
	at := r.Refs("at")
	return len(at) <= 1 && !anyRef(at, func(a model.Ref) bool { return a.Any })
}

func roleWithoutContact(p *Pass) {
	for _, r := range p.own("role") {
		if !single[r.Word("kind")] || !onePost(r) || !lacks(r, "phone") || !lacks(r, "email") {
			continue
		}
		if anyRef(r.Refs("at"), unclear) {
			continue
		}
		if at := r.Ref("at"); at == nil || !reachable(at) {
			p.report(r, place(r), "nobody can tell how to reach "+called(r), "add `phone` or `email`, or put the role at a team that has one")
		}
	}
}

// reachable says whether a team, its parents, or a team in an agency has a
// telephone number or an address.
func reachable(t *model.Thing) bool {
	for up := t; up != nil; up = up.Parent {
		if !lacks(up, "phone") || !lacks(up, "email") {
			return true
		}
	}
	for _, c := range t.Nested("team") {
		if reachableInside(c) {
			return true
		}
	}
	return false
}

func reachableInside(t *model.Thing) bool {
	if !lacks(t, "phone") || !lacks(t, "email") {
		return true
	}
	for _, c := range t.Nested("team") {
		if reachableInside(c) {
			return true
		}
	}
	return false
}
