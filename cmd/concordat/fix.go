package main

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"concordat/compiler"
	"concordat/dsl/diag"
)

// maxRounds bounds how often the folder is checked and mended: each round mends
// what the one before made visible.
const maxRounds = 10

// fix makes the safe fixes of the folder's own files until there are none, and
// returns how many it made.
func (f *folder) fix(opts compiler.Options) (int, error) {
	mended := 0
	for range maxRounds {
		p, err := f.compile(opts)
		if err != nil {
			return mended, err
		}
		patches, made := diag.Apply(ownFixes(p.Diagnostics))
		if made == 0 {
			break
		}
		for _, patch := range patches {
			if err := f.apply(patch); err != nil {
				return mended, err
			}
		}
		mended += made
	}
	return mended, nil
}

// ownFixes are the safe fixes that touch nothing but files of the folder itself:
// a shared folder is mended where it is checked.
func ownFixes(list diag.List) []diag.Fix {
	var fixes []diag.Fix
	for _, d := range list {
		if d.Fix == nil || !d.Fix.Safe {
			continue
		}
		own := true
		for _, e := range d.Fix.Edits {
			own = own && e.Span.Source != nil && !strings.Contains(e.Span.Source.Name, "/")
		}
		if own {
			fixes = append(fixes, *d.Fix)
		}
	}
	return fixes
}

func (f *folder) apply(patch diag.Patch) error {
	name := path.Join(f.dir, patch.Source.Name)
	original, err := readFile(f.root, name)
	if err != nil {
		return fmt.Errorf("read %s: %s", patch.Source.Name, reason(err))
	}
	text, err := patch.Apply(original)
	if errors.Is(err, diag.ErrChanged) {
		return misuse("`%s` was changed by another program while it was being mended; run the command again", patch.Source.Name)
	}
	if err != nil {
		return err
	}
	return replaceFile(f.root, name, text)
}
