package prove

import (
	"errors"

	"concordat/compiler/clock"
	"concordat/compiler/decide"
)

// yearFrom is the first day of the year whose starts are gone through where the
// agreement does not say when it comes into force.
var yearFrom = clock.Date(2026, 1, 1)

// times holds the times of steps against the limits that they are under, and looks
// for duties that are due before they may be done.
func times(p *prover) {
	from := yearFrom
	if day, err := clock.ParseDay(p.r.Document.InForce); err == nil {
		from = day
	}
	timing := decide.NewTiming(p.r)
	found, err := timing.Findings(from)
	switch {
	case errors.Is(err, clock.ErrTooLong):
		p.tooLong = true
	case err != nil: // bank holidays are not known for that year
		found, err = timing.Findings(yearFrom)
		p.tooLong = errors.Is(err, clock.ErrTooLong)
	}
	if err != nil {
		p.undecided = append(p.undecided, "looser-than-statute", "unit-differs", "impossible-window")
	}
	for _, x := range found {
		f := Finding{Code: x.Code, Place: x.Place, Message: x.Message, Told: x.Dates, Help: x.Help}
		if x.Limit != nil {
			f.Related = []Related{{Place: x.Limit.Place, Text: "this is the limit"}}
		}
		if x.Code != "unit-differs" {
			f.Case = &decide.Case{At: x.Start.ISO()}
		}
		p.add(f)
	}
}
