package checklist

import (
	"cmp"
	"time"

	"concordat/compiler/model"
)

// firstDay returns the first day of a date that names only a month or a year.
func firstDay(d model.Date) model.Date {
	d.Month, d.Day = max(d.Month, 1), max(d.Day, 1)
	return d
}

// lastDay returns the last day of a date that names only a month or a year.
func lastDay(d model.Date) model.Date {
	if d.Month == 0 {
		d.Month = 12
	}
	if d.Day == 0 {
		d.Day = time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	}
	return d
}

// addYear returns the day twelve months on; of 29 February, 28 February.
func addYear(d model.Date) model.Date {
	d.Year++
	if d.Month == 2 && d.Day == 29 {
		d.Day = 28
	}
	return d
}

// compareDates returns -1, 0 or 1.
func compareDates(a, b model.Date) int {
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
}
