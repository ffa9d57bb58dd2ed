package main

import (
	"strconv"
	"time"

	"concordat/compiler/model"
)

// dateOption is shared by the commands that judge dates.
type dateOption struct {
	Today string `placeholder:"DATE" help:"The day on which dates are judged, such as 2026-11-21. Left out, the day that SOURCE_DATE_EPOCH gives (seconds since 1970), else today. With it the output is the same on every day and machine, byte for byte."`
}

// today returns the day on which dates are judged.
func (m *machine) today(o dateOption) (model.Date, error) {
	day, err := m.instant()
	if err != nil {
		return model.Date{}, err
	}
	if o.Today != "" {
		if day, err = time.Parse(time.DateOnly, o.Today); err != nil {
			return model.Date{}, misuse("%q is no date; write it as 2026-11-21", o.Today)
		}
	}
	return model.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}, nil
}

// instant returns the moment that SOURCE_DATE_EPOCH gives, else that of the clock.
// Invariant: the clock of the machine is read nowhere else.
func (m *machine) instant() (time.Time, error) {
	epoch := m.env("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return m.now(), nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, misuse("SOURCE_DATE_EPOCH is %q; it has to be a number of seconds since 1970", epoch)
	}
	return time.Unix(seconds, 0).UTC(), nil
}
