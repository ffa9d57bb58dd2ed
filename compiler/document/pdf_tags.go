package document

import (
	"strconv"
)

// tag is an element of the structure tree: what a screen reader walks. The
// layout makes the tags in the order of the tree of the document; drawing adds
// to each the stretches of the pages that show it.
type tag struct {
	kind   string // a standard structure type of PDF 1.7, or Title (see roleMap)
	attr   string // attribute dictionary, as it stands in the file
	actual string // what its text stands for, if that is not what is printed
	parent *tag
	kids   []tagKid
	joined bool // is among the kids of its parent
	holds  bool // takes the text of its one paragraph, which has no tag
	object int  // number in the file, once numbered
}

// tagKid is one kid of a tag: another tag, a stretch of a page, or a link.
type tagKid struct {
	tag  *tag
	page int32 // from 0
	mark int32 // number of the marked content on the page
	link int32 // number of the annotation from 1; 0 is none
}

// roleMap says what the types that PDF 1.7 does not know stand for.
const roleMap = "<</Title/P>>"

// Attributes of tags.
const (
	columnScope  = "<</O/Table/Scope/Column>>"
	rowScope     = "<</O/Table/Scope/Row>>"
	bulletedList = "<</O/List/ListNumbering/Disc>>"
	numberedList = "<</O/List/ListNumbering/Decimal>>"
	unmarkedList = "<</O/List/ListNumbering/None>>"
)

// child makes a tag that follows the kids that t has now.
func (t *tag) child(kind string) *tag {
	c := t.inline(kind)
	t.join(c)
	return c
}

// inline makes a tag inside the text of t: it takes its place among the kids
// when it is first drawn, because the text before it is drawn before it.
func (t *tag) inline(kind string) *tag {
	return &tag{kind: kind, parent: t}
}

func (t *tag) join(c *tag) {
	if !c.joined {
		c.joined = true
		t.kids = append(t.kids, tagKid{tag: c})
	}
}

// reach joins t and those above it to the tree.
func (t *tag) reach() {
	for ; t.parent != nil && !t.joined; t = t.parent {
		t.parent.join(t)
	}
}

// number gives object numbers from next on to t and the tags below it, and
// answers the first number left.
func (t *tag) number(next int) int {
	t.object = next
	next++
	for _, k := range t.kids {
		if k.tag != nil {
			next = k.tag.number(next)
		}
	}
	return next
}

// write writes t and the tags below it in the order of their numbers. above is
// the object of the parent, links that of the first link.
func (t *tag) write(above, links int, w *pdfFile) {
	b := append(w.begin(t.object), "<</S/"...)
	b = append(b, t.kind...)
	b = append(b, "/P "...)
	b = appendRef(b, above)
	if t.attr != "" {
		b = append(b, "/A"...)
		b = append(b, t.attr...)
	}
	if t.actual != "" {
		b = append(b, "/ActualText"...)
		b = appendText(b, t.actual)
	}
	own := int32(-1) // the page of what the tag holds itself
	for i := range t.kids {
		if t.kids[i].tag == nil {
			own = t.kids[i].page
			b = append(b, "/Pg "...)
			b = appendRef(b, pageObject(int(own)))
			break
		}
	}
	if len(t.kids) > 0 {
		one := len(t.kids) == 1 && t.kids[0].tag == nil && t.kids[0].link == 0
		if one {
			b = append(b, "/K "...)
		} else {
			b = append(b, "/K["...)
		}
		for i := range t.kids {
			k := &t.kids[i]
			if i > 0 {
				b = append(b, ' ')
			}
			if k.tag != nil {
				b = appendRef(b, k.tag.object)
				continue
			}
			if k.link == 0 && k.page == own {
				b = strconv.AppendInt(b, int64(k.mark), 10)
				continue
			}
			if k.link != 0 {
				b = appendRef(append(b, "<</Type/OBJR/Obj "...), links+int(k.link)-1)
			} else {
				b = strconv.AppendInt(append(b, "<</Type/MCR/MCID "...), int64(k.mark), 10)
			}
			if k.page != own {
				b = appendRef(append(b, "/Pg "...), pageObject(int(k.page)))
			}
			b = append(b, ">>"...)
		}
		if !one {
			b = append(b, ']')
		}
	}
	w.end(append(b, ">>"...))
	for i := range t.kids {
		if k := t.kids[i].tag; k != nil {
			k.write(t.object, links, w)
		}
	}
}

func appendRef(b []byte, object int) []byte {
	b = strconv.AppendInt(b, int64(object), 10)
	return append(b, " 0 R"...)
}
