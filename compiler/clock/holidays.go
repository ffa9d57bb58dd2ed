package clock

// The bank holidays of England and Wales, as GOV.UK ("UK bank holidays") lists
// them for the years that it has published; for later years, the days that the same
// rules give. Where a holiday falls on a Saturday or Sunday, its substitute day is
// the bank holiday and stands here, as on GOV.UK; the day itself is none.
//
// The rules, which the tests compute for themselves: New Year's Day, else the
// Monday after; Good Friday and Easter Monday; the first Monday of May; the last
// Monday of May; the last Monday of August; Christmas Day and Boxing Day, else the
// next working days after. By proclamation the early May holiday of 2020 was
// moved to Friday 8 May (75 years since the end of the war in Europe), and the
// spring holiday of 2022 to Thursday 2 June.
//
// A new proclamation changes a number here, or adds a row to extraHolidays.

// regularHolidays has a row a year: month and day of each of the eight holidays,
// 413 for 13 April.
var regularHolidays = [...]struct {
	year int
	days [8]int
}{
	//     New Year  Good Fri  Easter Mon  early May  spring  summer  Christmas  Boxing Day
	{2020, [8]int{101, 410, 413, 508, 525, 831, 1225, 1228}},
	{2021, [8]int{101, 402, 405, 503, 531, 830, 1227, 1228}},
	{2022, [8]int{103, 415, 418, 502, 602, 829, 1227, 1226}},
	{2023, [8]int{102, 407, 410, 501, 529, 828, 1225, 1226}},
	{2024, [8]int{101, 329, 401, 506, 527, 826, 1225, 1226}},
	{2025, [8]int{101, 418, 421, 505, 526, 825, 1225, 1226}},
	{2026, [8]int{101, 403, 406, 504, 525, 831, 1225, 1228}},
	{2027, [8]int{101, 326, 329, 503, 531, 830, 1227, 1228}},
	{2028, [8]int{103, 414, 417, 501, 529, 828, 1225, 1226}},
	{2029, [8]int{101, 330, 402, 507, 528, 827, 1225, 1226}},
	{2030, [8]int{101, 419, 422, 506, 527, 826, 1225, 1226}},
	{2031, [8]int{101, 411, 414, 505, 526, 825, 1225, 1226}},
	{2032, [8]int{101, 326, 329, 503, 531, 830, 1227, 1228}},
	{2033, [8]int{103, 415, 418, 502, 530, 829, 1227, 1226}},
	{2034, [8]int{102, 407, 410, 501, 529, 828, 1225, 1226}},
	{2035, [8]int{101, 323, 326, 507, 528, 827, 1225, 1226}},
}

// holidayNames are the names of the columns.
var holidayNames = [8]string{"New Year's Day", "Good Friday", "Easter Monday", "Early May bank holiday",
	"Spring bank holiday", "Summer bank holiday", "Christmas Day", "Boxing Day"}

// extraHolidays are those proclaimed for one year.
var extraHolidays = [...]struct {
	year, day int
	name      string
}{
	{2022, 603, "Platinum Jubilee bank holiday"},
	{2022, 919, "Bank holiday for the State Funeral of Queen Elizabeth II"},
	{2023, 508, "Bank holiday for the coronation of King Charles III"},
}

// The years that the table covers.
const firstHolidayYear, lastHolidayYear = 2020, 2035
