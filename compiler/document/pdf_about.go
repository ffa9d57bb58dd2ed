package document

import (
	"fmt"
	"strings"
	"time"
)

func language(d *Document) string {
	if d.Language == "" {
		return "en-GB"
	}
	return d.Language
}

// made is the day on which the document is made; none where that is not known.
func made(d *Document) time.Time {
	if d.Made.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Made.Year, time.Month(d.Made.Month), d.Made.Day, 0, 0, 0, 0, time.UTC)
}

func appendInfo(b []byte, d *Document, at time.Time) []byte {
	b = append(b, "<</Producer(Concordat)/Title "...)
	b = appendText(b, d.Title)
	if d.Publisher != "" {
		b = append(b, "/Author "...)
		b = appendText(b, d.Publisher)
	}
	if !at.IsZero() {
		b = at.AppendFormat(b, "/CreationDate(D:20060102150405Z)/ModDate(D:20060102150405Z)")
	}
	return append(b, ">>"...)
}

// metadata describes the file in XMP.
func metadata(d *Document, at time.Time) []byte {
	esc := func(s string) string {
		return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(seemly(s))
	}
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"" +
		" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n")
	fmt.Fprintf(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", esc(d.Title))
	fmt.Fprintf(&b, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", esc(language(d)))
	if d.Publisher != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", esc(d.Publisher))
	}
	if !at.IsZero() {
		b.WriteString(at.Format("<xmp:CreateDate>2006-01-02T15:04:05Z</xmp:CreateDate>\n<xmp:ModifyDate>2006-01-02T15:04:05Z</xmp:ModifyDate>\n"))
	}
	b.WriteString("<pdf:Producer>Concordat</pdf:Producer>\n<pdfuaid:part>1</pdfuaid:part>\n" +
		"</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}

// seemly is s without what XML cannot carry.
func seemly(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0xFFFE || r == 0xFFFF {
			return ' '
		}
		return r
	}, s)
}
