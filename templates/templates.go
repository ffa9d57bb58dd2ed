// Package templates holds the files that the writers fill in: the page and
// style sheet of the HTML document, the fonts of the PDF, the files of `init`.
package templates

import "embed"

// FS holds the files of this folder by their path, such as fonts/regular.ttf.
//
//go:embed fonts html init
var FS embed.FS
