package ruleset

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// NotJSON says where a text stops being JSON, and what is wrong there; err is what
// [encoding/json] says of it.
func NotJSON(text []byte, err error) error {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	at := max(min(int(syntax.Offset), len(text))-1, 0)
	if strings.HasSuffix(err.Error(), "end of JSON input") {
		line, _ := placeIn(text, len(bytes.TrimRight(text, " \t\r\n")))
		return fmt.Errorf("line %d: the text ends here before it is complete; a closing bracket or quotation mark is missing", line)
	}
	at, what := reasonAt(text, at, err.Error())
	line, column := placeIn(text, at)
	return fmt.Errorf("line %d, column %d: %s", line, column, what)
}

// placeIn returns the line and the column of a byte, both from 1; columns count
// characters.
func placeIn(text []byte, at int) (line, column int) {
	before := text[:at]
	line = 1 + bytes.Count(before, []byte("\n"))
	return line, 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
}

// reasonAt says what is wrong at a byte, or at one shortly before it.
func reasonAt(text []byte, at int, said string) (place int, what string) {
	rest := text[at:]
	r, size := utf8.DecodeRune(rest)
	char := string(rest[:size])
	before := len(bytes.TrimRight(text[:at], " \t\r\n")) - 1
	value := strings.HasSuffix(said, "looking for beginning of value")
	key := strings.Contains(said, "object key string")
	switch {
	case (value || key) && (r == '}' || r == ']') && before >= 0 && text[before] == ',':
		return before, fmt.Sprintf("there is a comma too many before `%s`", char)
	case r == '\'' || r == '‘' || r == '’' || r == '“' || r == '”':
		return at, "text and names have to stand in straight double quotation marks, as in \"yes\""
	case r == '#' || r == '/' && (bytes.HasPrefix(rest, []byte("//")) || bytes.HasPrefix(rest, []byte("/*"))):
		return at, "a comment cannot stand in JSON; leave it out"
	case strings.HasSuffix(said, "after top-level value"):
		return at, "nothing may follow the end; leave this out"
	case strings.HasSuffix(said, "after object key:value pair"), strings.HasSuffix(said, "after array element"):
		return at, "a comma is missing before this"
	case strings.HasSuffix(said, "after object key"):
		return at, "a colon is missing between the name and its answer"
	case strings.Contains(said, "in string literal"):
		return at, "text in quotation marks may not go on over the end of the line, nor hold a tab; a quotation mark is missing"
	case key:
		return at, "a name in quotation marks has to stand here"
	case value && r != utf8.RuneError && !strings.ContainsRune("{}[],:", r), strings.Contains(said, "in literal"):
		return at, "a word has to stand in quotation marks, and a number is written as 3"
	}
	return at, "it is not JSON from here on"
}
