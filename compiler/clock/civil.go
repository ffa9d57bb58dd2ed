package clock

import "fmt"

// Date returns a day of the Gregorian calendar. A month outside 1 to 12 or a day
// that the month does not have counts on from it.
func Date(year, month, dayOfMonth int) Day {
	year += floorDiv(month-1, 12)
	month = floorMod(month-1, 12) + 1
	if month <= 2 {
		year--
	}
	era := floorDiv(year, 400)
	ofEra := year - era*400
	ofYear := (153*((month+9)%12)+2)/5 + dayOfMonth - 1
	return Day(era*146097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719468)
}

// Date returns the year, the month from 1 and the day of the month.
func (d Day) Date() (year, month, dayOfMonth int) {
	n := int(d) + 719468
	era := floorDiv(n, 146097)
	ofEra := n - era*146097
	yearOfEra := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	m := (5*ofYear + 2) / 153
	year, month, dayOfMonth = yearOfEra+era*400, (m+2)%12+1, ofYear-(153*m+2)/5+1
	if month <= 2 {
		year++
	}
	return year, month, dayOfMonth
}

// Weekday returns the day of the week, Monday 0 to Sunday 6.
func (d Day) Weekday() int { return floorMod(int(d)+3, 7) }

// Start returns 00:00 of d.
func (d Day) Start() Moment { return d.Clock(0) }

// Clock returns the moment at which clocks on d show a minute of the day. Minute
// 1440 is 24:00, and later ones count on into the days after. Of a time that comes
// twice it is the first; one that is left out is moved on by one hour.
func (d Day) Clock(minute int) Moment {
	wall := Moment(d)*day + Moment(minute)
	if summer(wall - 60) {
		return wall - 60
	}
	return wall
}

// Day returns the day of m in England.
func (m Moment) Day() Day { return Day(floorDiv(int(m)+m.offset(), day)) }

// Clock returns the minute of the day that clocks show in England at m.
func (m Moment) Clock() int { return floorMod(int(m)+m.offset(), day) }

// offset returns by how many minutes England is ahead of UTC.
func (m Moment) offset() int {
	if summer(m) {
		return 60
	}
	return 0
}

// summer says whether British summer time holds at m: from 01:00 UTC on the last
// Sunday of March to 01:00 UTC on the last Sunday of October.
func summer(m Moment) bool {
	// A year of 525,949 minutes leads to the right row, or to its neighbour within two
	// days of a New Year, when it is winter in both.
	year := 1970 + floorDiv(int(m), 525949)
	if year < firstYear || year > lastYear {
		return m >= change(year, 3) && m < change(year, 10)
	}
	row := &summers[year-firstYear]
	return m >= row[0] && m < row[1]
}

// summers has the beginning and end of summer time in each year from firstYear.
var summers = func() (all [lastYear - firstYear + 1][2]Moment) {
	for i := range all {
		all[i] = [2]Moment{change(firstYear+i, 3), change(firstYear+i, 10)}
	}
	return all
}()

// change returns 01:00 UTC on the last Sunday of a month of 31 days.
func change(year, month int) Moment {
	last := Date(year, month, 31)
	last -= Day((last.Weekday() + 1) % 7)
	return Moment(last)*day + 60
}

// repeated says whether clocks show the time of m for the second time, in the
// hour after they have gone back.
func (m Moment) repeated() bool { return !summer(m) && summer(m-60) }

var (
	weekdays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	months   = [...]string{"January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December"}
)

// String returns "Tuesday 29 December 2026".
func (d Day) String() string {
	year, month, of := d.Date()
	return fmt.Sprintf("%s %d %s %d", weekdays[d.Weekday()], of, months[month-1], year)
}

// ISO returns "2026-12-29".
func (d Day) ISO() string {
	year, month, of := d.Date()
	return fmt.Sprintf("%04d-%02d-%02d", year, month, of)
}

// String returns "Thursday 24 December 2026 16:50", and says so where clocks show
// that time for the second time.
func (m Moment) String() string {
	text := fmt.Sprintf("%s %02d:%02d", m.Day(), m.Clock()/60, m.Clock()%60)
	if m.repeated() {
		text += " (after the clocks have gone back)"
	}
	return text
}

// ISO returns "2026-12-24T16:50:00Z" in winter and "2026-07-01T16:50:00+01:00" in
// summer: the time on the wall, with its offset as RFC 3339 has it.
func (m Moment) ISO() string {
	offset := "Z"
	if summer(m) {
		offset = "+01:00"
	}
	return fmt.Sprintf("%sT%02d:%02d:00%s", m.Day().ISO(), m.Clock()/60, m.Clock()%60, offset)
}

