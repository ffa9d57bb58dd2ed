package document

// Colours of the PDF. Text reaches 4.5:1 on every ground that it is set on,
// which a test checks.
var (
	textInk   = ink{0x0b, 0x0c, 0x0c}
	quietInk  = ink{0x50, 0x5a, 0x5f}
	deepInk   = ink{0x00, 0x30, 0x78} // headings' rule, steps, the title
	linkInk   = ink{0x00, 0x4b, 0x9b}
	underInk  = ink{0x7d, 0xa3, 0xd2} // under links: seen, but calm where they are many
	ruleInk   = ink{0xb1, 0xb4, 0xb6}
	faintInk  = ink{0xd9, 0xdc, 0xde}
	groundInk = ink{0xf3, 0xf5, 0xf6} // heads of tables, code
	whiteInk  = ink{0xff, 0xff, 0xff}
	draftInk  = ink{0xf2, 0xf2, 0xf2} // the large word behind the text
	alarmInk  = ink{0x94, 0x25, 0x14}
)

// The looks of text.
var (
	bodyLook    = look{regularFace, 10.5, textInk}
	cellLook    = look{regularFace, 9.5, textInk}
	whoLook     = look{regularFace, 10, quietInk}
	captionLook = look{boldFace, 10, textInk}
	titleLook   = look{boldFace, 31, deepInk}
	areaLook    = look{boldFace, 13, quietInk}
	metaLook    = look{regularFace, 11, quietInk}
	runLook     = look{regularFace, 8.5, quietInk}
	numeralLook = look{boldFace, 11, whiteInk}
)

// headingLooks are those of headings from level 1 on; deeper ones look as the
// last.
var headingLooks = []struct {
	look         look
	above, below float64
}{
	{look{boldFace, 21, deepInk}, 26, 7},
	{look{boldFace, 15, textInk}, 19, 4},
	{look{boldFace, 12.2, textInk}, 14, 2},
	{look{boldFace, 10.5, textInk}, 11, 1},
}

var codeFrame = frameLook{fill: groundInk, edge: groundInk}

// markLooks are the manners of marks. The word in the frame says what the
// colour says.
var markLooks = [...]struct {
	ink   ink
	frame frameLook
}{
	MustMark:    {deepInk, frameLook{ink{0xe6, 0xed, 0xf6}, deepInk, 3.5}},
	MustNotMark: {alarmInk, frameLook{ink{0xfb, 0xeb, 0xe9}, alarmInk, 3.5}},
	ShouldMark:  {deepInk, frameLook{whiteInk, deepInk, 3.5}},
	MayMark:     {quietInk, frameLook{whiteInk, ruleInk, 3.5}},
	ClockMark:   {textInk, frameLook{ink{0xff, 0xf6, 0xd1}, ink{0xc9, 0xa2, 0x27}, 3.5}},
	GapMark:     {ink{0x7a, 0x3a, 0x00}, frameLook{ink{0xff, 0xf0, 0xde}, ink{0xc2, 0x6a, 0x12}, 3.5}},
	GoodMark:    {ink{0x00, 0x53, 0x2c}, frameLook{ink{0xe3, 0xf2, 0xe9}, ink{0x00, 0x70, 0x3c}, 3.5}},
	PartMark:    {ink{0x55, 0x48, 0x00}, frameLook{ink{0xff, 0xf6, 0xd1}, ink{0xa3, 0x8a, 0x00}, 3.5}},
	MissingMark: {alarmInk, frameLook{ink{0xfb, 0xeb, 0xe9}, alarmInk, 3.5}},
	NeutralMark: {ink{0x38, 0x3f, 0x43}, frameLook{groundInk, ruleInk, 3.5}},
}

// boxLooks are the manners of boxes: the rule on their left and their ground.
var boxLooks = [...]struct{ rule, ground, title ink }{
	NoteBox:   {deepInk, ink{0xee, 0xf3, 0xf9}, deepInk},
	UrgentBox: {ink{0xb0, 0x2a, 0x16}, ink{0xfc, 0xf0, 0xee}, alarmInk},
	GapBox:    {ink{0xc2, 0x6a, 0x12}, ink{0xff, 0xf5, 0xe9}, ink{0x7a, 0x3a, 0x00}},
}
