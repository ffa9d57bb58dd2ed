package dsl

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"concordat/dsl/diag"
)

// MaxSize is the size in bytes above which a file is not read. An agreement of
// 300 pages is below one megabyte.
const MaxSize = 4 << 20

// normalise turns the bytes of a file into a source: without a byte order mark,
// with LF line ends, in valid UTF-8. A file that is too large or is no text
// gives an empty source and a report, and readable is false.
func normalise(name string, data []byte) (src *diag.Source, found diag.List, readable bool) {
	report := func(code, message, help string) (*diag.Source, diag.List, bool) {
		src := diag.NewSource(name, "")
		return src, diag.List{{
			Code:    code,
			Message: message,
			At:      diag.Label{Span: src.Span(0, 0)},
			Help:    help,
		}}, false
	}
	if len(data) > MaxSize {
		return report("file-too-large",
			fmt.Sprintf("this file is larger than %d megabytes, the most that is read", MaxSize>>20),
			"divide it into several files in the same folder; nothing else has to change")
	}
	data, bom := bytes.CutPrefix(data, []byte("\uFEFF"))
	if bytes.IndexByte(data, 0) >= 0 {
		return report("not-text",
			"this file is not plain text",
			"save it as plain text in UTF-8; a word processor's own format cannot be read")
	}
	text := string(data)
	crlf := strings.IndexByte(text, '\r') >= 0
	if crlf {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	bad := -1
	if !utf8.ValidString(text) {
		for i, r := range text {
			if r != utf8.RuneError {
				continue
			}
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				bad = i
				break
			}
		}
		text = validUTF8(text)
	}
	src = diag.NewSource(name, text)
	src.BOM, src.CRLF = bom, crlf
	if bad >= 0 {
		found = append(found, diag.Diagnostic{
			Code:    "not-utf-8",
			Message: "a character here is not in UTF-8 and cannot be read",
			At:      diag.Label{Span: src.Span(bad, bad+len("\uFFFD"))},
			Help:    "save the file in UTF-8, and type the character again",
		})
	}
	return src, found, true
}

// validUTF8 puts U+FFFD in the place of every byte that is not UTF-8. It is not
// strings.ToValidUTF8, which puts one in the place of a whole run.
func validUTF8(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	for _, r := range text {
		b.WriteRune(r)
	}
	return b.String()
}