// The years that are read. British summer time has had its present rule since
// 1996.
const firstYear, lastYear = 1996, 2099

// ParseDay reads a day such as "2026-12-24".
func ParseDay(text string) (Day, error) {
	d, rest, err := parseDay(text)
	if err == nil && rest != "" {
		err = fmt.Errorf("%q is not a day: nothing may follow %s", text, d.ISO())
	}
	return d, err
}

// ParseMoment reads a time in England such as "2026-12-24T16:50", or a time with
// its offset as RFC 3339 has it, such as "2026-12-24T16:50:00Z". Seconds are left
// off. An error says what is wrong and shows the form.
func ParseMoment(text string) (Moment, error) {
	wrong := func(what string) (Moment, error) {
		return 0, fmt.Errorf("%q is not a moment: %s; write it as 2026-12-24T16:50, or with its offset as 2026-12-24T16:50:00Z", text, what)
	}
	d, rest, err := parseDay(text)
	if err != nil {
		return 0, err
	}
	if len(rest) < 6 || rest[0] != 'T' && rest[0] != 't' || rest[3] != ':' {
		return wrong("the time of the day is missing")
	}
	hour, ok1 := digits(rest[1:3])
	minute, ok2 := digits(rest[4:6])
	if !ok1 || !ok2 || hour > 23 || minute > 59 {
		return wrong("the time of the day runs from 00:00 to 23:59")
	}
	rest = rest[6:]
	if rest == "" {
		return d.Clock(hour*60 + minute), nil
	}
	if rest[0] == ':' {
		if len(rest) < 3 {
			return wrong("the seconds are missing")
		}
		if second, ok := digits(rest[1:3]); !ok || second > 60 {
			return wrong("the seconds run from 00 to 59")
		}
		if rest = rest[3:]; rest != "" && rest[0] == '.' {
			n := 1
			for n < len(rest) && '0' <= rest[n] && rest[n] <= '9' {
				n++
			}
			if n == 1 {
				return wrong("no digits follow the point")
			}
			rest = rest[n:]
		}
		if rest == "" {
			return wrong("a time with seconds needs its offset")
		}
	}
	m := Moment(d)*day + Moment(hour*60+minute)
	if rest == "Z" || rest == "z" {
		return m, nil
	}
	if len(rest) != 6 || rest[0] != '+' && rest[0] != '-' || rest[3] != ':' {
		return wrong("the offset is Z, or such as +01:00")
	}
	hours, ok1 := digits(rest[1:3])
	minutes, ok2 := digits(rest[4:6])
	if !ok1 || !ok2 || hours > 23 || minutes > 59 {
		return wrong("the offset is Z, or such as +01:00")
	}
	if rest[0] == '-' {
		return m + Moment(hours*60+minutes), nil
	}
	return m - Moment(hours*60+minutes), nil
}

// parseDay reads the day that text begins with, and returns what follows it.
func parseDay(text string) (d Day, rest string, err error) {
	if len(text) < 10 || text[4] != '-' || text[7] != '-' {
		return 0, "", fmt.Errorf("%q does not begin with a day such as 2026-12-24", text)
	}
	year, ok1 := digits(text[:4])
	month, ok2 := digits(text[5:7])
	of, ok3 := digits(text[8:10])
	if !ok1 || !ok2 || !ok3 {
		return 0, "", fmt.Errorf("%q does not begin with a day such as 2026-12-24", text)
	}
	if year < firstYear || year > lastYear {
		return 0, "", fmt.Errorf("%q lies outside the years %d to %d", text, firstYear, lastYear)
	}
	if month < 1 || month > 12 || of < 1 || of > daysIn(year, month) {
		return 0, "", fmt.Errorf("%q is not a day of the calendar", text[:10])
	}
	return Date(year, month, of), text[10:], nil
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// daysIn returns how many days a month has.
func daysIn(year, month int) int { return int(Date(year, month+1, 1) - Date(year, month, 1)) }

// addMonths returns the same day of a later or earlier month, or its last.
func addMonths(d Day, n int) Day {
	year, month, of := d.Date()
	first := Date(year, month+n, 1)
	year, month, _ = first.Date()
	return first + Day(min(of, daysIn(year, month))-1)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - floorDiv(a, b)*b }
