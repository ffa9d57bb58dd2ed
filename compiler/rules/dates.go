package rules

import "concordat/compiler/model"

// The date rules follow what real documents get wrong: a review date that is
// blank, long past, or the day of issue (requirement gov-6).

func reviewDateMissing(p *Pass) {
	for _, d := range p.current() {
		if lacks(d, "review-by") {
			p.report(d, place(d), "nothing says when "+called(d)+" is reviewed", "add `review-by` with a date")
		}
	}
}

func reviewDatePassed(p *Pass) {
	for _, d := range p.current() {
		if l := d.Line("review-by"); l != nil && !l.Date.IsZero() && !p.Today.IsZero() && before(lastDay(l.Date), p.Today) {
			p.report(d, l.Value, "the review date of "+called(d)+" has passed", "review it and write the next date, or mark it `status under-review`")
		}
	}
}

func reviewDateIsIssueDate(p *Pass) {
	for _, d := range p.current() {
		review := d.Line("review-by")
		if review == nil || review.Date.IsZero() {
			continue
		}
		for _, keyword := range []string{"approved-on", "in-force"} {
			if l := d.Line(keyword); l != nil && !l.Date.IsZero() && !before(lastDay(l.Date), lastDay(review.Date)) {
				p.report(d, review.Value, "the review date is not later than the date in `"+keyword+"`", "write the day by which the next review is done")
				break
			}
		}
	}
}

// current returns the folder's own documents that are in use or on their way.
func (p *Pass) current() []*model.Thing {
	var found []*model.Thing
	for _, d := range p.Documents() {
		if s := d.Word("status"); s != "superseded" && s != "legacy" && s != "under-review" {
			found = append(found, d)
		}
	}
	return found
}

// lastDay takes a month or a year as its last day, so that a date is judged
// late and never early.
func lastDay(d model.Date) model.Date {
	if d.Month == 0 {
		d.Month = 12
	}
	if d.Day == 0 {
		d.Day = 31
	}
	return d
}

func before(a, b model.Date) bool {
	switch {
	case a.Year != b.Year:
		return a.Year < b.Year
	case a.Month != b.Month:
		return a.Month < b.Month
	}
	return a.Day < b.Day
}
