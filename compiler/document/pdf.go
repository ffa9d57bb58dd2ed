package document

// PDF writes a document as a PDF file in A4: tagged, so that it can be read
// aloud and reflowed, with bookmarks, contents and page numbers. The same
// document gives the same bytes.
//
// It works in four steps: the setter lays blocks out as strips and makes their
// tags (pdf_blocks.go, pdf_table.go, pdf_steps.go, pdf_front.go; text is
// broken into lines by pdf_lines.go); paginate sets the strips on pages, after
// which every page number is known (pdf_pages.go); the strips are drawn on
// paper (pdf_paper.go); bindPDF makes a file of the pages, the tags and the
// fonts (pdf_bind.go, pdf_file.go, pdf_tags.go), which fpdf embeds
// (pdf_fonts.go).
func PDF(d *Document) ([]byte, error) {
	go commonFonts() // which take about as long as the layout, the first time
	root := &tag{kind: "Document", joined: true}
	t := &setter{marked: -1}
	strips := t.front(d, root.child("Sect"))

	contents, body := root.inline("Sect"), root.inline("Sect")
	t.level, t.listing = 1, true
	text := t.blocks(d.Body, area{marginLeft, textWidth, bodyLook}, body)
	if list := t.contentsPages(contents); len(list) > 0 {
		root.join(contents)
		strips = append(strips, list...)
	}
	if len(text) > 0 {
		root.join(body)
		text[0].page = true
		strips = append(strips, text...)
	}

	pages := paginate(strips)
	press := newPress()
	defer press.stop()
	p := newPaper(pages, press)
	for _, page := range pages {
		p.turn()
		p.artifact("")
		if d.Draft {
			watermark(p)
		}
		drawBacks(p, page, marginTop)
		drawFores(p, page, marginTop)
		furnish(p, d)
	}
	p.finish()
	return bindPDF(d, p, root)
}
