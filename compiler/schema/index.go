package schema

import "strings"

// The lookups are made once from the table; they hold nothing that the table
// does not.
var (
	kindIndex  = indexKinds()
	entryIndex = indexEntries()
	vocabIndex = indexVocabs()
)

func indexKinds() map[string]*Kind {
	m := make(map[string]*Kind, len(Kinds))
	for i := range Kinds {
		m[Kinds[i].Name] = &Kinds[i]
	}
	return m
}

func indexEntries() map[string]map[string]*Entry {
	m := make(map[string]map[string]*Entry, len(Kinds))
	for i := range Kinds {
		k := &Kinds[i]
		all := k.AllEntries()
		m[k.Name] = make(map[string]*Entry, len(all))
		for j := range all {
			m[k.Name][all[j].Keyword] = &all[j]
		}
	}
	return m
}

func indexVocabs() map[string]*Vocab {
	m := make(map[string]*Vocab, len(Vocabs))
	for i := range Vocabs {
		m[Vocabs[i].Name] = &Vocabs[i]
	}
	return m
}

// takesCommon says whether the common lines may stand in a block of this kind:
// in all but the small ones whose lines are values.
func (k *Kind) takesCommon() bool {
	switch k.Name {
	case "family", "answer", "requirement", "checklist", "accept-gap", "attest":
		return false
	}
	return true
}

func spaced(word string) string { return strings.ReplaceAll(word, "-", " ") }
