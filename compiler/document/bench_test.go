package document

import (
	"os"
	"testing"

	"concordat/compiler"
	"concordat/compiler/model"
)

func BenchmarkBuild(b *testing.B) {
	p, err := compiler.Compile(os.DirFS("../../examples"), "northmoor", compiler.Options{Today: model.Date{Year: 2026, Month: 11, Day: 21}})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, doc := range p.Model.Documents() {
			Build(p, doc, Options{})
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	p, err := compiler.Compile(os.DirFS("../../examples"), "northmoor", compiler.Options{Today: model.Date{Year: 2026, Month: 11, Day: 21}})
	if err != nil {
		b.Fatal(err)
	}
	var docs []*Document
	for _, doc := range p.Model.Documents() {
		docs = append(docs, Build(p, doc, Options{}))
	}
	for b.Loop() {
		for _, d := range docs {
			if _, err := HTML(d); err != nil {
				b.Fatal(err)
			}
		}
	}
}
