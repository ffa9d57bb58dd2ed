package decide

import "concordat/compiler/ruleset"

// due returns when a duty has to be done, nil where it has no time. Without a
// moment it says the limit in words.
func (d *decision) due(x *ruleset.Duty, at scope) *Due {
	if len(x.Times) == 0 {
		return nil
	}
	return &Due{Text: x.TimeText, AtOnce: atOnce(x)}
}

// stepDue returns when a step has to be done with all that it asks, nil where
// nothing in it has a time.
func (d *decision) stepDue(p *ruleset.Pathway, n int) *Due { return nil }

// atOnce says that a duty is to be done at once, whatever the case.
func atOnce(x *ruleset.Duty) bool {
	for i := range x.Times {
		if x.Times[i].Kind == "at-once" {
			return true
		}
	}
	return false
}
